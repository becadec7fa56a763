import type { ApiModel, Message, Route } from "../../model/index.js";
import { sample } from "../../schema/sample.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { parsePointerFragment } from "../../util/json-pointer.js";

/** Makes messages from the examples and schemas of a document. */
export class MessageExamples {
  readonly #model: ApiModel;
  readonly #made = new Map<Message, JsonValue>();

  constructor(model: ApiModel) {
    this.#model = model;
  }

  /** The example of an event, by its route's key; undefined when there is no such event. */
  event(key: string): JsonValue | undefined {
    const routes = this.#model.websocket?.routes ?? [];
    const found = routes.find((route) => route.key === key && route.direction !== "send");
    return found?.message && this.#of(found.message);
  }

  /** The reply to a message, with its correlation id; undefined when the route has none. */
  reply({ message, reply }: Route, body: JsonValue | undefined): JsonValue | undefined {
    if (!reply) return undefined;
    const value = this.#of(reply);
    const from = idPath(message);
    const to = idPath(reply);
    const id = from && below(body, from);
    return id === undefined || !to ? value : withValue(value, to, id);
  }

  #of(message: Message): JsonValue {
    const known = this.#made.get(message);
    if (known !== undefined) return known;
    const value = this.#make(message);
    this.#made.set(message, value);
    return value;
  }

  #make({ examples, payload }: Message): JsonValue {
    const [example] = examples ?? [];
    if (example) return example.value;
    if (!payload) return {};
    const { schemas } = this.#model.components;
    const made = sample(payload, { schemas, mode: "fixed", direction: "response" });
    return made.kind === "value" ? made.value : {};
  }
}

function idPath(message: Message | undefined): readonly string[] | undefined {
  const pointer = /^\$message\.payload#(\/.+)$/.exec(message?.correlationId ?? "")?.[1];
  return pointer === undefined ? undefined : parsePointerFragment(pointer);
}

function below(value: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  let current = value;
  for (const name of path) {
    if (!isJsonObject(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return current;
}

function withValue(
  value: JsonValue | undefined,
  [name, ...rest]: readonly string[],
  id: JsonValue,
): JsonValue {
  if (name === undefined) return id;
  const object: JsonObject = isJsonObject(value) ? value : {};
  return { ...object, [name]: withValue(object[name], rest, id) };
}
