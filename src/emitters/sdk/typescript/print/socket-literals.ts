import type { CodeFile } from "../../../../printer/code-file.js";
import type { CodecExpression } from "../../codec.js";
import type { SchemeUsePlan } from "../plan/sdk-plan.js";
import type { ShapePlan, SocketPlan, SocketRoutePlan } from "../plan/socket-plan.js";
import { printValue } from "../types/type-node.js";
import { code, list, type Literal, object, string } from "./literal.js";
import { codecLiteral } from "./print-codec.js";
import { parameterLiteral, useLiteral } from "./print-descriptor.js";

const MODULES = { runtime: "./runtime", codecs: "./codecs.js" };

/** The description of a socket's API as the runtime reads it. */
export function apiLiteral(
  file: CodeFile,
  plan: SocketPlan,
  schemes: ReadonlyMap<string, string>,
): Literal {
  const { parameters, security, selection, events, ping, isLossless } = plan;
  const uses = security.map((one) =>
    list(one.map((use) => socketUse(file, use, schemes, plan.signed))),
  );
  const connect = object([
    ["name", string("connect")],
    ["method", string("GET")],
    ["path", string(plan.path)],
    ["parameters", some(parameters.map((parameter) => parameterLiteral(file, parameter, ".")))],
    ["security", some(uses)],
  ]);
  return object(
    [
      ["connect", connect],
      ["selection", selection && path(selection)],
      ["events", object(events.map(({ key, shapes }) => [key, shapesLiteral(file, shapes)]))],
      ["ping", ping === undefined ? undefined : string(ping)],
      ["json", isLossless ? losslessLiteral(file) : undefined],
    ],
    true,
  );
}

/** A signature stands in the URL: browsers cannot send headers with a handshake. */
function socketUse(
  file: CodeFile,
  use: SchemeUsePlan,
  schemes: ReadonlyMap<string, string>,
  signed: readonly string[],
): Literal {
  if (!signed.includes(use.scheme)) return useLiteral(file, use, schemes, ".");
  const scheme = file.use({ name: schemes.get(use.scheme) ?? use.scheme, from: "./auth.js" });
  const apply = file.use({ name: "presignSigV4", from: "./runtime/socket-sigv4.js" });
  return list([code(`{ ...${scheme}, apply: ${apply} }`)]);
}

function losslessLiteral(file: CodeFile): Literal {
  const name = (text: string): Literal =>
    code(file.use({ name: text, from: "./runtime/lossless-json.js" }));
  return object([
    ["parse", name("parseLossless")],
    ["stringify", name("stringifyLossless")],
    ["settle", name("settle")],
  ]);
}

/** A route as the runtime reads it. */
export function routeLiteral(file: CodeFile, route: SocketRoutePlan): Literal {
  const { name, key, correlation, hasNumericId, reply } = route;
  return object(
    [
      ["name", string(name)],
      ["key", string(key)],
      ["codec", codec(file, route.codec)],
      ["correlation", correlation && path(correlation)],
      ["hasNumericId", hasNumericId ? code("true") : undefined],
      ["reply", reply && shapesLiteral(file, reply.shapes)],
    ],
    true,
  );
}

function shapesLiteral(file: CodeFile, shapes: readonly ShapePlan[]): Literal {
  return list(shapes.map((shape) => shapeLiteral(file, shape)));
}

function shapeLiteral(file: CodeFile, shape: ShapePlan): Literal {
  const { tags, required, correlation } = shape;
  const values = tags?.map(
    ({ name, values: known }) =>
      [name, list(known.map((value) => code(printValue(value))))] as const,
  );
  return object([
    ["tags", values && object(values)],
    ["required", required && path(required)],
    ["codec", codec(file, shape.codec)],
    ["correlation", correlation && path(correlation)],
  ]);
}

function codec(file: CodeFile, expression: CodecExpression | undefined): Literal | undefined {
  return expression && codecLiteral(file, expression, MODULES);
}

function path(names: readonly string[]): Literal {
  return list(names.map(string));
}

function some(items: readonly Literal[]): Literal | undefined {
  return items.length > 0 ? list(items) : undefined;
}
