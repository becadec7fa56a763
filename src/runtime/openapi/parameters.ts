import type {
  ObjectSchema,
  Operation,
  Parameter,
  ParameterStyle,
  Schema,
} from "../../model/index.js";
import { isJsonMediaType } from "../../util/media-type.js";
import type { HttpRequest } from "../http/message.js";
import { headerValue } from "../http/message.js";
import { fromPairs, fromText, type RawValue, type WireFormat } from "./deserialize.js";
import { parsePairs, type RawPair } from "./query.js";
import { propertyNames, resolveSchema, shapeOf } from "./shape.js";
import { type MessageViolation, toMessageViolations } from "./violation.js";
import type { Checkers } from "./checkers.js";

/** The path parameters of a request, percent-encoded. */
export type PathValues = readonly (readonly [name: string, text: string])[];

type Place = "path" | "query" | "header" | "cookie";
type Schemas = ReadonlyMap<string, Schema>;

interface CompiledParameter {
  readonly parameter: Parameter;
  readonly place: Place;
  readonly format: WireFormat;
  readonly json: boolean;
  /** True when any single text is valid, so that the validator need not run for it. */
  readonly anyText: boolean;
}

/** The parameters of one operation, ready to be read and checked. */
export interface CompiledParameters {
  readonly list: readonly CompiledParameter[];
  readonly schema: ObjectSchema;
}

const IGNORED_HEADERS = new Set(["accept", "content-type", "authorization"]);

/** Prepares the parameters of an operation. */
export function compileParameters(operation: Operation, schemas: Schemas): CompiledParameters {
  const list: CompiledParameter[] = [];
  for (const parameter of operation.parameters) {
    if (parameter.in === "header" && IGNORED_HEADERS.has(parameter.name.toLowerCase())) continue;
    list.push(compile(parameter, schemas));
  }
  return { list, schema: placesSchema(operation, list) };
}

function compile(parameter: Parameter, schemas: Schemas): CompiledParameter {
  const place = parameter.in === "querystring" ? "query" : parameter.in;
  const schema = parameter.schema ?? parameter.content?.[0]?.schema;
  const style = parameter.style ?? (place === "query" || place === "cookie" ? "form" : "simple");
  const shape = parameter.content ? "primitive" : shapeOf(schema, schemas);
  return {
    parameter,
    place,
    format: {
      name: parameter.name,
      style,
      explode: parameter.explode ?? explodesByDefault(style),
      shape,
      properties: shape === "object" ? propertyNames(schema, schemas) : [],
      open: resolveSchema(schema, schemas)?.additionalProperties?.kind === "schema",
    },
    json: parameter.content?.some(({ name }) => isJsonMediaType(name)) ?? false,
    anyText: parameter.content === undefined && takesAnyText(schema, schemas),
  };
}

function explodesByDefault(style: ParameterStyle): boolean {
  return style === "form" || style === "cookie" || style === "deepObject";
}

const TEXT_RULES = [
  "enum",
  "const",
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "not",
  "if",
  "allOf",
  "anyOf",
  "oneOf",
] as const;

function takesAnyText(schema: Schema | undefined, schemas: Schemas): boolean {
  if (!schema) return true;
  const resolved = resolveSchema(schema, schemas);
  if (!resolved || (schema.kind === "ref" && schema.siblings)) return false;
  if (resolved.types && !resolved.types.includes("string")) return false;
  return TEXT_RULES.every((keyword) => resolved[keyword] === undefined);
}

/** One schema of all parameters, by place and name: one validator checks them at once. */
function placesSchema(operation: Operation, list: readonly CompiledParameter[]): ObjectSchema {
  const { location } = operation;
  const places: Place[] = ["path", "query", "header", "cookie"];
  const properties = places.flatMap((place) => {
    const own = list.filter((one) => one.place === place);
    if (own.length === 0) return [];
    const value: ObjectSchema = {
      kind: "schema",
      location,
      properties: own.map(({ parameter }) => ({
        name: keyOf(parameter),
        value: parameter.schema ??
          parameter.content?.[0]?.schema ?? { kind: "boolean", location, value: true },
      })),
      required: own
        .filter(({ parameter }) => parameter.required)
        .map(({ parameter }) => keyOf(parameter)),
    };
    return [{ name: place, value }];
  });
  return { kind: "schema", location, properties };
}

