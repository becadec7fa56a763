import type { JsonObject } from "../util/json.js";

const ref = (name: string): JsonObject => ({ $ref: `#/$defs/${name}` });
const named = (description: string): JsonObject => ({
  description,
  type: "object",
  additionalProperties: ref("transformValue"),
});
const backend: JsonObject = {
  description: "The name among the components of the schema that the backend takes or gives.",
  type: "string",
};
const body: JsonObject = {
  description: "The new body; absent: as it is.",
  ...ref("transformValue"),
};
const headers = named("Headers that are set, by name.");

const comparable: JsonObject = { anyOf: ["string", "number", "boolean"].map((type) => ({ type })) };

/** An object of which some members must be there and no others may. */
function form(properties: JsonObject, required: readonly string[]): JsonObject {
  return { type: "object", properties, required, additionalProperties: false };
}

/** The JSON Schemas of transforms by name, for editors; `expression/transform` reads and judges them. */
export const TRANSFORM_SCHEMAS: JsonObject = {
  transform: {
    type: "object",
    properties: {
      request: {
        description: "How the backend's request is made of the client's.",
        type: "object",
        properties: {
          backend,
          body,
          headers,
          query: named("Query parameters that are set, by name."),
          path: named("Variables of the integration's address, by name."),
        },
        additionalProperties: false,
      },
      responses: {
        description: "How the client's response is made of the backend's, by status or `default`.",
        type: "object",
        propertyNames: { pattern: "^([1-5]\\d\\d|default)$" },
        additionalProperties: {
          type: "object",
          properties: {
            backend,
            body,
            headers,
            status: { description: "The new status.", ...ref("transformValue") },
          },
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  },
  transformSource: {
    description:
      'Where a value is read: `$.member[0]["a name"]` in the body, `$item.member` in a loop\'s element, `$header.NAME`, `$query.NAME`, `$path.NAME`, `$context.NAME`, `$stageVariables.NAME`.',
    type: "string",
    pattern: "^\\$",
  },
  transformValue: {
    description: "A source, a constant, a list of values, or a form.",
    anyOf: [
      ...["string", "number", "boolean", "null"].map((type) => ({ type })),
      { type: "array", items: ref("transformValue") },
      form(
        {
          from: ref("transformSource"),
          type: {
            description: "What the value is converted to.",
            enum: ["string", "number", "integer", "boolean"],
          },
          default: {
            description: "What stands in for what is absent, null or cannot be converted.",
            ...ref("transformValue"),
          },
        },
        ["from"],
      ),
      form({ const: { description: "A constant of any kind." } }, ["const"]),
      form({ fields: named("The members of an object; absent values are left out.") }, ["fields"]),
      form(
        {
          each: ref("transformSource"),
          as: {
            description: "The name of the element; `item` when absent.",
            type: "string",
            pattern: "^[a-z][A-Za-z0-9]*$",
          },
          where: ref("transformCondition"),
          value: ref("transformValue"),
          default: ref("transformValue"),
        },
        ["each", "value"],
      ),
      form(
        {
          if: ref("transformCondition"),
          value: ref("transformValue"),
          else: ref("transformValue"),
        },
        ["if", "value"],
      ),
      form(
        {
          text: {
            description: "Values whose texts are joined.",
            type: "array",
            minItems: 1,
            items: ref("transformValue"),
          },
        },
        ["text"],
      ),
    ],
  },
  transformCondition: {
    description: "What decides between values.",
    anyOf: [
      form({ exists: ref("transformSource") }, ["exists"]),
      form({ from: ref("transformSource"), equals: comparable }, ["from", "equals"]),
      form(
        {
          from: ref("transformSource"),
          in: { type: "array", minItems: 1, items: comparable },
        },
        ["from", "in"],
      ),
      {
        ...form(
          {
            from: ref("transformSource"),
            minimum: { type: "number" },
            maximum: { type: "number" },
          },
          ["from"],
        ),
        minProperties: 2,
      },
      ...["all", "any"].map((name) =>
        form({ [name]: { type: "array", minItems: 1, items: ref("transformCondition") } }, [name]),
      ),
      form({ not: ref("transformCondition") }, ["not"]),
    ],
  },
};
