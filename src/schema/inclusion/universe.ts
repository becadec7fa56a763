import type { Schema } from "../../model/schema.js";
import { Interner } from "./interner.js";
import type { LowerOptions } from "./lower.js";
import { Lowering } from "./lower.js";
import type { RecursiveNode, SchemaNode } from "./node.js";
import type { NamedSchemas } from "./recursion.js";
import { recursiveNames } from "./recursion.js";

/** The side of a comparison that a schema belongs to. */
export type Side = "old" | "new";

interface SideSchemas {
  readonly schemas: NamedSchemas;
  readonly recursive: ReadonlySet<string>;
}

/** Both documents' schemas as nodes that can be compared: equal structure, recursion included, gives equal ids. */
export class Universe {
  readonly interner = new Interner();
  readonly #sides: Readonly<Record<Side, SideSchemas>>;
  readonly #lowerings: Readonly<Record<Side, Lowering>>;
  readonly #recursive = new Map<string, RecursiveNode>();

  constructor(schemas: Readonly<Record<Side, NamedSchemas>>, options: LowerOptions) {
    this.#sides = {
      old: { schemas: schemas.old, recursive: recursiveNames(schemas.old) },
      new: { schemas: schemas.new, recursive: recursiveNames(schemas.new) },
    };
    const classes = equalClasses(this.#sides, options);
    this.#lowerings = {
      old: this.#lowering("old", options, classes),
      new: this.#lowering("new", options, classes),
    };
  }

  node(side: Side, schema: Schema): SchemaNode {
    return this.#lowerings[side].lower(schema);
  }

  #lowering(side: Side, options: LowerOptions, classes: Classes): Lowering {
    const { schemas, recursive } = this.#sides[side];
    const node = (name: string): SchemaNode | undefined =>
      recursive.has(name) ? this.#recursiveNode(side, name, classes) : undefined;
    return new Lowering({ interner: this.interner, schemas, options, recursive: node });
  }

  #recursiveNode(side: Side, name: string, classes: Classes): RecursiveNode {
    const key = String(classes.get(`${side}:${name}`) ?? `${side}:${name}`);
    const known = this.#recursive.get(key);
    if (known) return known;
    const made: RecursiveNode = {
      kind: "recursive",
      id: this.interner.nextId(),
      name,
      target: () => this.#lowerings[side].target(name),
    };
    this.#recursive.set(key, made);
    return made;
  }
}

/** The class of each recursive schema, by `side:name`. */
type Classes = ReadonlyMap<string, number>;

/** Refines the recursive schemas into classes of equal structure until no class splits any more. */
function equalClasses(sides: Readonly<Record<Side, SideSchemas>>, options: LowerOptions): Classes {
  const keys = (["old", "new"] as const).flatMap((side) =>
    [...sides[side].recursive].map((name) => ({ side, name, key: `${side}:${name}` })),
  );
  let classes: Classes = new Map(keys.map(({ key }) => [key, 0]));
  for (let count = 1; ;) {
    const next = refine(sides, options, keys, classes);
    const size = new Set(next.values()).size;
    if (size === count) return next;
    classes = next;
    count = size;
  }
}

interface RecursiveKey {
  readonly side: Side;
  readonly name: string;
  readonly key: string;
}

function refine(
  sides: Readonly<Record<Side, SideSchemas>>,
  options: LowerOptions,
  keys: readonly RecursiveKey[],
  classes: Classes,
): Classes {
  const interner = new Interner();
  const stand = new Map<number, SchemaNode>();
  const standIn = (key: string): SchemaNode => {
    const id = classes.get(key) ?? 0;
    const known = stand.get(id);
    if (known) return known;
    const made: SchemaNode = { ...interner.true, id: interner.nextId() };
    const marker: SchemaNode = {
      ...made,
      kind: "recursive",
      name: key,
      target: () => interner.true,
    };
    stand.set(id, marker);
    return marker;
  };
  const lowering = (side: Side): Lowering =>
    new Lowering({
      interner,
      schemas: sides[side].schemas,
      options,
      recursive: (name) =>
        sides[side].recursive.has(name) ? standIn(`${side}:${name}`) : undefined,
    });
  const lowerings = { old: lowering("old"), new: lowering("new") };
  const named = new Map<string, number>();
  return new Map(
    keys.map(({ side, name, key }) => {
      const text = `${classes.get(key) ?? 0}:${lowerings[side].target(name).id}`;
      const known = named.get(text) ?? named.size;
      named.set(text, known);
      return [key, known];
    }),
  );
}
