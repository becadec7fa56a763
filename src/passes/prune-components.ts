import type { ApiModel, Components } from "../model/index.js";
import { backendSchemas } from "../model/walk.js";

/** A model without the components that nothing in it reaches. */
export interface PrunedModel {
  readonly model: ApiModel;
  /** Those that are gone, as `schemas/Pet`. */
  readonly removed: ReadonlySet<string>;
}

type Section = Exclude<keyof Components, "hoisted">;

/** The section of a node that was used by reference, by its kind. */
const SECTIONS = new Map<unknown, Section>([
  ["parameter", "parameters"],
  ["header", "headers"],
  ["requestBody", "requestBodies"],
  ["response", "responses"],
  ["example", "examples"],
  ["link", "links"],
  ["callback", "callbacks"],
  ["mediaType", "mediaTypes"],
]);

/** Members of nodes that hold no further nodes. */
const SKIPPED = new Set(["location", "extensions", "unknown"]);

/** Leaves out the components that neither an operation, a webhook nor a route reaches. */
export function pruneComponents(model: ApiModel): PrunedModel {
  const reached = new Reached(model.components);
  reached.visit(model.operations);
  reached.visit(model.webhooks);
  if (model.websocket) reached.visit(model.websocket);
  for (const name of model.operations.flatMap(backendSchemas)) reached.add("schemas", name);
  const routes = model.websocket?.routes ?? [];
  const requirements = [model, ...model.operations, ...routes].flatMap(
    ({ security }) => security ?? [],
  );
  for (const { schemes } of requirements) {
    for (const { name } of schemes) reached.add("securitySchemes", name);
  }
  const removed = new Set<string>();
  const keep = <T>(section: Section, all: ReadonlyMap<string, T>): ReadonlyMap<string, T> => {
    const kept = [...all].filter(([name]) => {
      const stays = reached.has(section, name);
      if (!stays) removed.add(`${section}/${name}`);
      return stays;
    });
    return kept.length === all.size ? all : new Map(kept);
  };
  const { components } = model;
  const schemas = keep("schemas", components.schemas);
  const pruned: Components = {
    schemas,
    hoisted: new Set([...components.hoisted].filter((name) => schemas.has(name))),
    parameters: keep("parameters", components.parameters),
    headers: keep("headers", components.headers),
    requestBodies: keep("requestBodies", components.requestBodies),
    responses: keep("responses", components.responses),
    examples: keep("examples", components.examples),
    links: keep("links", components.links),
    callbacks: keep("callbacks", components.callbacks),
    pathItems: keep("pathItems", components.pathItems),
    mediaTypes: keep("mediaTypes", components.mediaTypes),
    securitySchemes: keep("securitySchemes", components.securitySchemes),
  };
  return { model: { ...model, components: pruned }, removed };
}

/** The components that were reached so far, by following what each of them holds. */
class Reached {
  readonly #components: Components;
  readonly #names = new Set<string>();
  readonly #seen = new Set<object>();

  constructor(components: Components) {
    this.#components = components;
  }

  has(section: Section, name: string): boolean {
    return this.#names.has(`${section}/${name}`);
  }

  add(section: Section, name: string): void {
    const key = `${section}/${name}`;
    if (this.#names.has(key)) return;
    this.#names.add(key);
    const node: unknown = this.#components[section].get(name);
    if (node !== undefined) this.visit(node);
  }

  visit(value: unknown): void {
    if (typeof value !== "object" || value === null || this.#seen.has(value)) return;
    this.#seen.add(value);
    if (Array.isArray(value)) {
      for (const item of value) this.visit(item);
      return;
    }
    const members = Object.entries(value);
    const node = new Map<string, unknown>(members);
    const [kind, name, component] = [node.get("kind"), node.get("name"), node.get("component")];
    if (kind === "ref" && typeof name === "string") this.add("schemas", name);
    if (typeof component === "string") this.#addUse(kind, component);
    this.#addDiscriminator(node);
    for (const [key, child] of members) {
      if (!SKIPPED.has(key)) this.visit(child);
    }
  }

  #addUse(kind: unknown, component: string): void {
    // A path item is the one reusable node without a kind.
    const section = kind === undefined ? "pathItems" : SECTIONS.get(kind);
    if (section) this.add(section, component);
  }

  /** A discriminator names schemas. */
  #addDiscriminator(node: ReadonlyMap<string, unknown>): void {
    if (typeof node.get("propertyName") !== "string") return;
    const mapping = node.get("mapping");
    for (const { value } of Array.isArray(mapping) ? mapping : []) {
      if (typeof value === "string") this.add("schemas", value);
    }
    const fallback = node.get("defaultMapping");
    if (typeof fallback === "string") this.add("schemas", fallback);
  }
}
