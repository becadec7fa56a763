import type { SecurityScheme } from "./auth.js";
import type { Operation, SchemeUse } from "./operation.js";
import type { CoreOptions } from "./options.js";

/** A scheme with what was configured for it. */
export interface Credential {
  readonly scheme: SecurityScheme;
  readonly scopes: readonly string[];
  readonly value: unknown;
}

/**
 * The credentials of the first alternative that is configured as a whole. A header that the caller set stands
 * for its scheme. Without any: none where the operation allows that, else a `TypeError`.
 */
export function chooseCredentials(
  { security = [] }: Operation,
  { auth = {} }: CoreOptions,
  headers: Headers,
): readonly Credential[] {
  if (auth === false || security.length === 0) return [];
  const given = new Map<string, unknown>(Object.entries(auth));
  const isReady = ([scheme]: SchemeUse): boolean =>
    !scheme.apply ||
    given.get(scheme.name) !== undefined ||
    (scheme.header !== "" && headers.has(scheme.header ?? "authorization"));
  const ready = security.filter((uses) => uses.every(isReady));
  const chosen = ready.find((uses) => uses.length > 0) ?? ready[0];
  if (!chosen) {
    const names = security.map((uses) =>
      uses.map(([scheme]) => `auth.${scheme.name}`).join(" with "),
    );
    throw new TypeError(`no credentials: set ${names.join(", or ")}`);
  }
  return chosen
    .map(([scheme, ...scopes]) => {
      return { scheme, scopes, value: given.get(scheme.name) };
    })
    .filter(({ value }) => value !== undefined);
}
