/** Members of nodes that hold no schema. */
const SKIPPED = new Set(["location", "extensions", "unknown"]);

/** A part of a model with its references to schemas renamed; nodes without any are the same as before. */
export function renameSchemas<T>(node: T, names: ReadonlyMap<string, string>): T {
  return new Renaming(names).rename(node);
}

class Renaming {
  readonly #names: ReadonlyMap<string, string>;
  readonly #done = new Map<object, unknown>();

  constructor(names: ReadonlyMap<string, string>) {
    this.#names = names;
  }

  rename<T>(node: T): T {
    if (typeof node !== "object" || node === null) return node;
    const known = this.#done.get(node);
    const renamed = known ?? this.#renameParts(node);
    this.#done.set(node, renamed);
    // The same shape as before: only names differ.
    return renamed as T;
  }

  #renameParts(node: object): unknown {
    if (Array.isArray(node)) {
      const items = node.map((item: unknown) => this.rename(item));
      return items.some((item, index) => item !== node[index]) ? items : node;
    }
    let changed = false;
    const entries = Object.entries(node).map(([key, value]: [string, unknown]) => {
      const renamed = SKIPPED.has(key) ? value : this.#renameMember(node, key, value);
      changed ||= renamed !== value;
      return [key, renamed] as const;
    });
    return changed ? Object.fromEntries(entries) : node;
  }

  #renameMember(node: object, key: string, value: unknown): unknown {
    const isRef = "kind" in node && node.kind === "ref";
    if (isRef && key === "name") return this.#nameOf(value);
    const isDiscriminator = "propertyName" in node;
    if (isDiscriminator && key === "defaultMapping") return this.#nameOf(value);
    if (isDiscriminator && key === "mapping" && Array.isArray(value)) {
      return value.map((entry: { readonly name: string; readonly value: unknown }) => {
        return { ...entry, value: this.#nameOf(entry.value) };
      });
    }
    return this.rename(value);
  }

  #nameOf(name: unknown): unknown {
    return typeof name === "string" ? (this.#names.get(name) ?? name) : name;
  }
}
