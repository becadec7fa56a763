import type {
  Encoding,
  Header,
  MediaType,
  Named,
  ObjectSchema,
  Parameter,
  ParameterLocation,
  ParameterStyle,
  Schema,
} from "../../../../model/index.js";
import type { SourceLocation } from "../../../../diagnostics/location.js";
import { effectiveStyle } from "../../../../schema/effective-style.js";
import type { JsonObject } from "../../../../util/json.js";
import { Members } from "../members.js";
import type { Printing } from "../printing.js";
import type { SchemaDraft, SchemaPrinter } from "../schema-printer.js";

const FORMATS: Partial<Record<ParameterStyle, string>> = {
  simple: "csv",
  spaceDelimited: "ssv",
  pipeDelimited: "pipes",
  tsv: "tsv",
};

/** The keywords of parameters and headers (Swagger 2.0, "Parameter Object"). */
const VALUE_KEYWORDS: ReadonlySet<string> = new Set([
  "type",
  "format",
  "default",
  "maximum",
  "exclusiveMaximum",
  "minimum",
  "exclusiveMinimum",
  "maxLength",
  "minLength",
  "pattern",
  "maxItems",
  "minItems",
  "uniqueItems",
  "enum",
  "multipleOf",
]);

/** A value that Swagger 2.0 describes by keywords beside its name. */
type ValueNode = Pick<Parameter | Header, "schema" | "content" | "style" | "explode" | "location">;

/** Writes parameters and headers of Swagger 2.0: their schema's keywords stand beside their own members. */
export class SwaggerValues {
  readonly #printing: Printing;
  readonly #schemas: SchemaPrinter;

  constructor(printing: Printing, schemas: SchemaPrinter) {
    this.#printing = printing;
    this.#schemas = schemas;
  }

  /** A parameter of the path, the query or a header; undefined for other places. */
  parameter(parameter: Parameter): JsonObject | undefined {
    const printing = this.#printing;
    const { in: place, examples } = parameter;
    const isKnown = place === "path" || place === "query" || place === "header";
    if (!isKnown && !(place === "cookie" && printing.isOwn)) {
      return printing.lose(`A parameter in the place \`${place}\``, parameter.location);
    }
    const members = new Members<object>()
      .add("name", parameter.name)
      .add("in", place)
      .add("description", parameter.description)
      .add("required", parameter.required)
      .add(
        "deprecated",
        printing.since(3, "A parameter's deprecation", parameter.deprecated, parameter),
      )
      .add("allowEmptyValue", parameter.allowEmptyValue);
    this.#value(members, parameter, place);
    const example = examples?.[0]?.value;
    const given = example?.value === undefined ? example?.dataValue : example.value;
    if (given !== undefined) members.add("x-example", given);
    return printing.rest(members, parameter).end();
  }

  /** A header of a response. */
  header(header: Header): JsonObject {
    const members = new Members<object>().add("description", header.description);
    if (header.required) this.#printing.lose("That a header is required", header.location);
    this.#value(members, header, "header");
    return this.#printing.rest(members, header).end();
  }

  /** The fields of a form, one parameter each; undefined when the body is no plain object. */
  fields(media: MediaType, isMultipart: boolean): JsonObject[] | undefined {
    const schema = this.#resolved(media.schema);
    if (!schema?.properties || !isPlainObject(schema)) return undefined;
    const required = new Set(schema.required);
    const encodings = new Map((media.encoding ?? []).map(({ name, value }) => [name, value]));
    return schema.properties.map((property) =>
      this.#field(property, required.has(property.name), encodings.get(property.name), isMultipart),
    );
  }

