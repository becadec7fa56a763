import type { Parameter, ParameterStyle } from "../../model/index.js";
import { diagnostic } from "../diagnostics.js";
import type { Draft } from "../draft.js";
import { assign } from "../draft.js";
import { memberSet } from "../member-set.js";
import type { ObjectReader } from "../object-reader.js";
import { report } from "../run.js";

const own =
  "name in required description allowEmptyValue collectionFormat x-example x-examples deprecated";
const parameterMembers = memberSet(own);

const formats = new Map<string, { readonly style: ParameterStyle; readonly explode: boolean }>([
  ["csv", { style: "form", explode: false }],
  ["multi", { style: "form", explode: true }],
  ["ssv", { style: "spaceDelimited", explode: false }],
  ["pipes", { style: "pipeDelimited", explode: false }],
  ["tsv", { style: "tsv", explode: false }],
]);

/** Reads a path, query or header parameter; the schema keywords beside its members become its schema. */
export function readParameter(reader: ObjectReader): Parameter | undefined {
  const name = reader.requiredText("name", "The parameter");
  if (reader.raw.in === undefined) reader.missing("The parameter", "in");
  const place = reader.oneOf("in", ["path", "query", "header", "cookie"]);
  if (name === "" || !place) return undefined;
  const { raw, location, scope } = reader;
  const parameter: Draft<Parameter> = { kind: "parameter", location, name, in: place };
  if (place === "path" && raw.required !== true) {
    reader.missing("The path parameter", "required: true");
  }
  const required = reader.flag("required");
  assign(parameter, "required", place === "path" ? true : required);
  assign(parameter, "description", reader.text("description"));
  assign(parameter, "deprecated", reader.flag("deprecated"));
  assign(parameter, "allowEmptyValue", reader.flag("allowEmptyValue"));
  Object.assign(parameter, collectionStyle(reader, place));
  // Templates of gateways write OpenAPI 3's `schema` here too.
  parameter.schema =
    raw.schema === undefined
      ? scope.run.schemas.readKeywords(raw, location, scope, parameterMembers)
      : scope.run.schemas.read(raw.schema, reader.at("schema"), scope);
  liftExtensions(parameter, reader);
  return parameter;
}

/** `style` and `explode` of an array's collection format; nothing for other types. */
export function collectionStyle(
  reader: ObjectReader,
  place: string,
): { readonly style?: ParameterStyle; readonly explode?: boolean } {
  if (reader.raw.type !== "array") return {};
  const written = reader.text("collectionFormat") ?? "csv";
  const format = formats.get(written);
  const plain = place === "path" || place === "header";
  if (!format || (plain && written === "multi")) {
    const known = plain ? "csv, ssv, tsv, pipes" : [...formats.keys()].join(", ");
    const args = ["`collectionFormat`", written, known] as const;
    report(reader.scope, diagnostic("unknown-value", reader.at("collectionFormat"), [...args]));
  }
  if (plain && (!format || format.style === "form")) return { style: "simple", explode: false };
  return format ?? { style: "form", explode: false };
}

/** Extensions that stand beside the schema keywords belong to the parameter. */
function liftExtensions(parameter: Draft<Parameter>, reader: ObjectReader): void {
  const { schema } = parameter;
  if (schema?.kind === "schema" && reader.raw.schema === undefined && schema.extensions) {
    const { extensions, ...rest } = schema;
    parameter.extensions = extensions;
    parameter.schema = rest;
  }
  const example = reader.raw["x-example"];
  if (example !== undefined) {
    const location = reader.at("x-example");
    parameter.examples = [{ name: "", value: { kind: "example", location, value: example } }];
  }
}
