import type { Discriminator, Named, ObjectSchema, Schema, Xml } from "../../../model/index.js";
import type { JsonObject, JsonValue } from "../../../util/json.js";
import { printExternalDocs } from "./info-printer.js";
import { Members, namedValues, objectOf } from "./members.js";
import { alternativesToNull } from "./nullable.js";
import type { Printing } from "./printing.js";
import { printBounds, printTypes } from "./schema-types.js";
import { FIELDS, type KeywordField } from "./schema-keywords.js";
import type { XmlObject } from "openapi3-ts/oas32";

/** A schema object under construction. */
export type SchemaDraft = Record<string, JsonValue>;

/** Writes schemas in the words of one dialect: JSON Schema 2020-12 from OpenAPI 3.1 on, its older relative before. */
export class SchemaPrinter {
  readonly #printing: Printing;

  constructor(printing: Printing) {
    this.#printing = printing;
  }

  /** A schema in any place. */
  print(schema: Schema): JsonValue {
    const { spec } = this.#printing;
    if (schema.kind === "ref") return this.#reference(schema.name, schema.siblings);
    if (schema.kind === "schema") return this.printObject(schema);
    if (spec >= 3.1) return schema.value;
    if (schema.value) return {};
    if (spec === 3) return { not: {} };
    this.#printing.lose("A schema that accepts nothing", schema.location);
    return {};
  }

  /** A schema with keywords. */
  printObject(schema: ObjectSchema): JsonObject {
    const draft: SchemaDraft = {};
    this.printInto(draft, schema);
    return draft;
  }

  /** Writes the keywords of a schema into an object, in the order in which they were read. */
  printInto(draft: SchemaDraft, schema: ObjectSchema): void {
    const printing = this.#printing;
    const alternatives = printing.spec < 3.1 ? alternativesToNull(schema) : undefined;
    if (alternatives) {
      this.#orNull(draft, schema, alternatives);
      return;
    }
    for (const field in schema) this.#field(draft, schema, field as KeywordField);
    this.#rest(draft, schema);
  }

