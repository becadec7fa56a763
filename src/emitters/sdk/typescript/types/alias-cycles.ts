import type { TypeDeclaration } from "../../surface.js";
import type { TypeExpression } from "../../type-expression.js";
import { primitive } from "./type-expressions.js";

/**
 * Mends type aliases that refer to themselves other than through an interface or a list, which TypeScript
 * refuses: maps on the way become interfaces, and an alias that is only itself again is dropped.
 */
export function breakCycles(
  declarations: readonly TypeDeclaration[],
  takeName: (wanted: string) => string,
): readonly TypeDeclaration[] {
  const cyclic = findCyclic(declarations);
  if (cyclic.size === 0) return declarations;
  const opened = declarations.flatMap((declaration) =>
    cyclic.has(declaration.name) ? declareMaps(declaration, takeName) : [declaration],
  );
  const rest = findCyclic(opened);
  if (rest.size === 0) return opened;
  return opened.map((declaration) =>
    rest.has(declaration.name)
      ? { ...declaration, type: dropReferences(declaration.type, rest) }
      : declaration,
  );
}

/** The declaration with its maps as interfaces of their own, which come after it. */
function declareMaps(
  declaration: TypeDeclaration,
  takeName: (wanted: string) => string,
): TypeDeclaration[] {
  const { origin, direction } = declaration;
  const maps: TypeDeclaration[] = [];
  const type = replaceMaps(declaration.type, (value) => {
    const name = takeName(`${declaration.name}Map`);
    maps.push({ name, type: { kind: "object", members: [], index: value }, origin, direction });
    return { kind: "reference", name };
  });
  return [{ ...declaration, type }, ...maps];
}

function replaceMaps(
  type: TypeExpression,
  declareMap: (value: TypeExpression) => TypeExpression,
): TypeExpression {
  if (type.kind === "record") return declareMap(type.value);
  if (type.kind !== "union" && type.kind !== "intersection") return type;
  return { ...type, members: type.members.map((member) => replaceMaps(member, declareMap)) };
}

function dropReferences(type: TypeExpression, cyclic: ReadonlySet<string>): TypeExpression {
  if (type.kind === "reference") return cyclic.has(type.name) ? primitive("unknown") : type;
  if (type.kind !== "union" && type.kind !== "intersection") return type;
  const members = type.members.filter(
    (member) => member.kind !== "reference" || !cyclic.has(member.name),
  );
  const [only = primitive("unknown")] = members;
  return members.length < 2 ? only : { ...type, members };
}

/** The aliases on a cycle of immediate references. */
function findCyclic(declarations: readonly TypeDeclaration[]): Set<string> {
  const edges = new Map(declarations.map(({ name, type }) => [name, immediate(type)]));
  const state = new Map<string, "open" | "done">();
  const cyclic = new Set<string>();
  const path: string[] = [];
  const visit = (name: string): void => {
    if (state.get(name) === "open") {
      for (const member of path.slice(path.indexOf(name))) cyclic.add(member);
      return;
    }
    if (state.has(name)) return;
    state.set(name, "open");
    path.push(name);
    for (const next of edges.get(name) ?? []) visit(next);
    path.pop();
    state.set(name, "done");
  };
  for (const { name } of declarations) visit(name);
  return cyclic;
}

/** The names that TypeScript resolves at once when it resolves the alias. */
function immediate(type: TypeExpression): readonly string[] {
  switch (type.kind) {
    case "reference":
      return [type.name];
    case "record":
      return immediate(type.value);
    case "union":
    case "intersection":
      return type.members.flatMap(immediate);
    default:
      return [];
  }
}
