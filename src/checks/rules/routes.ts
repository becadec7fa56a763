import { parseSelectionExpression } from "../../expression/selection-expression.js";
import type { ApiModel, Route, Schema } from "../../model/index.js";
import { defineRule } from "../rule.js";

/** Routes that their own message cannot reach. */
export const unreachableRoute = defineRule({
  code: "route-unreachable",
  severity: "warning",
  message: (key: string, member: string, values: string) =>
    `No message reaches the route \`${key}\`: its messages have \`${member}\` ${values}.`,
  mend: (key: string, member: string) =>
    `Let \`${member}\` be \`${key}\` in the route's message, or give the route another key.`,
  explain:
    "The gateway takes a message to the route whose key the route selection expression gives for it. A route whose messages fix another value there is never taken.",
  start: (report, { model }) => {
    for (const { route, name, values } of keyedRoutes(model)) {
      const isReached = values.length === 0 || values.includes(route.key);
      if (!isReached) report(route.location, [route.key, name, values.map(quoted).join(", ")]);
    }
    return {};
  },
});

/** Messages that name a route that does not exist. */
export const untakenMessage = defineRule({
  code: "route-missing",
  severity: "error",
  message: (value: string, member: string) =>
    `Messages with \`${member}: ${value}\` are described, but no route takes them.`,
  mend: (value: string) => `Add a route \`${value}\`, or a route \`$default\`.`,
  explain:
    "A message whose selected key is that of no route goes to `$default`; without that route it is answered with an error frame.",
  start: (report, { model }) => {
    const keys = new Set(sentRoutes(model).map(({ key }) => key));
    if (keys.has("$default")) return {};
    for (const { route, name, values } of keyedRoutes(model)) {
      for (const value of values) {
        if (!keys.has(value)) report(route.message?.location ?? route.location, [value, name]);
      }
    }
    return {};
  },
});

/** Routes of one key. */
export const overlappingRoutes = defineRule({
  code: "route-overlap",
  severity: "warning",
  message: (key: string) => `The route \`${key}\` is described more than once in one direction.`,
  mend: "Join the messages under one route, or give them keys of their own.",
  explain:
    "A gateway has one route of a key, with one integration. Further descriptions of the same key are messages of that route; what else they say is lost.",
  start: (report, { model }) => {
    const seen = new Map<string, Route>();
    for (const route of model.websocket?.routes ?? []) {
      const directions = route.direction === "both" ? ["send", "receive"] : [route.direction];
      for (const direction of directions) {
        const place = `${direction} ${route.key}`;
        const first = seen.get(place);
        const related = first && [{ message: "first described here", location: first.location }];
        if (related) report(route.location, [route.key], { related });
        else seen.set(place, route);
      }
    }
    return {};
  },
});

/** Keys that only look predefined. */
export const unknownPredefinedRoute = defineRule({
  code: "route-key-unknown",
  severity: "error",
  message: (key: string) => `\`${key}\` is no predefined route.`,
  mend: "Use `$connect`, `$disconnect` or `$default`, or a key without the dollar sign.",
  explain:
    "Keys that begin with a dollar sign are the gateway's own: `$connect`, `$disconnect` and `$default`. It refuses any other.",
  start: (report, { model }) => {
    for (const { key, location } of model.websocket?.routes ?? []) {
      if (key.startsWith("$") && !PREDEFINED.has(key)) report(location, [key]);
    }
    return {};
  },
});

const PREDEFINED = new Set(["$connect", "$disconnect", "$default"]);

function sentRoutes({ websocket }: ApiModel): readonly Route[] {
  return (websocket?.routes ?? []).filter(({ direction }) => direction !== "receive");
}

/** The routes of keys of their own, with the values that their messages have where they name a route; none: any. */
function keyedRoutes(model: ApiModel) {
  const name = selectedMember(model);
  if (name === undefined) return [];
  return sentRoutes(model).flatMap((route) => {
    const payload = route.message?.payload;
    if (PREDEFINED.has(route.key) || !payload) return [];
    return [{ route, name, values: fixedValues(payload, name, model, new Set()) }];
  });
}

/** The member of messages that names their route, where it is one of their own. */
function selectedMember({ websocket }: ApiModel): string | undefined {
  if (!websocket) return undefined;
  const [only, ...others] = parseSelectionExpression(websocket.routeSelection).parts;
  if (typeof only !== "object" || others.length > 0) return undefined;
  const [request, body, name, ...deeper] = only.path;
  return request === "request" && body === "body" && deeper.length === 0 ? name : undefined;
}

function fixedValues(
  schema: Schema,
  name: string,
  model: ApiModel,
  seen: Set<Schema>,
): readonly string[] {
  const target = schema.kind === "ref" ? model.components.schemas.get(schema.name) : schema;
  if (target?.kind !== "schema" || seen.has(target)) return [];
  seen.add(target);
  const own = target.properties?.find((property) => property.name === name)?.value;
  const member = own?.kind === "ref" ? model.components.schemas.get(own.name) : own;
  if (member?.kind === "schema") {
    const values = member.const === undefined ? (member.enum ?? []) : [member.const];
    return values.filter((value) => typeof value === "string");
  }
  const parts = [target.oneOf, target.anyOf, target.allOf].flatMap((list) => list ?? []);
  return parts.flatMap((part) => fixedValues(part, name, model, seen));
}

function quoted(value: string): string {
  return `\`${value}\``;
}
