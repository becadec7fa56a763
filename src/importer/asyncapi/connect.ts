import type {
  Parameter,
  ParameterLocation,
  Route,
  Schema,
  SecurityRequirement,
} from "../../model/index.js";
import type { Draft } from "../draft.js";
import { assign } from "../draft.js";
import type { ObjectReader } from "../object-reader.js";
import { isReference } from "../refs/reference.js";
import { readerAt } from "../shared.js";
import type { ChannelOperation } from "./channel-operations.js";

/** The route of the handshake: parameters of addresses and of `ws` bindings, and what security asks for. */
export function connectRoute(
  root: ObjectReader,
  operations: readonly ChannelOperation[],
  servers: readonly ObjectReader[],
): Route | undefined {
  const parameters = new Map<string, Parameter>();
  const channels = new Map(operations.map(({ channel }) => [channel.raw, channel]));
  for (const channel of channels.values()) {
    for (const parameter of [...addressParameters(channel), ...bindingParameters(channel)]) {
      parameters.set(`${parameter.in} ${parameter.name}`, parameter);
    }
  }
  const owners = [...servers, ...operations.map(({ reader }) => reader)];
  const security = owners.map(readRequirements).find((list) => list);
  if (parameters.size === 0 && !security) return undefined;
  const [channel] = channels.values();
  const location = (channel ?? root).location;
  const route: Draft<Route> = { kind: "route", location, key: "$connect", direction: "send" };
  if (parameters.size > 0) route.parameters = [...parameters.values()];
  assign(route, "security", security);
  return route;
}

function addressParameters(channel: ObjectReader): Parameter[] {
  return (channel.members("parameters") ?? []).flatMap((member): Parameter[] => {
    const reader = readerAt(member, channel.scope);
    if (!reader) return [];
    const { raw, location, scope } = reader;
    const { schemas } = scope.run;
    // AsyncAPI 3 writes `enum`, `default` and `examples` into the parameter itself.
    const schema =
      raw.schema === undefined
        ? schemas.readKeywords({ type: "string", ...raw }, location, scope, notSchema)
        : schemas.read(raw.schema, reader.at("schema"), scope);
    return [parameterOf(member.name, "path", schema, true)];
  });
}

const notSchema = new Set(["location", "description"]);

/** Properties of the `query` and `headers` schemas of the channel's `ws` binding. */
function bindingParameters(channel: ObjectReader): Parameter[] {
  const binding = channel.object("bindings")?.object("ws");
  if (!binding) return [];
  return [
    ...propertiesOf(binding, "query", "query"),
    ...propertiesOf(binding, "headers", "header"),
  ];
}

function propertiesOf(binding: ObjectReader, key: string, place: ParameterLocation): Parameter[] {
  const value = binding.raw[key];
  if (value === undefined) return [];
  const schema = readerAt({ name: key, value, location: binding.at(key) }, binding.scope);
  const required = new Set(schema?.texts("required"));
  return (schema?.members("properties") ?? []).map(({ name, value, location }) => {
    const { scope } = schema ?? binding;
    const read = scope.run.schemas.read(value, location, scope);
    return parameterOf(name, place, read, required.has(name));
  });
}

function parameterOf(
  name: string,
  place: ParameterLocation,
  schema: Schema,
  required: boolean,
): Parameter {
  const { location } = schema;
  const parameter: Draft<Parameter> = { kind: "parameter", location, name, in: place, schema };
  if (required) parameter.required = true;
  if (schema.kind === "schema") assign(parameter, "description", schema.description);
  return parameter;
}

/** AsyncAPI 2 names schemes with scopes, 3 refers to them or holds them. */
function readRequirements(owner: ObjectReader): SecurityRequirement[] | undefined {
  const items = owner.objects("security");
  if (!items?.length) return undefined;
  return items.flatMap((item): SecurityRequirement[] => {
    const { scope, raw } = item;
    if (isReference(raw)) {
      const name = raw.$ref.slice(raw.$ref.lastIndexOf("/") + 1);
      return [{ schemes: [{ name, scopes: [] }] }];
    }
    const known = item
      .all()
      .filter(({ name }) => scope.run.components.has("securitySchemes", name));
    if (known.length === 0) return [];
    return [{ schemes: known.map(({ name }) => ({ name, scopes: item.texts(name) ?? [] })) }];
  });
}