  #field(
    { name, value }: Named<Schema>,
    isRequired: boolean,
    encoding: Encoding | undefined,
    isMultipart: boolean,
  ): JsonObject {
    const members = new Members<object>().add("name", name).add("in", "formData");
    members.add("required", isRequired ? true : undefined);
    const draft = this.#draft(value, value.location);
    if (isMultipart && draft.type === "string" && draft.format === "binary") {
      draft.type = "file";
      delete draft.format;
    }
    for (const [key, item] of Object.entries(draft)) members.add(key, item);
    if (draft.type === "array") {
      const { style, explode, location } = encoding ?? { location: value.location };
      this.#collection(members, { style, explode, location }, "query");
    }
    return members.end();
  }

  #value(members: Members<object>, node: ValueNode, place: ParameterLocation): void {
    const inContent = node.content?.[0]?.schema;
    if (inContent) this.#printing.lose("A parameter with a media type", node.location);
    const draft = this.#draft(node.schema ?? inContent, node.location);
    for (const [key, item] of Object.entries(draft)) {
      if (key !== "description" && key !== "deprecated") members.add(key, item);
    }
    if (draft.type === "array") this.#collection(members, node, place);
  }

  /** The keywords of a value that is no body; what Swagger 2.0 gives only to bodies is lost. */
  #draft(schema: Schema | undefined, at: SourceLocation): SchemaDraft {
    const draft: SchemaDraft = {};
    const resolved = this.#resolved(schema);
    if (!resolved) return this.#printing.isOwn ? draft : { type: "string" };
    const [alone] = resolved.allOf ?? [];
    const stands = resolved.allOf?.length === 1 && !resolved.types && !this.#printing.isOwn;
    if (stands && alone) return this.#draft(alone, at);
    this.#schemas.printInto(draft, resolved);
    return this.#printing.isOwn ? draft : this.#narrowed(draft, resolved, at);
  }

  #narrowed(draft: SchemaDraft, schema: ObjectSchema, at: SourceLocation): SchemaDraft {
    const { type, description } = draft;
    const narrowed: SchemaDraft = {};
    if (description !== undefined) narrowed.description = description;
    if (typeof type !== "string" || type === "object") {
      this.#printing.lose("A parameter that is no plain value", at);
      return { type: "string", ...narrowed };
    }
    for (const [key, value] of Object.entries(draft)) {
      if (VALUE_KEYWORDS.has(key) || key.startsWith("x-")) narrowed[key] = value;
      else if (key === "example") narrowed["x-example"] = value;
      else if (key !== "items" && key !== "description") {
        this.#printing.lose(`The keyword \`${key}\` of a parameter`, at);
      }
    }
    if (type === "array") {
      const { description: _text, "x-example": _example, ...items } = this.#draft(schema.items, at);
      narrowed.items = items;
    }
    return narrowed;
  }

  #collection(
    members: Members<object>,
    node: Pick<Parameter, "location"> & {
      readonly style?: ParameterStyle | undefined;
      readonly explode?: boolean | undefined;
    },
    place: ParameterLocation,
  ): void {
    const { style, explode } = effectiveStyle({
      in: place,
      ...(node.style && { style: node.style }),
      ...(node.explode !== undefined && { explode: node.explode }),
    });
    const format = style === "form" ? (explode ? "multi" : "csv") : FORMATS[style];
    if (format === undefined) this.#printing.lose(`The style \`${style}\``, node.location);
    else members.add("collectionFormat", format);
  }

  /** The schema behind references; a parameter cannot refer to one. */
  #resolved(schema: Schema | undefined): ObjectSchema | undefined {
    let next = schema;
    for (let steps = 0; next?.kind === "ref" && steps < 100; steps++) {
      next = this.#printing.model.components.schemas.get(next.name);
    }
    return next?.kind === "schema" ? next : undefined;
  }
}

/** Whether a schema is an object with properties and nothing that a list of fields cannot say. */
function isPlainObject(schema: ObjectSchema): boolean {
  const known = new Set([
    "kind",
    "location",
    "types",
    "properties",
    "required",
    "title",
    "description",
  ]);
  return Object.keys(schema).every((field) => known.has(field));
}
