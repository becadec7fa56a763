import type { SourceLocation } from "../diagnostics/location.js";
import type { ApiModel } from "../model/index.js";

/*
 * The model as one JSON text, for a server that starts without the spec. Nodes that are used in several places are
 * written once; locations and members that only exports need are left out. Members whose names begin with `@` are
 * this format's own; such names of the model get one `@` more.
 */

/** Where nodes of a description stand: nowhere, for it has no source. */
const NOWHERE: SourceLocation = {
  file: { path: "description.json", locate: () => undefined, line: () => undefined },
};
const LEFT_OUT = new Set(["unknown", "location"]);

/** A model in the form of JSON: the nodes used several times, and the whole. */
interface Description {
  readonly shared: readonly unknown[];
  readonly model: unknown;
}

/** Writes a model as JSON that `readDescription` reads. */
export function writeDescription(model: ApiModel): string {
  const counts = new Map<object, number>();
  countUses(model, counts);
  const numbers = new Map<object, number>();
  const shared: unknown[] = [];
  const encode = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if ((counts.get(value) ?? 0) < 2) return encodeMembers(value, encode);
    const known = numbers.get(value);
    if (known !== undefined) return { "@use": known };
    const own = shared.push(null) - 1;
    numbers.set(value, own);
    shared[own] = encodeMembers(value, encode);
    return { "@use": own };
  };
  const whole = encode(model);
  return JSON.stringify({ shared, model: whole } satisfies Description);
}

function countUses(value: unknown, counts: Map<object, number>): void {
  if (typeof value !== "object" || value === null) return;
  const count = (counts.get(value) ?? 0) + 1;
  counts.set(value, count);
  if (count > 1) return;
  for (const child of childrenOf(value)) countUses(child, counts);
}

function childrenOf(value: object): Iterable<unknown> {
  if (value instanceof Map) return value.values();
  if (value instanceof Set || Array.isArray(value)) return value;
  return isNode(value) ? kept(value).map(([, member]) => member) : Object.values(value);
}

/** Only nodes of the model have a location that can look things up; data of a document cannot. */
function isNode(value: object): boolean {
  if (!("location" in value) || typeof value.location !== "object" || value.location === null)
    return false;
  const { location } = value;
  if (!("file" in location) || typeof location.file !== "object" || location.file === null)
    return false;
  return "locate" in location.file && typeof location.file.locate === "function";
}

function kept(node: object): [string, unknown][] {
  return Object.entries(node).filter(([name]) => !LEFT_OUT.has(name));
}

function encodeMembers(value: object, encode: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(encode);
  if (value instanceof Map) return { "@map": [...value].map(([key, one]) => [key, encode(one)]) };
  if (value instanceof Set) return { "@set": [...value] };
  const node = isNode(value);
  const members = (node ? kept(value) : Object.entries(value)).map(
    ([name, member]) => [name.startsWith("@") ? `@${name}` : name, encode(member)] as const,
  );
  return Object.fromEntries(node ? [...members, ["@node", 1]] : members);
}

/** Reads a model that `writeDescription` wrote. */
export function readDescription(text: string): ApiModel {
  const { shared, model } = JSON.parse(text) as Description;
  const made = new Map<number, unknown>();
  const decode = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(decode);
    const members = Object.entries(value);
    const [first] = members;
    if (first?.[0] === "@use") {
      const number = Number(first[1]);
      if (!made.has(number)) made.set(number, decode(shared[number]));
      return made.get(number);
    }
    if (first?.[0] === "@map") {
      const pairs = first[1] as readonly (readonly [string, unknown])[];
      return new Map(pairs.map(([key, one]) => [key, decode(one)]));
    }
    if (first?.[0] === "@set") return new Set(first[1] as readonly unknown[]);
    const decoded = members.map(([name, member]): [string, unknown] => {
      if (name === "@node") return ["location", NOWHERE];
      return [name.startsWith("@") ? name.slice(1) : name, decode(member)];
    });
    return Object.fromEntries(decoded);
  };
  // The text is this module's own output, so its form is not checked again.
  return decode(model) as ApiModel;
}
