import type { AuthContext, AuthTarget, SecurityScheme } from "./auth.js";
import { percentEncode } from "./percent.js";
import {
  dateText,
  keysOf,
  placeOf,
  scopeText,
  sign,
  type SigV4Credential,
} from "./sigv4.js";

/** SHA-256 of nothing. */
const emptyHash =
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** Seconds within which the handshake must be made. */
const expires = 300;

/** Signs the URL of a handshake, for browsers cannot send headers with it (Signature Version 4, query parameters). */
export async function presignSigV4(
  target: AuthTarget,
  credential: unknown,
  scheme: SecurityScheme,
  context: AuthContext,
): Promise<void> {
  const given = credential as SigV4Credential;
  const keys = await keysOf(given, scheme);
  const url = new URL(target.url);
  const date = dateText(context.now());
  const scope = { ...placeOf(url.hostname, given, scheme), date };
  const signed: readonly (readonly [string, string | undefined])[] = [
    ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
    ["X-Amz-Credential", `${keys.accessKeyId}/${scopeText(scope)}`],
    ["X-Amz-Date", date],
    ["X-Amz-Expires", String(expires)],
    ["X-Amz-Security-Token", keys.sessionToken],
    ["X-Amz-SignedHeaders", "host"],
  ];
  const added = signed.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${percentEncode(value)}`],
  );
  // `+` means a space to some servers and itself to others.
  const own = url.search.slice(1).replaceAll("+", "%20");
  const query = [...(own ? [own] : []), ...added].join("&");
  const path = url.pathname;
  const signature = await sign(
    {
      method: "GET",
      path,
      query,
      headers: [["host", url.host]],
      payloadHash: emptyHash,
    },
    scope,
    keys.secretAccessKey,
  );
  target.url = `${url.protocol}//${url.host}${path}?${query}&X-Amz-Signature=${signature}`;
}
