/** Where two models differ first: the path of members, and what stands there on each side. */
export interface ModelDifference {
  readonly path: readonly (string | number)[];
  readonly left: unknown;
  readonly right: unknown;
}

/** Whether two nodes of a model mean the same: everything but locations is compared, maps and lists in order. */
export function modelsEqual(left: unknown, right: unknown): boolean {
  return firstDifference(left, right) === undefined;
}

/** The first difference between two nodes of a model, locations apart; undefined when they are equal. */
export function firstDifference(left: unknown, right: unknown): ModelDifference | undefined {
  const path: (string | number)[] = [];
  const found = differ(left, right, path);
  return found && { path: path.toReversed(), ...found };
}

type Sides = Omit<ModelDifference, "path">;

/** Collects the path from the inside out. */
function differ(left: unknown, right: unknown, path: (string | number)[]): Sides | undefined {
  if (Object.is(left, right)) return undefined;
  if (typeof left !== "object" || typeof right !== "object" || !left || !right) {
    return { left, right };
  }
  if (left instanceof Map && right instanceof Map) {
    return differ([...left.entries()], [...right.entries()], path);
  }
  if (left instanceof Set && right instanceof Set) return differ([...left], [...right], path);
  if (Array.isArray(left) && Array.isArray(right)) return differInList(left, right, path);
  if (kindOf(left) !== kindOf(right)) return { left, right };
  return differInMembers(new Map(Object.entries(left)), new Map(Object.entries(right)), path);
}

function differInList(
  left: readonly unknown[],
  right: readonly unknown[],
  path: (string | number)[],
): Sides | undefined {
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const found = differ(left[index], right[index], path);
    if (found) {
      path.push(index);
      return found;
    }
  }
  return undefined;
}

function differInMembers(
  left: ReadonlyMap<string, unknown>,
  right: ReadonlyMap<string, unknown>,
  path: (string | number)[],
): Sides | undefined {
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    if (name === "location" && isLocation(left.get(name)) && isLocation(right.get(name))) continue;
    const found = differ(left.get(name), right.get(name), path);
    if (found) {
      path.push(name);
      return found;
    }
  }
  return undefined;
}

/** A node's place; examples and documentation parts may have a member of that name too. */
function isLocation(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("file" in value)) return false;
  const { file } = value;
  return typeof file === "object" && file !== null && "locate" in file;
}

function kindOf(value: object): string {
  if (Array.isArray(value)) return "list";
  return value instanceof Map ? "map" : value instanceof Set ? "set" : "object";
}
