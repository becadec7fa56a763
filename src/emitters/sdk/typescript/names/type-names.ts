import type { Diagnostic } from "../../../../diagnostics/diagnostic.js";
import type { SourceLocation } from "../../../../diagnostics/location.js";
import { isIdentifier, isTypeKeyword } from "../../../../printer/identifier.js";
import { pascalCase } from "../../../../util/case.js";
import { diagnostic } from "./diagnostics.js";
import { NameScope } from "./name-scope.js";

/**
 * Globals of JavaScript and the Web that generated code or its users lean on: a type of the same name
 * would shadow them wherever it is imported.
 */
const GLOBALS: readonly string[] = [
  "AbortSignal Array ArrayBuffer AsyncIterable AsyncIterator Awaited BigInt Blob BodyInit Boolean Date Error",
  "Exclude Extract FormData Function Headers HeadersInit Infinity Iterable JSON Map Math NaN NonNullable Number",
  "Object Omit Parameters Partial Pick Promise PromiseLike PropertyKey ReadableStream Readonly ReadonlyArray",
  "ReadonlyMap ReadonlySet Record RegExp Request RequestInit Required Response ResponseInit ReturnType Set String",
  "Symbol TypeError URL URLSearchParams Uint8Array",
].flatMap((line) => line.split(" "));

/** Names that models.ts itself declares where a union needs them. */
const OWN: readonly string[] = ["UnknownValue", "UnknownVariant"];

const READY = /^[A-Z][A-Za-z0-9]*$/;

/** One schema that wants a name. */
export interface NameRequest {
  readonly name: string;
  readonly location: SourceLocation;
}

/** The scope of the SDK's types; `exported` are names that it exports besides. */
export function typeScope(exported: readonly string[] = []): NameScope {
  return new NameScope([...GLOBALS, ...OWN, ...exported]);
}

/** A type name for any text: `pet-status` → `PetStatus`, `200 OK` → `_200OK`; a name that is ready stays. */
export function typeName(text: string): string {
  if (READY.test(text)) return text;
  const name = pascalCase(text) || "Unnamed";
  return isIdentifier(name) && !isTypeKeyword(name) ? name : `_${name}`;
}

/**
 * The names of all component schemas. Those that are ready come first, so that no other schema can take
 * theirs; the rest follow in the document's order.
 */
export function nameSchemas(
  requests: readonly NameRequest[],
  scope: NameScope,
): { readonly names: ReadonlyMap<string, string>; readonly diagnostics: readonly Diagnostic[] } {
  const names = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const { name, location, wanted, blocked } of inTurn(requests, scope)) {
    const given = scope.take(blocked ? `${wanted}Model` : wanted);
    names.set(name, given);
    if (given !== pascalCase(name)) {
      diagnostics.push(diagnostic("sdk-type-renamed", location, [name, given]));
    }
  }
  return { names, diagnostics };
}

interface NameClaim extends NameRequest {
  readonly wanted: string;
  readonly blocked: boolean;
}

/** Ready names, then names to be made, then those that the scope has already. */
function inTurn(requests: readonly NameRequest[], scope: NameScope): NameClaim[] {
  const turns: [NameClaim[], NameClaim[], NameClaim[]] = [[], [], []];
  for (const request of requests) {
    const wanted = typeName(request.name);
    const blocked = !scope.isFree(wanted);
    turns[blocked ? 2 : wanted === request.name ? 0 : 1].push({ ...request, wanted, blocked });
  }
  return turns.flat();
}
