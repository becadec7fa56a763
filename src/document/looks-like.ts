import { isJsonObject, type JsonObject, type JsonValue } from "../util/json.js";

/** Whether a document says that it describes an API, or has the sections of one. */
export function isApiDescription(value: JsonObject): boolean {
  return (
    has(value, "openapi", "swagger", "asyncapi", "paths", "webhooks") || isPostmanCollection(value)
  );
}

/** Whether a document is a SAM or CloudFormation template. */
export function isTemplate(value: JsonObject): boolean {
  if (isApiDescription(value)) return false;
  return has(value, "AWSTemplateFormatVersion") || isJsonObject(own(value, "Resources"));
}

/** In plain words, what a file that describes no API seems to be. */
export function looksLike(value: JsonValue): string {
  if (Array.isArray(value)) return "a list";
  if (!isJsonObject(value)) return typeof value === "string" ? "plain text" : "a single value";
  const known = SHAPES.find(([, fits]) => fits(value));
  if (known) return known[0];
  const keys = Object.keys(value).slice(0, 4);
  if (keys.length === 0) return "an empty object";
  return `an object with ${keys.map((key) => `"${key}"`).join(", ")}`;
}

const SHAPES: readonly (readonly [string, (value: JsonObject) => boolean])[] = [
  ["an OpenAPI Overlay (apply it with --overlay)", (value) => has(value, "overlay", "actions")],
  ["an Arazzo workflow description", (value) => has(value, "arazzo")],
  ["the settings of gw-gen", (value) => has(value, "stages", "outputs", "usagePlans")],
  [
    "a package.json",
    (value) => has(value, "name") && has(value, "dependencies", "devDependencies", "scripts"),
  ],
  ["a tsconfig.json", (value) => has(value, "compilerOptions")],
  ["a GraphQL schema", (value) => has(value, "__schema") || has(own(value, "data"), "__schema")],
  ["an HTTP archive (HAR)", (value) => has(own(value, "log"), "entries")],
  ["a Kubernetes manifest", (value) => has(value, "kind") && has(value, "apiVersion")],
  ["a Compose file", (value) => isJsonObject(own(value, "services"))],
  ["an Insomnia export", (value) => has(value, "__export_format")],
  ["a Postman environment", (value) => has(value, "_postman_variable_scope")],
  [
    "a JSON Schema alone",
    (value) => has(value, "$schema", "$defs", "definitions", "properties", "allOf", "oneOf"),
  ],
  ["the components of an API description, without its root", (value) => has(value, "schemas")],
];

/** Collections written by hand often leave the schema's URI out. */
function isPostmanCollection(value: JsonObject): boolean {
  return isJsonObject(own(value, "info")) && Array.isArray(own(value, "item"));
}

function has(value: JsonValue | undefined, ...keys: readonly string[]): boolean {
  return isJsonObject(value) && keys.some((key) => Object.hasOwn(value, key));
}

function own(value: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
