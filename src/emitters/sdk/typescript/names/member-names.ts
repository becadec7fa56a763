import { isIdentifierName } from "../../../../printer/identifier.js";
import { camelCase, pascalCase } from "../../../../util/case.js";
import type { Diagnostic } from "../../../../diagnostics/diagnostic.js";
import type { Parameter } from "../../../../model/index.js";
import { diagnostic } from "./diagnostics.js";
import { NameScope } from "./name-scope.js";

const ORDER: readonly string[] = ["path", "query", "querystring", "header", "cookie"];

/** Names of a request's members by parameter, and what had to be repaired. */
export interface MemberNames {
  readonly names: ReadonlyMap<Parameter, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Names the members of one operation's request. Identifiers stay as they are, others are put into camel
 * case; where two meet, the later one in the order path, query, header, cookie is told apart by its place.
 */
export function nameMembers(
  parameters: readonly Parameter[],
  reserved: readonly string[] = [],
): MemberNames {
  const scope = new NameScope(reserved);
  const names = new Map<Parameter, string>();
  const diagnostics: Diagnostic[] = [];
  const rank = ({ in: place }: Parameter) => ORDER.indexOf(place);
  for (const parameter of [...parameters].sort((a, b) => rank(a) - rank(b))) {
    const plain = memberName(parameter.name);
    const free = scope.isFree(plain);
    const name = scope.take(free ? plain : parameter.in + pascalCase(parameter.name));
    names.set(parameter, name);
    if (!free) {
      const args = [parameter.name, parameter.in, name] as const;
      diagnostics.push(diagnostic("sdk-member-renamed", parameter.location, [...args]));
    }
  }
  return { names, diagnostics };
}

/** A member's name for any text: `X-Request-Id` → `xRequestId`; identifiers stay, reserved words too. */
export function memberName(text: string): string {
  if (isIdentifierName(text) && text !== "__proto__") return text;
  const name = camelCase(text) || "unnamed";
  return isIdentifierName(name) ? name : `_${name}`;
}
