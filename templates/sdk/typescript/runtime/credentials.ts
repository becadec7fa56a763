import type { SecurityScheme } from "./auth.js";
import { type ErrorContext, RequestError } from "./errors.js";
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
 * for its scheme. Without any: none where the operation allows that, else a `RequestError`.
 */
export function chooseCredentials(
  context: ErrorContext,
  operation: Operation,
  options: CoreOptions,
  headers: Headers,
): readonly Credential[] {
  const alternatives = operation.security ?? [];
  if (alternatives.length === 0 || options.auth === false) return [];
  const configured = (options.auth ?? {}) as Record<string, unknown>;
  const value = (name: string): unknown =>
    Object.hasOwn(configured, name) ? configured[name] : undefined;
  const isReady = ([scheme]: SchemeUse): boolean =>
    !scheme.apply ||
    value(scheme.name) !== undefined ||
    (scheme.header !== "" && headers.has(scheme.header ?? "authorization"));
  const chosen =
    alternatives.find((uses) => uses.length > 0 && uses.every(isReady)) ??
    alternatives.find((uses) => uses.length === 0);
  if (!chosen) {
    const names = alternatives.map((uses) =>
      uses.map(([scheme]) => `auth.${scheme.name}`).join(" with "),
    );
    throw new RequestError(
      `${operation.name}: credentials are missing: set ${names.join(", or ")}`,
      context,
    );
  }
  return chosen
    .map(([scheme, ...scopes]) => {
      return { scheme, scopes, value: value(scheme.name) };
    })
    .filter((credential) => credential.value !== undefined);
}
