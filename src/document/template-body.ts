import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation, type PathKey, type SourceLocation } from "../diagnostics/location.js";
import type { SourceFile, SourceReader } from "../source/source-file.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../util/json.js";
import { diagnostic } from "./diagnostics.js";
import { memberOf } from "./editable-document.js";
import { IncludeExpander } from "./include-expander.js";

/** The body of one API of a template. */
export interface TemplateBody {
  readonly value: JsonObject;
  readonly location: SourceLocation;
  /** Where the nodes come from that includes brought in. */
  readonly provenance: ReadonlyMap<JsonValue, SourceLocation>;
}

/** The body, unless an error stands among the diagnostics. */
export interface TemplateBodyResult {
  readonly body?: TemplateBody;
  readonly diagnostics: readonly Diagnostic[];
}

/** Resource types that may hold an API description, with the properties that hold it or name its file. */
const API_TYPES = new Map([
  ["AWS::Serverless::Api", { body: "DefinitionBody", file: "DefinitionUri" }],
  ["AWS::Serverless::HttpApi", { body: "DefinitionBody", file: "DefinitionUri" }],
  ["AWS::ApiGateway::RestApi", { body: "Body", file: "BodyS3Location" }],
  ["AWS::ApiGatewayV2::Api", { body: "Body", file: "BodyS3Location" }],
]);

interface ApiResource {
  readonly id: string;
  readonly value: JsonValue;
  readonly location: SourceLocation;
}

/** Finds the API description in a SAM or CloudFormation template: of the resource `wanted`, else of the first. */
export function findTemplateBody(
  root: SourceFile,
  template: JsonObject,
  reader: SourceReader,
  wanted: string | undefined,
): TemplateBodyResult {
  const diagnostics: Diagnostic[] = [];
  const at = { file: root };
  const { apis, types } = findApis(template, at, reader, root, diagnostics);
  const ids = apis.map(({ id }) => id);
  const chosen = wanted === undefined ? apis[0] : apis.find(({ id }) => id === wanted);
  if (!chosen) {
    const problem =
      wanted !== undefined && ids.length > 0
        ? diagnostic("template-unknown-api", at, [wanted, ids])
        : diagnostic("template-no-api", at, [types]);
    return { diagnostics: [...diagnostics, problem] };
  }
  if (wanted === undefined && ids.length > 1) {
    const others = ids.filter((id) => id !== chosen.id);
    diagnostics.push(diagnostic("template-several-apis", chosen.location, [chosen.id, others]));
  }
  const expander = new IncludeExpander(root, reader);
  const value = expander.expand(chosen.value, chosen.location);
  diagnostics.push(...expander.diagnostics);
  if (!isJsonObject(value) || Object.keys(value).length === 0) {
    return { diagnostics: [...diagnostics, diagnostic("template-no-api", at, [types])] };
  }
  const { provenance } = expander;
  const location = provenance.get(value) ?? chosen.location;
  return { body: { value, location, provenance }, diagnostics };
}

function findApis(
  template: JsonObject,
  at: SourceLocation,
  reader: SourceReader,
  root: SourceFile,
  diagnostics: Diagnostic[],
): { apis: ApiResource[]; types: string[] } {
  const resources = memberOf(template, "Resources");
  const apis: ApiResource[] = [];
  const types = new Set<string>();
  for (const [id, resource] of isJsonObject(resources) ? Object.entries(resources) : []) {
    const type = memberOf(resource, "Type");
    const places = typeof type === "string" ? API_TYPES.get(type) : undefined;
    if (typeof type !== "string" || !places) continue;
    types.add(type);
    const location = locate(at, ["Resources", id, "Properties"]);
    const properties = memberOf(resource, "Properties");
    const body = memberOf(properties, places.body);
    if (isJsonObject(body)) {
      apis.push({ id, value: body, location: childLocation(location, places.body) });
      continue;
    }
    const file = memberOf(properties, places.file);
    if (file === undefined) continue;
    const fileAt = childLocation(location, places.file);
    const read = readBodyFile(file, reader, root, fileAt);
    diagnostics.push(...read.diagnostics);
    if (read.file) apis.push({ id, value: read.file.value, location: { file: read.file } });
  }
  return { apis, types: [...types] };
}

function readBodyFile(file: JsonValue, reader: SourceReader, root: SourceFile, at: SourceLocation) {
  const isLocal = typeof file === "string" && !/^[a-z][a-z0-9+]+:\/\//i.test(file);
  if (isLocal) return reader.resolve(file, root, at);
  const shown = typeof file === "string" ? file : JSON.stringify(file).slice(0, 80);
  return { diagnostics: [diagnostic("template-remote-body", at, [shown])] };
}

function locate(from: SourceLocation, path: readonly PathKey[]): SourceLocation {
  return path.reduce<SourceLocation>((parent, key) => childLocation(parent, key), from);
}
