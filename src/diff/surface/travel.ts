import type { SdkSurface } from "../../emitters/sdk/surface.js";
import type { TypeExpression } from "../../emitters/sdk/type-expression.js";

/** The named types that an SDK's users send, and those that they receive; one that does neither is in none. */
export interface Travel {
  readonly sent: ReadonlySet<string>;
  readonly received: ReadonlySet<string>;
}

/** Follows the types of all operations. */
export function travelOf({ operations, types }: SdkSurface): Travel {
  const declared = new Map(types.map(({ name, type }) => [name, type]));
  const reach = (roots: readonly TypeExpression[]): ReadonlySet<string> => {
    const seen = new Set<string>();
    const open = roots.flatMap(referencesOf);
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const type = declared.get(name);
      if (type) open.push(...referencesOf(type));
    }
    return seen;
  };
  return {
    sent: reach(operations.flatMap(({ members }) => members.map(({ type }) => type))),
    received: reach(
      operations.flatMap(({ result, errors }) => [result, ...errors.map(({ value }) => value)]),
    ),
  };
}

function referencesOf(type: TypeExpression): readonly string[] {
  switch (type.kind) {
    case "reference":
      return [type.name];
    case "array":
      return referencesOf(type.element);
    case "tuple": {
      const rest = type.rest ? [type.rest] : [];
      return [...type.elements.map((element) => element.type), ...rest].flatMap(referencesOf);
    }
    case "record":
      return referencesOf(type.value);
    case "object": {
      const index = type.index ? [type.index] : [];
      const members = [...type.members.map((member) => member.type), ...index];
      return [...(type.extends ?? []), ...members.flatMap(referencesOf)];
    }
    case "union":
    case "intersection":
      return type.members.flatMap(referencesOf);
    default:
      return [];
  }
}
