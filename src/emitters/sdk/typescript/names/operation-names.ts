import type { Diagnostic } from "../../../../diagnostics/diagnostic.js";
import type { Operation, PathSegment } from "../../../../model/index.js";
import { isIdentifier, isIdentifierName } from "../../../../printer/identifier.js";
import { camelCase, pascalCase } from "../../../../util/case.js";
import { diagnostic } from "./diagnostics.js";
import { NameScope } from "./name-scope.js";

/** The extension that names an operation in the SDK. */
export const NAME_EXTENSION = "x-gw-gen-name";

const READY = /^[a-z][A-Za-z0-9]*$/;

/** Function names by operation key, and what had to be repaired. */
export interface OperationNames {
  readonly names: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Names the operations: by `x-gw-gen-name`, else operationId, else method and path. Names that are ready
 * come first, so that no other operation can take theirs; `reserved` are names of the modules they live in.
 */
export function nameOperations(
  operations: readonly Operation[],
  reserved: readonly string[] = [],
): OperationNames {
  const scope = new NameScope(reserved);
  const names = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  const wanted = operations.map((operation) => ({ operation, text: statedName(operation) }));
  const isReady = ({ text }: { text: string | undefined }) =>
    text !== undefined && READY.test(text);
  for (const { operation, text } of [
    ...wanted.filter(isReady),
    ...wanted.filter((one) => !isReady(one)),
  ]) {
    const name = scope.take(functionName(text ?? pathName(operation)));
    names.set(operation.key, name);
    if (text === undefined) {
      diagnostics.push(diagnostic("sdk-operation-unnamed", operation.location, [name]));
    } else if (name !== camelCase(text) && name !== text) {
      diagnostics.push(diagnostic("sdk-operation-renamed", operation.location, [text, name]));
    }
  }
  return { names, diagnostics };
}

/** A function name for any text: `get-pet` → `getPet`, `delete` → `delete_`. */
export function functionName(text: string): string {
  const name = READY.test(text) ? text : camelCase(text) || "unnamed";
  if (isIdentifier(name)) return name;
  return isIdentifierName(name) ? `${name}_` : `_${name}`;
}

function statedName(operation: Operation): string | undefined {
  const given = operation.extensions?.find(({ name }) => name === NAME_EXTENSION)?.value;
  return (typeof given === "string" && given) || operation.operationId || undefined;
}

function pathName({ method, path }: Operation): string {
  const parts = path.segments.map(segmentName).filter((part) => part !== "");
  return method.toLowerCase() + (parts.length === 0 ? "Root" : parts.join(""));
}

function segmentName(segment: PathSegment): string {
  switch (segment.kind) {
    case "static":
      return pascalCase(segment.text);
    case "parameter":
    case "greedy":
      return `By${pascalCase(segment.name)}`;
    case "mixed":
      return segment.parts
        .map((part) => (typeof part === "string" ? pascalCase(part) : `By${pascalCase(part.name)}`))
        .join("");
  }
}
