import type { Operation, Parameter, Schema } from "../../../../model/index.js";
import { effectiveStyle } from "../../../../schema/effective-style.js";
import { pascalCase } from "../../../../util/case.js";
import { mediaKind } from "../../../../util/media-kind.js";
import type { RequestMember } from "../../surface.js";
import type { TypeExpression } from "../../type-expression.js";
import { nameMembers } from "../names/member-names.js";
import type { PlanContext } from "./plan-context.js";
import { documentationOf } from "./documentation.js";
import type { ParameterPlan, RuntimeName } from "./sdk-plan.js";

/** The parameters of an operation: members of its request, and how each reaches the wire. */
export interface PlannedParameters {
  readonly members: readonly RequestMember[];
  readonly wire: readonly ParameterPlan[];
}

/** Headers that other parts of a request decide on (OAS 3.2 §4.12.1 tells to ignore them). */
const IGNORED_HEADERS = new Set(["accept", "content-type"]);

/** Members that do not come from parameters. */
const RESERVED_MEMBERS = ["body", "contentType"];

/** What is read of an operation. */
export interface Parameterized {
  readonly parameters: Operation["parameters"];
  readonly path: Pick<Operation["path"], "segments">;
}

/** Plans the parameters of one operation; `prefix` names the types of inline schemas. The client makes idempotency keys itself. */
export function planParameters(
  context: PlanContext,
  operation: Parameterized,
  prefix: string,
  idempotencyHeader?: string,
): PlannedParameters {
  const parameters = operation.parameters.filter(
    ({ in: place, name }) => place !== "header" || !IGNORED_HEADERS.has(name.toLowerCase()),
  );
  const { names, diagnostics } = nameMembers(parameters, RESERVED_MEMBERS);
  context.report(...diagnostics);
  const members: RequestMember[] = [];
  const wire: ParameterPlan[] = [];
  for (const parameter of parameters) {
    const member = names.get(parameter) ?? parameter.name;
    const planned = planMember(context, parameter, member, prefix);
    const isMade = parameter.in === "header" && sameHeader(parameter.name, idempotencyHeader);
    members.push(isMade ? { ...planned, required: false } : planned);
    wire.push(planWire(context, operation, parameter, member));
  }
  return { members, wire };
}

function sameHeader(name: string, other: string | undefined): boolean {
  return name.toLowerCase() === other?.toLowerCase();
}

function planMember(
  context: PlanContext,
  parameter: Parameter,
  name: string,
  prefix: string,
): RequestMember {
  return {
    name,
    source: { kind: "parameter", in: parameter.in, wireName: parameter.name },
    type: typeOfParameter(context, parameter, prefix + pascalCase(name)),
    // The letter of OpenAPI ignores a header parameter of this name: the `auth` option sets it.
    required:
      (parameter.required ?? parameter.in === "path") &&
      !(parameter.in === "header" && parameter.name.toLowerCase() === "authorization"),
    ...documentationOf(parameter),
  };
}

function typeOfParameter(context: PlanContext, parameter: Parameter, hint: string): TypeExpression {
  const [media] = parameter.content ?? [];
  if (media && !isStructured(media.name)) return { kind: "primitive", name: "string" };
  const schema = parameter.schema ?? media?.schema;
  if (!schema) return { kind: "primitive", name: media ? "unknown" : "string" };
  return context.types.typeOf(schema, "request", hint);
}

function isStructured(mediaType: string): boolean {
  const kind = mediaKind(mediaType);
  return kind === "json" || kind === "form";
}

function planWire(
  context: PlanContext,
  operation: Parameterized,
  parameter: Parameter,
  member: string,
): ParameterPlan {
  const schema = parameter.schema ?? parameter.content?.[0]?.schema;
  const codec = schema && context.types.codecOf(schema, "request");
  const base = { member, wireName: parameter.name, ...(codec && { codec }) };
  const [media] = parameter.content ?? [];
  if (media) return { ...base, encoder: contentEncoder(parameter.in, media.name) };
  const { style, explode } = effectiveStyle(parameter);
  const isGreedy =
    parameter.in === "path" &&
    operation.path.segments.some(
      (segment) => segment.kind === "greedy" && segment.name === parameter.name,
    );
  const scalar = SCALAR_ENCODERS[`${parameter.in} ${style}`];
  const isPlain = parameter.allowReserved !== true && isScalar(context, schema);
  if (scalar && isPlain && !isGreedy) return { ...base, encoder: scalar };
  const { encoder, explodes } = isGreedy ? GREEDY : styleEncoder(parameter.in, style);
  return {
    ...base,
    encoder,
    ...(explodes !== undefined && explode !== explodes && { explode }),
    ...(parameter.allowReserved === true && { allowReserved: true }),
  };
}

/** An encoder of the runtime, and whether it explodes unless told otherwise; undefined: it makes no difference. */
interface StyleEncoder {
  readonly encoder: RuntimeName;
  readonly explodes: boolean | undefined;
}

function styled(name: string, explodes?: boolean): StyleEncoder {
  return { encoder: { module: "styles", name }, explodes };
}

const GREEDY = styled("pathGreedy");

const STYLE_ENCODERS: Readonly<Record<string, StyleEncoder>> = {
  "path simple": styled("pathSimple", false),
  "path label": styled("pathLabel", false),
  "path matrix": styled("pathMatrix", false),
  "query form": styled("queryForm", true),
  "query spaceDelimited": styled("querySpaceDelimited", false),
  "query pipeDelimited": styled("queryPipeDelimited", false),
  "query tsv": styled("queryTabDelimited"),
  "query deepObject": styled("queryDeepObject"),
  "header simple": styled("headerSimple", false),
  "cookie form": styled("cookieForm", true),
  "cookie cookie": styled("cookiePlain", true),
};

/** What is enough for a parameter that is never a list or an object. */
const SCALAR_ENCODERS: Readonly<Record<string, RuntimeName>> = {
  "path simple": { module: "scalars", name: "pathValue" },
  "query form": { module: "scalars", name: "queryValue" },
  "header simple": { module: "scalars", name: "headerValue" },
};

const SCALAR_TYPES = new Set(["string", "number", "integer", "boolean"]);

function isScalar({ model }: PlanContext, schema: Schema | undefined): boolean {
  const target = schema?.kind === "ref" ? model.components.schemas.get(schema.name) : schema;
  const types = target?.kind === "schema" ? (target.types ?? []) : [];
  return types.length > 0 && types.every((type) => SCALAR_TYPES.has(type));
}

const DEFAULT_STYLES: Readonly<Record<string, string>> = {
  path: "simple",
  query: "form",
  header: "simple",
  cookie: "form",
};

/** The encoder of a style; one that the place does not have becomes the place's own. */
export function styleEncoder(place: string, style: string): StyleEncoder {
  return (
    STYLE_ENCODERS[`${place} ${style}`] ??
    STYLE_ENCODERS[`${place} ${DEFAULT_STYLES[place] ?? "form"}`] ??
    styled("queryForm", true)
  );
}

function contentEncoder(place: string, mediaType: string): RuntimeName {
  const kind = mediaKind(mediaType);
  if (place === "querystring") {
    return {
      module: "content-styles",
      name: kind === "form" ? "querystringForm" : "querystringText",
    };
  }
  return kind === "json"
    ? { module: "content-styles", name: `${place}Json` }
    : styleEncoder(place, DEFAULT_STYLES[place] ?? "form").encoder;
}
