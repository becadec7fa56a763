import type {
  Encoding,
  MediaType,
  Named,
  ObjectSchema,
  RequestBody,
  Schema,
} from "../../model/index.js";
import type { Draft } from "../draft.js";
import { assign } from "../draft.js";
import { memberSet } from "../member-set.js";
import type { ObjectReader } from "../object-reader.js";
import { mediaTypesOf } from "./media.js";
import { collectionStyle } from "./parameter.js";

const bodyMembers = memberSet("name in required description schema");
const formMembers = memberSet("name in required collectionFormat allowEmptyValue");

/** Makes a request body of a body parameter, in each media type that the operation takes. */
export function bodyOf(parameter: ObjectReader, consumes: readonly string[]): RequestBody {
  const { raw, location, scope } = parameter;
  if (raw.schema === undefined) parameter.missing("The body parameter", "schema");
  const schema =
    raw.schema === undefined
      ? undefined
      : scope.run.schemas.read(raw.schema, parameter.at("schema"), scope);
  const types = consumes.length > 0 ? consumes : ["application/json"];
  const content = types.map((name): MediaType => ({
    kind: "mediaType",
    location,
    name,
    ...(schema && { schema }),
  }));
  const body: Draft<RequestBody> = { kind: "requestBody", location, content };
  assign(body, "name", parameter.text("name"));
  assign(body, "required", parameter.flag("required"));
  assign(body, "description", parameter.text("description"));
  parameter.keepRest(body, bodyMembers);
  return body;
}

/** Makes a request body of form parameters: an object with a property for each. */
export function formOf(fields: readonly ObjectReader[], operation: ObjectReader): RequestBody {
  const location = operation.at("parameters");
  const properties: Named<Schema>[] = [];
  const encoding: Named<Encoding>[] = [];
  const required: string[] = [];
  for (const field of fields) {
    const name = field.requiredText("name", "The form parameter");
    const { raw, scope } = field;
    const value = scope.run.schemas.readKeywords(raw, field.location, scope, formMembers);
    properties.push({ name, value });
    const style = collectionStyle(field, "formData");
    if (style.style) encoding.push({ name, value: { location: field.location, ...style } });
    if (field.flag("required")) required.push(name);
  }
  const schema: Draft<ObjectSchema> = { kind: "schema", location, types: ["object"], properties };
  if (required.length > 0) schema.required = required;
  const hasFile = fields.some((field) => field.raw.type === "file");
  const content = formTypes(mediaTypesOf(operation, "consumes"), hasFile).map((name): MediaType => {
    const node: MediaType = { kind: "mediaType", location, name, schema };
    return encoding.length > 0 ? { ...node, encoding } : node;
  });
  const body: Draft<RequestBody> = { kind: "requestBody", location, content };
  if (required.length > 0) body.required = true;
  return body;
}

/** The form types among those that the operation takes; files travel in multipart bodies alone. */
function formTypes(consumes: readonly string[], hasFile: boolean): string[] {
  const multipart = consumes.filter((type) => type.toLowerCase().startsWith("multipart/"));
  if (hasFile) return multipart.length > 0 ? multipart : ["multipart/form-data"];
  const urlencoded = "application/x-www-form-urlencoded";
  const forms = consumes.filter(
    (type) => multipart.includes(type) || type.toLowerCase().startsWith(urlencoded),
  );
  return forms.length > 0 ? forms : [urlencoded];
}
