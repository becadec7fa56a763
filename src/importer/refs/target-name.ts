import { locationPath } from "../../diagnostics/location.js";
import type { RefTarget } from "../run.js";
import { memberSet } from "../member-set.js";

/** Steps of a path that only say what kind of thing follows. */
const structural = memberSet(
  "allOf anyOf components content definitions $defs oneOf parameters paths " +
    "properties requestBody responses schema schemas",
);

const mediaType = /^[\w*+.-]+\/[\w*+.-]+/;

/**
 * A component name for a schema that stands elsewhere: its own key where that is a name, else its path in words,
 * else its file's name; longer forms where that is taken.
 */
export function uniqueTargetName(target: RefTarget, taken: TakenNames): string {
  const path = locationPath(target.location).map(String);
  const file = fileName(target.location.file.path);
  const container = path.at(-2);
  const isNamed = container === "schemas" || container === "definitions" || container === "$defs";
  const words = path.filter((step) => !structural.has(step) && !mediaType.test(step));
  const last = path.at(-1);
  const base =
    last === undefined
      ? file
      : isNamed || path.length === 1
        ? sanitize(last)
        : words.length === 1
          ? sanitize(last)
          : words.map(pascal).join("");
  const first = base === "" ? file || "Schema" : base;
  const forms = [
    first,
    ...(isNamed ? [words.map(pascal).join("")] : []),
    pascal(file) + pascal(first),
  ];
  const free = forms.find((form) => form !== "" && !taken.has(form));
  if (free !== undefined) return free;
  return taken.unique(first);
}

/** Names in use; it remembers how far it counted, so that many equal names cost no more than different ones. */
export class TakenNames {
  readonly #names = new Set<string>();
  readonly #counts = new Map<string, number>();

  has(name: string): boolean {
    return this.#names.has(name);
  }

  add(name: string): void {
    this.#names.add(name);
  }

  /** The name, or the name with the first free number behind it. */
  unique(name: string): string {
    if (!this.#names.has(name)) return name;
    let count = this.#counts.get(name) ?? 2;
    while (this.#names.has(`${name}${count}`)) count++;
    this.#counts.set(name, count);
    return `${name}${count}`;
  }
}

/** `pet` of `schemas/pet.schema.yaml`; the folder's name of `pets/index.yaml`. */
function fileName(path: string): string {
  const steps = path.split(/[\\/]/);
  const stem = (steps.at(-1) ?? "").replace(/\.(ya?ml|json)$/i, "").replace(/\.schema$/i, "");
  const generic = stem === "index" || stem === "schema" || stem === "";
  return sanitize(generic ? (steps.at(-2) ?? stem) : stem);
}

/** Only what a component's name may hold (OAS 3.2 §4.7.1). */
function sanitize(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, "_").replace(/^_+|_+$/g, "");
}

/** The words of a text, each with a capital. */
export function pascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}
