import type { JsonObject, JsonValue } from "../../../src/util/json.js";

/** Gives the next string of a spec; `place` says what it becomes. */
export type NextText = (place: string) => string;

/** An object of own members, `__proto__` among them. */
export function ownMembers(entries: readonly (readonly [string, JsonValue])[]): JsonObject {
  const members: JsonObject = {};
  for (const [name, value] of entries) {
    Object.defineProperty(members, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return members;
}

/** A spec in which every string that can reach the output comes from `next`. */
export function specOf(next: NextText): JsonObject {
  const scheme = next("scheme");
  const oauth = next("scheme");
  // Tags that fold into one word are one group, so the operations' tags differ in a plain word.
  const tag = `first ${next("tag")}`;
  const schemaName = next("schema");
  const enumName = next("schema");
  const unionName = next("schema");
  const variable = next("variable").replace(/[{}]/g, "");
  const pathParameter = next("path parameter").replace(/[{}/?#]/g, "") || "p";
  const scope = next("scope");
  const docs = () => ({ url: `https://docs.example/${next("url")}`, description: next("text") });
  return {
    openapi: "3.1.0",
    info: {
      title: next("title"),
      version: next("version"),
      summary: next("text"),
      description: next("text"),
      termsOfService: next("url"),
      contact: { name: next("text"), url: next("url"), email: next("text") },
      license: { name: next("text"), url: next("url") },
    },
    externalDocs: docs(),
    servers: [
      {
        url: `https://api.example/${next("url").replace(/[{}]/g, "")}/{${variable}}`,
        description: next("text"),
        variables: ownMembers([
          [variable, { default: next("value"), enum: [next("value")], description: next("text") }],
        ]),
      },
    ],
    tags: [{ name: tag, description: next("text"), externalDocs: docs() }],
    security: [ownMembers([[scheme, []]]), ownMembers([[oauth, [scope]]])],
    paths: ownMembers([
      [
        `/${next("path").replace(/[{}]/g, "")}/{${pathParameter}}`,
        {
          post: {
            operationId: next("operationId"),
            tags: [tag, next("tag")],
            summary: next("text"),
            description: next("text"),
            deprecated: true,
            externalDocs: docs(),
            parameters: [
              { name: pathParameter, in: "path", required: true, schema: { type: "string" } },
              ...["query", "header", "cookie"].map((place) => ({
                name: next(`${place} parameter`) || "p",
                in: place,
                description: next("text"),
                example: next("value"),
                schema: {
                  type: "string",
                  pattern: next("pattern"),
                  enum: [next("value"), next("value")],
                },
              })),
              {
                name: next("query parameter") || "p",
                in: "query",
                style: "deepObject",
                schema: { properties: ownMembers([[next("property"), { type: "integer" }]]) },
              },
            ],
            requestBody: {
              description: next("text"),
              content: ownMembers([
                ["application/json", { schema: { $ref: reference(schemaName) } }],
                [
                  "multipart/form-data",
                  {
                    schema: {
                      properties: ownMembers([
                        [next("property"), { type: "string", format: "binary" }],
                        [next("property"), { type: "integer", format: "int64" }],
                      ]),
                    },
                  },
                ],
                [`text/${next("media type")}`, { schema: { type: "string" } }],
              ]),
            },
            responses: {
              "200": {
                description: next("text"),
                headers: ownMembers([
                  [next("header"), { description: next("text"), schema: { type: "integer" } }],
                ]),
                content: ownMembers([
                  [
                    "application/json",
                    {
                      schema: { $ref: reference(unionName) },
                      examples: ownMembers([[next("example"), { value: next("value") }]]),
                    },
                  ],
                  [`application/${next("media type")}+json`, { schema: { type: "object" } }],
                ]),
                links: ownMembers([
                  [
                    next("link"),
                    {
                      operationId: next("operationId"),
                      description: next("text"),
                      parameters: ownMembers([[next("parameter"), next("value")]]),
                    },
                  ],
                ]),
              },
              "404": {
                description: next("text"),
                content: { "application/json": { schema: { $ref: reference(enumName) } } },
              },
            },
          },
          get: {
            tags: [`second ${next("tag")}`],
            responses: { "204": { description: next("text") } },
          },
          delete: { security: [], responses: { "204": { description: next("text") } } },
        },
      ],
    ]),
    components: {
      securitySchemes: ownMembers([
        [scheme, { type: "apiKey", in: "header", name: next("header"), description: next("text") }],
        [
          oauth,
          {
            type: "oauth2",
            flows: {
              clientCredentials: {
                tokenUrl: `https://auth.example/${next("url")}`,
                scopes: ownMembers([[scope, next("text")]]),
              },
            },
          },
        ],
      ]),
      schemas: ownMembers([
        [
          schemaName,
          {
            type: "object",
            title: next("text"),
            description: next("text"),
            example: next("value"),
            properties: ownMembers([
              [
                next("property"),
                { type: "string", format: next("format"), default: next("value") },
              ],
              [next("property"), { type: "integer", format: "int64", description: next("text") }],
              [next("property"), { const: next("value") }],
              [next("property"), { type: "string", pattern: next("pattern") }],
              [
                next("property"),
                { type: "object", properties: ownMembers([[next("property"), { enum: [1, 2] }]]) },
              ],
            ]),
          },
        ],
        [
          enumName,
          {
            type: "string",
            enum: [next("value"), next("value")],
            "x-enum-varnames": [next("value"), next("value")],
            "x-enum-descriptions": [next("text"), next("text")],
          },
        ],
        [unionName, union(next, schemaName)],
      ]),
    },
  };
}

/** A union of an inline variant and a named one, told apart by a hostile property with hostile values. */
function union(next: NextText, other: string): JsonObject {
  const propertyName = next("property") || "p";
  const value = next("value");
  return {
    oneOf: [
      {
        type: "object",
        required: [propertyName],
        properties: ownMembers([[propertyName, { type: "string", const: value }]]),
      },
      { $ref: reference(other) },
    ],
    discriminator: {
      propertyName,
      mapping: ownMembers([[next("value"), reference(other)]]),
    },
  };
}

/** The reference to a component schema of any name. */
export function reference(name: string): string {
  return `#/components/schemas/${encodeURIComponent(
    name.replaceAll("~", "~0").replaceAll("/", "~1"),
  )}`;
}
