import {
  applyApiKeyHeader,
  applyApiKeyQuery,
  type AuthTarget,
  kindOf,
  type Provider,
  resolve,
  type SecurityScheme,
} from "./auth.js";

/** What a Lambda authorizer knows callers by: a text for each header and query parameter that it names. */
export async function applyIdentity(
  target: AuthTarget,
  credential: unknown,
  scheme: SecurityScheme,
): Promise<void> {
  const given = await resolve(
    credential as Provider<Readonly<Record<string, unknown>>>,
  );
  if (typeof given !== "object" || given === null) {
    throw new TypeError(`an object is expected, not ${kindOf(given)}`);
  }
  for (const [place, parameter] of scheme.sources ?? []) {
    const apply = place === "header" ? applyApiKeyHeader : applyApiKeyQuery;
    await apply(target, given[parameter], { ...scheme, parameter });
  }
}
