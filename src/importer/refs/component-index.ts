import type { SourceLocation } from "../../diagnostics/location.js";
import type { JsonObject, JsonValue } from "../../util/json.js";
import { isJsonObject } from "../../util/json.js";
import { ObjectReader } from "../object-reader.js";
import type { SpecVersion } from "../dialect.js";
import type {
  ComponentNames,
  HoistedSchema,
  RawMember,
  RefTarget,
  Scope,
  Section,
} from "../run.js";
import { locate } from "../run.js";
import { isAlias, isReference } from "./reference.js";
import { pascal, TakenNames, uniqueTargetName } from "./target-name.js";

/** One section of the document's components as written. */
interface RawSection {
  readonly raw: JsonObject;
  readonly location: SourceLocation;
}

const swaggerSections: Partial<Record<Section, string>> = {
  schemas: "definitions",
  parameters: "parameters",
  responses: "responses",
  securitySchemes: "securityDefinitions",
};

/** Knows the document's components by their raw objects, and names the schemas that stand elsewhere. */
export class ComponentIndex implements ComponentNames {
  readonly #sections = new Map<Section, RawSection>();
  readonly #names = new Map<Section, Map<JsonValue, string>>();
  readonly #taken = new TakenNames();
  readonly #queue: HoistedSchema[] = [];
  readonly #special = new Map<string, string>();
  #next = 0;
  readonly hoisted = new Set<string>();
  readonly schemaPrefix: string;

  constructor(spec: SpecVersion) {
    this.schemaPrefix = spec === 2 ? "#/definitions/" : "#/components/schemas/";
  }

  /** Takes in the document's sections; references to other places count as definitions of their targets. */
  addSections(root: Scope): void {
    const document = root.value;
    if (!isJsonObject(document)) return;
    const spec = root.run.spec;
    const parent = spec === 2 ? document : document.components;
    if (!isJsonObject(parent)) return;
    const parentAt = spec === 2 ? root.location : locate(root, root.location, "components", parent);
    for (const section of sectionNames) {
      const key = spec === 2 ? swaggerSections[section] : section;
      const raw = key === undefined ? undefined : parent[key];
      if (key === undefined || !isJsonObject(raw)) continue;
      this.#addSection(section, { raw, location: locate(root, parentAt, key, raw) });
    }
    for (const section of this.#sections.keys()) this.#claimTargets(section, root);
  }

  members(section: Section, root: Scope): RawMember[] {
    const found = this.#sections.get(section);
    return found ? new ObjectReader(found.raw, found.location, root).all() : [];
  }

  has(section: Section, name: string): boolean {
    const raw = this.#sections.get(section)?.raw;
    return raw !== undefined && Object.hasOwn(raw, name);
  }

  nameOf(section: Section, value: JsonValue): string | undefined {
    return this.#names.get(section)?.get(value);
  }

  hoist(target: RefTarget): string {
    const name = uniqueTargetName(target, this.#taken);
    this.#taken.add(name);
    this.hoisted.add(name);
    this.#namesIn("schemas").set(target.value, name);
    this.#queue.push({ ...target, name });
    return name;
  }

  specialize(target: RefTarget, key: string, words: readonly string[]): string {
    const known = this.#special.get(key);
    if (known !== undefined) return known;
    const base = this.nameOf("schemas", target.value) ?? uniqueTargetName(target, new TakenNames());
    const name = this.#taken.unique(base + words.map(pascal).join(""));
    this.#taken.add(name);
    this.hoisted.add(name);
    this.#special.set(key, name);
    this.#queue.push({ ...target, name });
    return name;
  }

  claimSpecial(key: string, name: string): boolean {
    if (!this.#special.has(key)) this.#special.set(key, name);
    return this.#special.get(key) === name;
  }

  nextHoisted(): HoistedSchema | undefined {
    return this.#queue[this.#next++];
  }

  #addSection(section: Section, raw: RawSection): void {
    this.#sections.set(section, raw);
    const names = this.#namesIn(section);
    for (const name of Object.keys(raw.raw)) {
      const value = raw.raw[name] as JsonValue;
      if (isJsonObject(value) && !names.has(value)) names.set(value, name);
      if (section === "schemas") this.#taken.add(name);
    }
  }

  /** A component that only refers to another place gives its name to what stands there. */
  #claimTargets(section: Section, root: Scope): void {
    const { raw, location } = this.#sections.get(section) as RawSection;
    const names = this.#namesIn(section);
    for (const name of Object.keys(raw)) {
      const value = raw[name];
      if (!isReference(value)) continue;
      if (root.run.spec > 3 && section === "schemas" && !isAlias(value)) continue;
      const at = locate(root, location, name, value);
      const target = root.run.resolver.peek(value.$ref, root, at, (end) => names.has(end));
      if (target && isJsonObject(target.value) && !names.has(target.value)) {
        names.set(target.value, name);
      }
    }
  }

  #namesIn(section: Section): Map<JsonValue, string> {
    let names = this.#names.get(section);
    if (!names) this.#names.set(section, (names = new Map()));
    return names;
  }
}

/** The sections in the order of the model. */
export const sectionNames: readonly Section[] = [
  "schemas",
  "parameters",
  "headers",
  "requestBodies",
  "responses",
  "examples",
  "links",
  "callbacks",
  "pathItems",
  "mediaTypes",
  "securitySchemes",
];
