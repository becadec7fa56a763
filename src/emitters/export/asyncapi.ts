import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ApiModel, Message, Parameter, Route, Schema, Server } from "../../model/index.js";
import { jsonText } from "../../printer/json-text.js";
import { yamlText } from "../../printer/yaml-text.js";
import { camelCase } from "../../util/case.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { printOpenApi } from "../shared/openapi/index.js";
import { diagnostic } from "./diagnostics.js";

/** How an AsyncAPI document is written. */
export interface AsyncApiOptions {
  readonly format: "json" | "yaml";
  /** The value of `info.version`. */
  readonly version?: string;
}

/** The one channel of a WebSocket API. */
const CHANNEL = "socket";

/** Exports the WebSocket part of an API as AsyncAPI 3.0: one channel, an operation for each route and event. */
export function exportAsyncApi(
  model: ApiModel,
  { format, version }: AsyncApiOptions,
): { readonly text: string; readonly diagnostics: readonly Diagnostic[] } {
  const printer = new AsyncApiPrinter(model);
  const value = printer.print(version);
  const text = format === "json" ? `${jsonText(value)}\n` : yamlText(value);
  return { text, diagnostics: lossesOf(model) };
}

function lossesOf(model: ApiModel): Diagnostic[] {
  const { websocket, operations, location } = model;
  if (!websocket) return [diagnostic("asyncapi-without-routes", location, [])];
  const losses: Diagnostic[] = [];
  if (operations.length > 0) {
    const what = `${operations.length} operation${operations.length > 1 ? "s" : ""}`;
    losses.push(diagnostic("asyncapi-loss", location, [what]));
  }
  const run = websocket.routes.filter(({ integration }) => integration);
  const [first] = run;
  if (first) {
    losses.push(diagnostic("asyncapi-loss", first.location, ["what the gateway does with routes"]));
  }
  return losses;
}

class AsyncApiPrinter {
  readonly #model: ApiModel;
  readonly #routes: readonly Route[];
  readonly #connect: Route | undefined;
  /** The names of messages, each once, however many routes have it. */
  readonly #messages = new Map<Message | Route, string>();
  readonly #names = new Set<string>();
  readonly #printed: JsonObject;

  constructor(model: ApiModel) {
    this.#model = model;
    const routes = model.websocket?.routes ?? [];
    this.#connect = routes.find(({ key }) => key === "$connect");
    this.#routes = routes.filter(({ key }) => key !== "$connect" && key !== "$disconnect");
    for (const route of this.#routes) {
      this.#name(route.message ?? route, route.message?.name ?? route.key);
      if (route.reply) this.#name(route.reply, route.reply.name ?? `${route.key}Reply`);
    }
    this.#printed = this.#printSchemas();
  }

