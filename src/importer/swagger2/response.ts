import type { Example, Header, MediaType, Named, Response, Schema } from "../../model/index.js";
import type { Draft } from "../draft.js";
import { assign } from "../draft.js";
import { memberSet } from "../member-set.js";
import type { ObjectReader } from "../object-reader.js";
import type { RawMember } from "../run.js";
import { collectionStyle } from "./parameter.js";

const responseMembers = memberSet("description schema headers examples");
const headerMembers = memberSet("description collectionFormat");

/** Reads a response; its schema is that of each media type that the operation gives. */
export function readResponse(reader: ObjectReader, produces: readonly string[]): Response {
  const { raw, location, scope } = reader;
  const response: Draft<Response> = { kind: "response", location };
  assign(response, "description", reader.text("description"));
  const headers = reader.object("headers");
  if (headers) {
    response.headers = headers.all().flatMap((member) => {
      const header = headers.asObject(member);
      return header ? [{ name: member.name, value: readHeader(header) }] : [];
    });
  }
  const schema =
    raw.schema === undefined || raw.schema === null
      ? undefined
      : scope.run.schemas.read(raw.schema, reader.at("schema"), scope);
  const examples = reader.members("examples") ?? [];
  const content = readContent(schema, examples, typesOf(reader, produces), location);
  if (content.length > 0) response.content = content;
  reader.keepRest(response, responseMembers);
  return response;
}

function typesOf(reader: ObjectReader, produces: readonly string[]): readonly string[] {
  if (produces.length > 0) return produces;
  const { schema } = reader.raw;
  const isFile =
    typeof schema === "object" && schema !== null && "type" in schema && schema.type === "file";
  return [isFile ? "application/octet-stream" : "application/json"];
}

/** Each media type with its example; without a schema only those that have an example. */
function readContent(
  schema: Schema | undefined,
  examples: readonly RawMember[],
  types: readonly string[],
  location: RawMember["location"],
): MediaType[] {
  const byType = new Map(examples.map((example) => [example.name, example]));
  const exampled = examples.map(({ name }) => name).filter((name) => name.includes("/"));
  const listed = schema ? types : exampled;
  return listed.map((name) => {
    const node: Draft<MediaType> = { kind: "mediaType", location, name };
    assign(node, "schema", schema);
    const example = byType.get(name);
    if (example) node.examples = [exampleOf(example)];
    return node;
  });
}

function exampleOf({ value, location }: RawMember): Named<Example> {
  return { name: "", value: { kind: "example", location, value } };
}

function readHeader(reader: ObjectReader): Header {
  const { raw, location, scope } = reader;
  const header: Draft<Header> = { kind: "header", location };
  assign(header, "description", reader.text("description"));
  Object.assign(header, collectionStyle(reader, "header"));
  // Documents on the way to OpenAPI 3 write `schema` here too.
  header.schema =
    raw.schema === undefined
      ? scope.run.schemas.readKeywords(raw, location, scope, headerMembers)
      : scope.run.schemas.read(raw.schema, reader.at("schema"), scope);
  return header;
}
