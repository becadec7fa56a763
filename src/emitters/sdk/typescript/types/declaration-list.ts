import type { TypeDeclaration } from "../../surface.js";
import type { TypeExpression } from "../../type-expression.js";

/** What a declaration says besides its name and type. */
export type DeclarationDetails = Omit<TypeDeclaration, "name" | "type">;

/** The declared types, in the order in which their names were given: a type stands before what it contains. */
export class DeclarationList {
  readonly #declarations = new Map<string, TypeDeclaration | undefined>();

  /** Declares a type; its place in the list is kept while `plan` declares what it contains. */
  add(name: string, details: DeclarationDetails, plan: () => TypeExpression): void {
    this.#declarations.set(name, undefined);
    this.#declarations.set(name, { name, type: plan(), ...details });
  }

  /** The type declared under a name; undefined while it is being planned. */
  get(name: string): TypeExpression | undefined {
    return this.#declarations.get(name)?.type;
  }

  /** The declarations that the roots reach. */
  reachable(roots: Iterable<string>): TypeDeclaration[] {
    const reached = new Set<string>();
    const queue = [...roots];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      if (reached.has(name)) continue;
      reached.add(name);
      const type = this.get(name);
      if (type) queue.push(...referredNames(type));
    }
    return [...this.#declarations.values()].filter(
      (one): one is TypeDeclaration => one !== undefined && reached.has(one.name),
    );
  }
}

/** The names that a type refers to. */
export function referredNames(type: TypeExpression, into: string[] = []): string[] {
  switch (type.kind) {
    case "reference":
      into.push(type.name);
      break;
    case "array":
      referredNames(type.element, into);
      break;
    case "record":
      referredNames(type.value, into);
      break;
    case "union":
    case "intersection":
      for (const member of type.members) referredNames(member, into);
      break;
    case "tuple":
      for (const { type: element } of type.elements) referredNames(element, into);
      if (type.rest) referredNames(type.rest, into);
      break;
    case "object":
      into.push(...(type.extends ?? []));
      for (const { type: member } of type.members) referredNames(member, into);
      if (type.index) referredNames(type.index, into);
      break;
    default:
  }
  return into;
}