  print(version: string | undefined): JsonObject {
    const { info, websocket } = this.#model;
    const { title, description } = info;
    const security = this.#security();
    return {
      asyncapi: "3.0.0",
      info: {
        title: typeof title === "string" ? title : "API",
        version: version ?? (typeof info.version === "string" ? info.version : "0.0.0"),
        ...(typeof description === "string" && { description }),
      },
      servers: this.#servers(security),
      channels: { [CHANNEL]: this.#channel() },
      operations: Object.fromEntries(this.#operations()),
      components: this.#components(),
      "x-gw-gen-websocket": {
        routeSelection: websocket?.routeSelection ?? "$request.body.action",
      },
    };
  }

  #name(node: Message | Route, wanted: string): void {
    if (this.#messages.has(node)) return;
    const base = camelCase(wanted.replace(/^\$/, "")) || "message";
    let name = base;
    for (let number = 2; this.#names.has(name); number++) name = `${base}${number}`;
    this.#names.add(name);
    this.#messages.set(node, name);
  }

  /** The schemas as OpenAPI 3.1 has them, which are those of JSON Schema; payloads stand among them for a while. */
  #printSchemas(): JsonObject {
    const schemas = new Map<string, Schema>(this.#model.components.schemas);
    for (const [node, name] of this.#messages) {
      const payload = "kind" in node ? undefined : node.payload;
      if (payload) schemas.set(PAYLOAD + name, payload);
    }
    for (const { name, in: place, schema } of this.#connect?.parameters ?? []) {
      if (schema) schemas.set(`${PARAMETER}${place}.${name}`, schema);
    }
    const components = { ...this.#model.components, schemas };
    const bare = { ...this.#model, operations: [], webhooks: [], components };
    const { document } = printOpenApi(bare, { dialect: "openapi-3.1" });
    return isJsonObject(document.components) ? document.components : {};
  }

  #schema(name: string): JsonValue | undefined {
    const { schemas } = this.#printed;
    return isJsonObject(schemas) ? schemas[name] : undefined;
  }

  #servers(security: JsonValue | undefined): JsonObject {
    const { websocket, servers, stages } = this.#model;
    const [stage] = stages;
    const url = stages.length === 1 ? stage?.websocketUrl : undefined;
    const known: readonly Pick<Server, "url" | "name" | "description">[] =
      url === undefined
        ? (websocket?.servers ?? servers)
        : [{ url, name: stage?.name ?? "default" }];
    const entries = known.flatMap(({ url: written, name, description }, index) => {
      const parts =
        typeof written === "string" ? /^(wss?):\/\/([^/]+)(\/.*)?$/i.exec(written) : null;
      if (!parts) return [];
      const [, protocol = "wss", host = "", pathname] = parts;
      const server: JsonObject = {
        host,
        ...(pathname !== undefined && pathname !== "/" && { pathname }),
        protocol: protocol.toLowerCase(),
        ...(description !== undefined && { description }),
        ...(security !== undefined && { security }),
      };
      return [[name ?? `server${index + 1}`, server] as const];
    });
    return Object.fromEntries(entries);
  }

  #security(): JsonValue | undefined {
    const requirements = this.#connect?.security ?? this.#model.security ?? [];
    const names = requirements.flatMap(({ schemes }) => schemes.map(({ name }) => name));
    const references = [...new Set(names)].map((name) => ({
      $ref: `#/components/securitySchemes/${name}`,
    }));
    return references.length > 0 ? references : undefined;
  }

  #channel(): JsonObject {
    const names = [...this.#messages.values()];
    const parameters = this.#connect?.parameters ?? [];
    const path = parameters.filter((parameter) => parameter.in === "path");
    const binding = {
      ...this.#binding("query", parameters),
      ...this.#binding("headers", parameters),
    };
    return {
      address: this.#model.websocket?.path ?? "/",
      messages: Object.fromEntries(
        names.map((name) => [name, { $ref: `#/components/messages/${name}` }]),
      ),
      ...(path.length > 0 && {
        parameters: Object.fromEntries(
          path.map(({ name, description }) => [
            name,
            description === undefined ? {} : { description },
          ]),
        ),
      }),
      ...(Object.keys(binding).length > 0 && { bindings: { ws: binding } }),
    };
  }

  #binding(member: "query" | "headers", all: readonly Parameter[]): JsonObject {
    const place = member === "query" ? "query" : "header";
    const parameters = all.filter((parameter) => parameter.in === place);
    if (parameters.length === 0) return {};
    const properties = parameters.map(({ name }) => {
      return [name, this.#schema(`${PARAMETER}${place}.${name}`) ?? {}] as const;
    });
    const required = parameters.filter((one) => one.required === true).map(({ name }) => name);
    return {
      [member]: {
        type: "object",
        properties: Object.fromEntries(properties),
        ...(required.length > 0 && { required }),
      },
    };
  }

  #operations(): [string, JsonObject][] {
    const used = new Set<string>();
    const named = (wanted: string): string => {
      let name = wanted;
      for (let number = 2; used.has(name); number++) name = `${wanted}${number}`;
      used.add(name);
      return name;
    };
    return this.#routes.flatMap((route) => {
      const base = camelCase(route.key.replace(/^\$/, "")) || "route";
      const entries: [string, JsonObject][] = [];
      if (route.direction !== "receive") {
        entries.push([named(base), this.#operation(route, "receive")]);
      }
      if (route.direction !== "send") entries.push([named(base), this.#operation(route, "send")]);
      return entries;
    });
  }

  #operation(route: Route, action: "receive" | "send"): JsonObject {
    const { summary, description, reply } = route;
    const channel = { $ref: `#/channels/${CHANNEL}` };
    const hasReply = action === "receive" && reply !== undefined;
    return {
      action,
      channel,
      ...(summary !== undefined && { summary }),
      ...(description !== undefined && { description }),
      messages: [this.#reference(route.message ?? route)],
      ...(hasReply && { reply: { channel, messages: [this.#reference(reply)] } }),
    };
  }

  #reference(node: Message | Route): JsonObject {
    return { $ref: `#/channels/${CHANNEL}/messages/${this.#messages.get(node) ?? ""}` };
  }

  #components(): JsonObject {
    const keys = new Map<unknown, string>();
    for (const route of this.#routes) keys.set(route.message ?? route, route.key);
    const messages = [...this.#messages].map(([node, name]) => {
      const message = "kind" in node ? undefined : node;
      return [name, this.#message(name, message, keys.get(node))] as const;
    });
    const { schemas, securitySchemes } = this.#printed;
    const own = Object.entries(isJsonObject(schemas) ? schemas : {}).filter(
      ([name]) => !name.startsWith(PAYLOAD) && !name.startsWith(PARAMETER),
    );
    const schemes = Object.entries(isJsonObject(securitySchemes) ? securitySchemes : {});
    return {
      messages: Object.fromEntries(messages),
      ...(own.length > 0 && { schemas: Object.fromEntries(own) }),
      ...(schemes.length > 0 && {
        securitySchemes: Object.fromEntries(schemes.map(([name, one]) => [name, asyncScheme(one)])),
      }),
    };
  }

  #message(name: string, message: Message | undefined, key: string | undefined): JsonObject {
    const { title, summary, description, contentType, correlationId, examples } = message ?? {};
    const payload = this.#schema(PAYLOAD + name);
    return {
      name: message?.name ?? name,
      ...(title !== undefined && { title }),
      ...(summary !== undefined && { summary }),
      ...(description !== undefined && { description }),
      ...(contentType !== undefined && { contentType }),
      ...(payload !== undefined && { payload }),
      ...(correlationId !== undefined && { correlationId: { location: correlationId } }),
      ...(examples && { examples: examples.map(({ value }) => ({ payload: value })) }),
      ...(key !== undefined && { "x-gw-gen-route": key }),
    };
  }
}

/** Names under which schemas are printed that stand elsewhere in the end. */
const PAYLOAD = "__payload.";
const PARAMETER = "__parameter.";

/** What OpenAPI calls `apiKey` is `httpApiKey`; the scopes of OAuth 2 flows are those that are available. */
function asyncScheme(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value;
  if (value.type === "apiKey") return { ...value, type: "httpApiKey" };
  if (!isJsonObject(value.flows)) return value;
  const flows = Object.entries(value.flows).map(([name, flow]) => {
    if (!isJsonObject(flow)) return [name, flow] as const;
    const { scopes = {}, ...rest } = flow;
    return [name, { ...rest, availableScopes: scopes }] as const;
  });
  return { ...value, flows: Object.fromEntries(flows) };
}