  #field(draft: SchemaDraft, schema: ObjectSchema, field: KeywordField): void {
    const row = FIELDS.get(field);
    if (!row) return;
    const printing = this.#printing;
    const { since, kind } = row;
    if (since > printing.spec && !printing.isOwn) {
      this.#replace(draft, schema, field);
      return;
    }
    const value = schema[field];
    if (value === undefined) return;
    if (field === "default" && value === null && printing.spec === 2 && !printing.isOwn) {
      printing.lose("A default of null", schema.location);
      return;
    }
    // The table pairs each field with the kind of its values.
    if (kind === "plain") draft[field] = value as JsonValue;
    else if (field === "enum") draft.enum = this.#values(value as readonly JsonValue[]);
    else if (kind === "schema") draft[field] = this.print(value as Schema);
    else if (kind === "schemas") {
      draft[field] = (value as readonly Schema[]).map((item) => this.print(item));
    } else if (kind === "named") {
      draft[field] = namedValues(value as readonly Named<Schema>[], (item) => this.print(item));
    } else this.#special(draft, schema, field);
  }

  /** Swagger 2.0 allows no value twice. */
  #values(values: readonly JsonValue[]): readonly JsonValue[] {
    const { spec, isOwn } = this.#printing;
    return spec === 2 && !isOwn ? [...new Set(values)] : values;
  }

  #special(draft: SchemaDraft, schema: ObjectSchema, field: KeywordField): void {
    const printing = this.#printing;
    switch (field) {
      case "types":
        printTypes(draft, schema, printing);
        break;
      case "minimum":
      case "maximum":
      case "exclusiveMinimum":
      case "exclusiveMaximum":
        printBounds(draft, schema, field, printing);
        break;
      case "additionalProperties":
        draft[field] = this.#additional(schema.additionalProperties);
        break;
      case "examples":
        this.#examples(draft, schema);
        break;
      case "dependentRequired":
        draft[field] = objectOf(schema.dependentRequired ?? []);
        break;
      case "externalDocs":
        if (schema.externalDocs) draft[field] = printExternalDocs(schema.externalDocs, printing);
        break;
      case "discriminator":
        if (schema.discriminator) draft[field] = this.#discriminator(schema.discriminator);
        break;
      case "xml":
        if (schema.xml) draft[field] = this.#xml(schema.xml);
        break;
      case "enumNames":
        if (!namesValues(schema)) draft["x-enum-varnames"] = schema.enumNames ?? [];
        break;
      case "enumDescriptions":
        draft["x-enum-descriptions"] = schema.enumDescriptions ?? [];
    }
  }

  /** Writes a keyword in the older words that mean the same, or reports that there are none. */
  #replace(draft: SchemaDraft, schema: ObjectSchema, field: KeywordField): void {
    const { format, contentEncoding, contentMediaType } = schema;
    if (field === "const") {
      draft.enum = [schema.const ?? null];
    } else if (field === "contentEncoding" && contentEncoding === "base64" && !format) {
      draft.format = "byte";
    } else if (field === "contentMediaType" && isBytes(contentMediaType, contentEncoding)) {
      draft.format ??= "binary";
    } else this.#printing.lose(`The keyword \`${field}\``, schema.location);
  }

  #reference(name: string, siblings: ObjectSchema | undefined): JsonObject {
    const printing = this.#printing;
    const ref = printing.ref("schemas", name);
    if (!siblings) return ref;
    if (printing.spec >= 3.1) {
      const draft: SchemaDraft = ref as SchemaDraft;
      this.printInto(draft, siblings);
      return draft;
    }
    const draft: SchemaDraft = {};
    this.printInto(draft, siblings);
    const { allOf } = draft;
    draft.allOf = [ref, ...(Array.isArray(allOf) ? (allOf as readonly JsonValue[]) : [])];
    return draft;
  }

  /** What is one of several, the last of which is null, in the way of `nullable`. */
  #orNull(draft: SchemaDraft, schema: ObjectSchema, alternatives: readonly Schema[]): void {
    const printing = this.#printing;
    const [only] = alternatives;
    for (const field in schema) {
      if (field !== "anyOf") this.#field(draft, schema, field as KeywordField);
    }
    if (alternatives.length > 1) {
      if (printing.spec > 2) draft.anyOf = alternatives.map((item) => this.print(item));
      else printing.lose("The keyword `anyOf`", schema.location);
    } else if (only?.kind === "schema" && isComposition(only)) this.printInto(draft, only);
    else if (only) draft.allOf = [this.print(only)];
    draft[printing.spec === 2 ? "x-nullable" : "nullable"] = true;
    this.#rest(draft, schema);
  }

  #additional(schema: Schema | undefined): JsonValue {
    if (!schema) return true;
    return schema.kind === "boolean" ? schema.value : this.print(schema);
  }

  #examples(draft: SchemaDraft, schema: ObjectSchema): void {
    const { examples = [] } = schema;
    const { spec, isOwn } = this.#printing;
    const [first] = examples;
    if (spec >= 3.1 || (isOwn && examples.length !== 1)) {
      draft.examples = examples;
      return;
    }
    if (first !== undefined) draft.example = first;
    if (examples.length > 1) this.#printing.lose("A second example of a schema", schema.location);
  }

  #discriminator(discriminator: Discriminator): JsonValue {
    const printing = this.#printing;
    const { propertyName, mapping, defaultMapping, location } = discriminator;
    if (printing.spec === 2) {
      if (mapping) printing.lose("The mapping of a discriminator", location);
      return propertyName;
    }
    const pointer = (name: string): string => printing.pointer("schemas", name);
    const fallback = printing.since(3.2, "The default mapping", defaultMapping, discriminator);
    const members = new Members<
      NonNullable<{ propertyName: string; mapping?: object; defaultMapping?: string }>
    >()
      .put("propertyName", propertyName)
      .put("mapping", mapping && namedValues(mapping, pointer))
      .put("defaultMapping", fallback === undefined ? undefined : pointer(fallback));
    return printing.rest(members, discriminator).end();
  }

  #xml(xml: Xml): JsonObject {
    const printing = this.#printing;
    const { nodeType } = xml;
    const isAttribute = nodeType === "attribute" && printing.spec < 3.2;
    const kept = isAttribute ? undefined : printing.since(3.2, "`nodeType`", nodeType, xml);
    const members = new Members<XmlObject>()
      .put("nodeType", kept)
      .put("name", xml.name)
      .put("namespace", xml.namespace)
      .put("prefix", xml.prefix)
      .put("attribute", isAttribute ? true : xml.attribute)
      .put("wrapped", xml.wrapped);
    return printing.rest(members, xml).end();
  }

  #rest(draft: SchemaDraft, schema: ObjectSchema): void {
    const printing = this.#printing;
    if (!schema.extensions && !schema.unknown) return;
    const members = new Members<object>().addAll(printing.extensionsOf(schema));
    // From 3.1 on a schema may have any keyword.
    const isFree = printing.spec >= 3.1 && printing.model.source.dialect !== "swagger-2.0";
    members.addAll(isFree ? schema.unknown : printing.unknownOf(schema));
    Object.assign(draft, members.end());
  }
}

function isBytes(type: string | undefined, encoding: string | undefined): boolean {
  return type === "application/octet-stream" && (encoding === undefined || encoding === "base64");
}

/** Whether `x-ms-enum`, which is kept as an extension, names the values already. */
function namesValues({ enumNames, extensions }: ObjectSchema): boolean {
  const extension = extensions?.find(({ name }) => name === "x-ms-enum")?.value;
  if (!enumNames || typeof extension !== "object" || extension === null) return false;
  const values = "values" in extension ? extension.values : undefined;
  return Array.isArray(values) && values.length === enumNames.length;
}

/** Whether a schema says nothing but that others hold together, in a form of its own. */
function isComposition(schema: ObjectSchema): boolean {
  const fields = Object.keys(schema).filter((field) => field !== "kind" && field !== "location");
  const isKnown = fields.every((field) => field === "oneOf" || field === "allOf");
  return isKnown && (schema.oneOf !== undefined || (schema.allOf?.length ?? 0) > 1);
}