/** Header names have no case. */
function keyOf(parameter: Parameter): string {
  return parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name;
}

/** Reads and checks the parameters of a request. */
export function checkParameters(
  compiled: CompiledParameters,
  request: HttpRequest,
  path: PathValues,
  checkers: Checkers,
): readonly MessageViolation[] | Promise<readonly MessageViolation[]> {
  const source = new ParameterSource(request, path);
  const values: Record<Place, Record<string, unknown>> = {
    path: {},
    query: {},
    header: {},
    cookie: {},
  };
  const findings: MessageViolation[] = [];
  let unsure = false;
  for (const one of compiled.list) {
    const { parameter, place } = one;
    const value = source.read(one);
    if (value === undefined) {
      unsure ||= parameter.required === true;
      continue;
    }
    if (parameter.deprecated) findings.push(deprecation(one));
    if (value === "" && parameter.allowEmptyValue) {
      if (parameter.required) values[place][keyOf(parameter)] = value;
      continue;
    }
    if (one.anyText && typeof value === "string") {
      if (parameter.required) values[place][keyOf(parameter)] = value;
      continue;
    }
    unsure = true;
    values[place][keyOf(parameter)] = one.json ? parsed(value) : value;
  }
  if (!unsure) return findings;
  const check = (validate: (value: unknown) => readonly MessageViolation[]): MessageViolation[] => [
    ...findings,
    ...validate(values),
  ];
  const validator = checkers.parameters(compiled.schema);
  if (validator instanceof Promise)
    return validator.then((made) => check((value) => describe(made(value))));
  return check((value) => describe(validator(value)));
}

function describe(violations: Parameters<typeof toMessageViolations>[0]): MessageViolation[] {
  return violations.map((violation) => {
    const [place = "", name, ...rest] = violation.path;
    const subject = name === undefined ? `Request ${place}` : `Request ${place} parameter ${name}`;
    const prefix = name === undefined ? [place] : [place, name];
    const [made] = toMessageViolations([{ ...violation, path: rest }], prefix, subject);
    return (
      made ?? { location: prefix, severity: "Error", code: violation.keyword, message: subject }
    );
  });
}

function deprecation({ parameter, place }: CompiledParameter): MessageViolation {
  return {
    location: ["request", place, parameter.name],
    severity: "Warning",
    code: "deprecated",
    message: `The ${place} parameter ${parameter.name} is deprecated`,
  };
}

function parsed(value: RawValue): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Reads values of a request's places; each place is taken apart only when something asks for it. */
class ParameterSource {
  readonly #request: HttpRequest;
  readonly #path: PathValues;
  #pairs: readonly RawPair[] | undefined;
  #cookies: readonly RawPair[] | undefined;

  constructor(request: HttpRequest, path: PathValues) {
    this.#request = request;
    this.#path = path;
  }

  read({ parameter, place, format, json }: CompiledParameter): RawValue | undefined {
    switch (place) {
      case "path": {
        const found = this.#path.find(([name]) => name === parameter.name);
        return found && fromText(format, found[1]);
      }
      case "header": {
        const text = headerText(this.#request, parameter.name);
        return text === undefined ? undefined : fromText(format, text, (part) => part);
      }
      case "cookie":
        this.#cookies ??= cookiePairs(headerText(this.#request, "cookie") ?? "");
        return fromPairs(format, this.#cookies);
      case "query":
        if (parameter.in === "querystring") return json ? this.#request.query : this.#request.query;
        this.#pairs ??= parsePairs(this.#request.query);
        return fromPairs(format, this.#pairs);
    }
  }
}

function headerText(request: HttpRequest, name: string): string | undefined {
  return headerValue(request.headers, name.toLowerCase());
}

/** The cookies of a `Cookie` header as pairs. */
export function cookiePairs(header: string): RawPair[] {
  return header.split(";").flatMap((part) => {
    const at = part.indexOf("=");
    if (at < 0) return [];
    return [
      {
        name: part.slice(0, at).trim(),
        raw: part
          .slice(at + 1)
          .trim()
          .replaceAll("+", "%2B"),
      },
    ];
  });
}
