import type { Message, Schema } from "../../model/index.js";
import type { JsonObject, JsonValue } from "../../util/json.js";
import { isJsonObject } from "../../util/json.js";
import { diagnostic } from "../diagnostics.js";
import type { Draft } from "../draft.js";
import { assign } from "../draft.js";
import { memberSet } from "../member-set.js";
import { ObjectReader } from "../object-reader.js";
import { isReference } from "../refs/reference.js";
import type { RawMember } from "../run.js";
import { report } from "../run.js";
import { readerAt } from "../shared.js";

const messageMembers = memberSet(
  "name title summary description contentType schemaFormat payload headers correlationId examples " +
    "traits bindings tags externalDocs messageId x-gw-gen-route",
);
const jsonFormat = /^application\/(vnd\.aai\.asyncapi|schema|vnd\.oai\.openapi)([+;]|$)/;

/** A message as written: its reader, with its traits, and the name that its place gives it. */
export interface RawMessage {
  readonly reader: ObjectReader;
  readonly name: string | undefined;
}

/** The message at a place, or what a reference there leads to. */
export function rawMessage(member: RawMember, owner: ObjectReader): RawMessage | undefined {
  const reader = readerAt(member, owner.scope);
  if (!reader) return undefined;
  const ref = isReference(member.value) ? member.value.$ref : undefined;
  const placed = ref?.slice(ref.lastIndexOf("/") + 1) ?? member.name;
  const index = /^\d+$/.test(placed) ? undefined : placed;
  const full = withTraits(reader);
  return { reader: full, name: full.text("name") ?? index };
}

/** An object with what its traits add; what it says itself counts more. */
export function withTraits(reader: ObjectReader): ObjectReader {
  const traits = (reader.items("traits") ?? []).flatMap((item) => {
    return readerAt(item, reader.scope) ?? [];
  });
  if (traits.length === 0) return reader;
  const added = Object.fromEntries(traits.flatMap(({ raw }) => Object.entries(raw)));
  return new ObjectReader({ ...added, ...reader.raw }, reader.location, reader.scope);
}

/** Reads messages into the model, each once, however many operations have it. */
export class MessageReader {
  readonly #known = new Map<JsonObject, Message>();

  read(raw: RawMessage): Message {
    const message = this.#known.get(raw.reader.raw) ?? readMessage(raw);
    this.#known.set(raw.reader.raw, message);
    return message;
  }
}

function readMessage({ reader, name }: RawMessage): Message {
  const message: Draft<Message> = { location: reader.location };
  assign(message, "name", name);
  assign(message, "title", reader.text("title"));
  assign(message, "summary", reader.text("summary"));
  assign(message, "description", reader.text("description"));
  assign(message, "contentType", reader.text("contentType"));
  assign(message, "payload", readSchemaAt(reader, "payload"));
  assign(message, "headers", readSchemaAt(reader, "headers"));
  const correlation = reader.raw.correlationId;
  if (correlation !== undefined) {
    const location = reader.at("correlationId");
    const member = { name: "correlationId", value: correlation, location };
    assign(message, "correlationId", readerAt(member, reader.scope)?.text("location"));
  }
  const examples = reader.objects("examples")?.flatMap((example) => {
    const { payload } = example.raw;
    return payload === undefined ? [] : [{ name: example.text("name") ?? "", value: payload }];
  });
  if (examples && examples.length > 0) message.examples = examples;
  reader.keepRest(message, messageMembers);
  return message;
}

/** A payload or headers: a schema, or (AsyncAPI 3) a schema with its format. */
function readSchemaAt(reader: ObjectReader, key: string): Schema | undefined {
  const value = reader.raw[key];
  if (value === undefined || value === null) return undefined;
  const { run } = reader.scope;
  const multi = isJsonObject(value) && typeof value.schemaFormat === "string" ? value : undefined;
  const format = multi?.schemaFormat ?? reader.raw.schemaFormat;
  if (key === "payload" && typeof format === "string" && !jsonFormat.test(format)) {
    report(reader.scope, diagnostic("schema-format-unknown", reader.at(key), [format]));
    return { kind: "boolean", location: reader.at(key), value: true };
  }
  if (!multi) return run.schemas.read(value, reader.at(key), reader.scope);
  const inner = reader.object(key);
  return run.schemas.read(multi.schema, inner?.at("schema") ?? reader.at(key), reader.scope);
}

/** The properties of a message's payload that have one fixed string as their value. */
export function fixedProperties({ reader }: RawMessage): ReadonlyMap<string, string> {
  const fixed = new Map<string, string>();
  const payload = schemaObject(reader.raw.payload, reader);
  const properties = payload?.raw.properties;
  if (!payload || !isJsonObject(properties)) return fixed;
  for (const name of Object.keys(properties)) {
    const value = fixedValue(schemaObject(properties[name], payload)?.raw);
    if (value !== undefined) fixed.set(name, value);
  }
  return fixed;
}

function fixedValue(schema: JsonObject | undefined): string | undefined {
  const values = schema?.enum;
  const value =
    schema?.const ?? (Array.isArray(values) && values.length === 1 ? values[0] : undefined);
  return typeof value === "string" ? value : undefined;
}

function schemaObject(value: JsonValue | undefined, owner: ObjectReader): ObjectReader | undefined {
  if (!isJsonObject(value)) return undefined;
  const { scope, location } = owner;
  if (!isReference(value)) {
    const inner = isJsonObject(value.schema) && value.schemaFormat ? value.schema : value;
    return inner === value ? new ObjectReader(value, location, scope) : schemaObject(inner, owner);
  }
  const target = scope.run.resolver.peek(value.$ref, scope, location);
  return target && isJsonObject(target.value)
    ? new ObjectReader(target.value, target.location, target.scope)
    : undefined;
}
