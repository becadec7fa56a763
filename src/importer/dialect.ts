import type { Dialect } from "../model/index.js";
import type { SourceLocation } from "../diagnostics/location.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation } from "../diagnostics/location.js";
import type { JsonObject, JsonValue } from "../util/json.js";
import { diagnostic } from "./diagnostics.js";

/** The specification versions of one import path, comparable with `<`. */
export type SpecVersion = 2 | 3 | 3.1 | 3.2;

/** What a document says it is. */
export interface DetectedDialect {
  readonly dialect: Dialect;
  readonly spec: SpecVersion;
  /** The version as written. */
  readonly version: string;
}

/** The dialect, unless the diagnostics hold an error that says why there is none. */
export interface Detection {
  readonly detected?: DetectedDialect;
  readonly diagnostics: readonly Diagnostic[];
}

const byMinor = new Map<string, readonly [Dialect, SpecVersion]>([
  ["2.0", ["swagger-2.0", 2]],
  ["3.0", ["openapi-3.0", 3]],
  ["3.1", ["openapi-3.1", 3.1]],
  ["3.2", ["openapi-3.2", 3.2]],
]);

/** Finds out which specification a document follows, by its version member, else by its shape. */
export function detectDialect(root: JsonObject, location: SourceLocation): Detection {
  if (root.asyncapi !== undefined) {
    return fromAsyncVersion(root.asyncapi, childLocation(location, "asyncapi"));
  }
  for (const member of ["openapi", "swagger"]) {
    const written = root[member];
    if (written !== undefined) {
      return fromVersion(member, written, childLocation(location, member));
    }
  }
  return fromShape(root, location);
}

function fromVersion(member: string, written: JsonValue, at: SourceLocation): Detection {
  const text = shown(written);
  const minor = minorVersion(text);
  const fitting = minor.startsWith("3.") === (member === "openapi");
  const known = fitting ? byMinor.get(minor) : undefined;
  if (known) {
    const [dialect, spec] = known;
    const clean = typeof written === "string" && /^(2\.0|3\.\d+\.\d+.*)$/.test(written);
    const read = spec === 2 ? "2.0" : `${minor}.0`;
    const repaired = diagnostic("version-repaired", at, [member, text, read]);
    return { detected: { dialect, spec, version: text }, diagnostics: clean ? [] : [repaired] };
  }
  if (fitting && /^3\.\d+$/.test(minor)) {
    const repaired = diagnostic("version-repaired", at, [member, text, "3.2.0"]);
    return {
      detected: { dialect: "openapi-3.2", spec: 3.2, version: text },
      diagnostics: [repaired],
    };
  }
  return { diagnostics: [diagnostic("unsupported-version", at, [member, text])] };
}

/** AsyncAPI's schemas are read with the keywords of JSON Schema, as OpenAPI 3.1 has them. */
function fromAsyncVersion(written: JsonValue, at: SourceLocation): Detection {
  const version = shown(written);
  const major = minorVersion(version).split(".")[0];
  if (major === "2" || major === "3") {
    return { detected: { dialect: `asyncapi-${major}`, spec: 3.1, version }, diagnostics: [] };
  }
  return { diagnostics: [diagnostic("unsupported-version", at, ["asyncapi", version])] };
}

/** `3.0` of `3.0.1-rc`, `2.0` of the number 2; empty when there is no version in it. */
function minorVersion(text: string): string {
  const match = /^v?(\d+)(?:\.(\d+))?(?:[.\-+].*)?$/.exec(text.trim());
  return match ? `${match[1]}.${match[2] ?? "0"}` : "";
}

/** Bodies of gateway templates sometimes leave the version out; their sections tell it. */
function fromShape(root: JsonObject, location: SourceLocation): Detection {
  const guess = (
    dialect: Dialect,
    spec: SpecVersion,
    version: string,
    member: string,
  ): Detection => ({
    detected: { dialect, spec, version },
    diagnostics: [diagnostic("version-repaired", location, [member, "(absent)", version])],
  });
  if (root.components !== undefined) return guess("openapi-3.0", 3, "3.0.0", "openapi");
  const swagger = ["definitions", "securityDefinitions", "basePath", "host", "paths"];
  if (swagger.some((member) => root[member] !== undefined)) {
    return root.servers === undefined
      ? guess("swagger-2.0", 2, "2.0", "swagger")
      : guess("openapi-3.0", 3, "3.0.0", "openapi");
  }
  const found = "it has neither `openapi` nor `swagger` at its root";
  return { diagnostics: [diagnostic("not-an-api-description", location, [found])] };
}

function shown(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
