import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { childLocation } from "../../diagnostics/location.js";
import { EXPORT_FORMATS, EXTENSION_GROUPS } from "../../emitters/export/export-options.js";
import { GATEWAY_TARGETS } from "../../emitters/gateway/gateway-options.js";
import { SDK_EXTRAS } from "../../emitters/sdk/sdk-options.js";
import type { JsonValue } from "../../util/json.js";
import { diagnostic } from "./diagnostics.js";
import type { BuildOutput } from "./outputs.js";

/** What an option of an output takes: a text, true or false, one of some words, or several of them. */
type OptionShape =
  "text" | "flag" | { readonly oneOf: readonly string[] } | { readonly someOf: readonly string[] };

/** The options of each kind of output: those of the command that makes it. */
const OPTIONS: Readonly<Record<BuildOutput["kind"], Readonly<Record<string, OptionShape>>>> = {
  sdk: {
    lang: { oneOf: ["typescript"] },
    name: "text",
    "package-version": "text",
    client: "text",
    license: "text",
    repository: "text",
    registry: "text",
    "all-stages": "flag",
    layout: { oneOf: ["package", "source"] },
    int64: { oneOf: ["number", "bigint", "string"] },
    dates: { oneOf: ["string", "date"] },
    with: { someOf: SDK_EXTRAS },
    templates: "text",
    format: "flag",
  },
  mock: { profile: { oneOf: ["openapi", "aws"] }, seed: "text" },
  export: {
    as: { oneOf: EXPORT_FORMATS },
    format: { oneOf: ["json", "yaml"] },
    rebuild: "flag",
    bundle: "flag",
    dereference: "flag",
    extensions: { someOf: EXTENSION_GROUPS },
    like: { oneOf: ["aws"] },
    "stage-variables": { oneOf: ["keep", "resolve"] },
    public: "flag",
    "code-samples": "flag",
    "version-as": "text",
  },
  gateway: {
    target: { oneOf: GATEWAY_TARGETS },
    integration: { oneOf: ["http_proxy", "lambda", "mock"] },
    backend: "text",
    function: "text",
  },
};

/** What is wrong with the options of an output: names that its kind does not have, and values that they do not take. */
export function checkOptions({ kind, options, location }: BuildOutput): readonly Diagnostic[] {
  const shapes = OPTIONS[kind];
  const at = childLocation(location, "options");
  return Object.entries(options).flatMap(([name, value]) => {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    const place = childLocation(at, name);
    if (shape === undefined) {
      return [diagnostic("output-option-unknown", place, [name, kind, Object.keys(shapes)])];
    }
    if (fits(value, shape)) return [];
    const shown = JSON.stringify(value);
    return [diagnostic("output-option-value", place, [name, expected(shape), shown])];
  });
}

function fits(value: JsonValue, shape: OptionShape): boolean {
  if (shape === "flag") return typeof value === "boolean";
  if (shape === "text") return typeof value === "string";
  if ("oneOf" in shape) return typeof value === "string" && shape.oneOf.includes(value);
  const items: readonly JsonValue[] = Array.isArray(value) ? value : [value];
  return items.every((item) => typeof item === "string" && shape.someOf.includes(item));
}

function expected(shape: OptionShape): string {
  if (shape === "flag") return "true or false";
  if (shape === "text") return "text";
  if ("oneOf" in shape) return shape.oneOf.map((word) => `\`${word}\``).join(" or ");
  return `some of ${shape.someOf.map((word) => `\`${word}\``).join(", ")}`;
}
