import type { OutputFile } from "../../../../source/output-file.js";
import { mediaTypeEssence, isJsonMediaType } from "../../../../util/media-type.js";
import type { RequestMember, TypeDeclaration } from "../../surface.js";
import type { GroupPlan, OperationPlan, ResponsePlan, SdkPlan } from "../plan/sdk-plan.js";
import { anything, type Example } from "../readme/example-value.js";
import { requestExamples, typedExample } from "../readme/operation-request.js";
import { clientOptions } from "../readme/snippets.js";
import { code, list, type Literal, object, printLiteral, string } from "./literal.js";

const FOLDER = "test/wire";

/** Tests of an SDK that call each operation by its examples against a server of their own; they run on the built package. */
export function wireTests(plan: SdkPlan): readonly OutputFile[] {
  const types = new Map(plan.surface.types.map((type) => [type.name, type]));
  const files = plan.groups.map((group): OutputFile => ({
    path: `${FOLDER}/${group.fileName}.test.mjs`,
    content: groupTests(plan, group, types),
    ownership: "generated",
  }));
  const check = { copyOf: "sdk/typescript/wire/check.mjs" };
  return [{ path: `${FOLDER}/check.mjs`, content: check, ownership: "generated" }, ...files];
}

type Types = ReadonlyMap<string, TypeDeclaration>;

function groupTests(plan: SdkPlan, group: GroupPlan, types: Types): string {
  const { clientName } = plan.surface;
  const tests = group.operations.flatMap((operation) => {
    const test = operationTest(plan, operation, types);
    return test ? [`\ncheck(${clientName}, ${printLiteral(test, 0, 0, 1000)});\n`] : [];
  });
  const imports = `import { ${clientName} } from "../../dist/esm/index.js";\nimport { check } from "./check.mjs";\n`;
  return imports + tests.join("");
}

function operationTest(plan: SdkPlan, operation: OperationPlan, types: Types): Literal | undefined {
  const { surface, stream } = operation;
  const examples = canBeSent(plan, operation) && requestExamples(plan, operation, types);
  if (!examples) return undefined;
  const isStream = stream?.name === surface.name;
  const names = surface.group === "" ? [surface.name] : [surface.group, surface.name];
  return object(
    [
      ["call", list(names.map(string))],
      ["options", clientOptions(plan, operation)],
      ["input", object([...examples].map(([{ name }, { literal }]) => [name, literal]))],
      ["sent", sent(operation, examples)],
      ["answers", list(isStream ? [streamAnswer(stream)] : answers(plan, operation, types))],
      ["stream", isStream ? code("true") : undefined],
    ],
    true,
  );
}

/** The characters of a header's name (RFC 9110 §5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;

/** Methods that `fetch` refuses (Fetch Standard, "forbidden method"). */
const FORBIDDEN_METHODS = ["CONNECT", "TRACE", "TRACK"];

/** Whether `fetch` can send an operation: not a body with GET or HEAD, nor headers whose names are none. */
function canBeSent({ schemes }: SdkPlan, { surface, security, method }: OperationPlan): boolean {
  const hasBody = surface.members.some(
    ({ source, required }) => source.kind === "body" && required,
  );
  if (FORBIDDEN_METHODS.includes(method)) return false;
  if (hasBody && (method === "GET" || method === "HEAD")) return false;
  const headers = surface.members.flatMap(({ source }) =>
    source.kind === "parameter" && source.in === "header" ? [source.wireName] : [],
  );
  const used = security.flat().map(({ scheme }) => scheme);
  const keys = schemes.flatMap(({ name, header }) => (used.includes(name) ? (header ?? []) : []));
  return [...headers, ...keys].every((name) => name === "" || TOKEN.test(name));
}

/** What has to arrive at the server, as far as the examples say it. */
function sent(operation: OperationPlan, examples: ReadonlyMap<RequestMember, Example>): Literal {
  const { method, path, body } = operation;
  const [pathname = ""] = path.split("?", 1);
  const texts = (place: string): Literal | undefined => {
    const found = [...examples].flatMap(([member, { wire }]) => {
      const { source } = member;
      if (source.kind !== "parameter" || source.in !== place) return [];
      // A description may ask for a parameter that its path has no place for.
      if (place === "path" && !pathname.includes(`{${source.wireName}}`)) return [];
      return isPlain(operation, member) && isScalar(wire)
        ? [[source.wireName, string(String(wire))] as const]
        : [];
    });
    return found.length > 0 ? object(found) : undefined;
  };
  const sentBody = [...examples].find(([{ source }]) => source.kind === "body")?.[1];
  const mediaType = sentBody && body[0]?.mediaType;
  const isJson = mediaType !== undefined && isJsonMediaType(mediaType);
  const wire = isJson && sentBody?.wire !== undefined ? anything(sentBody.wire) : undefined;
  return object(
    [
      ["method", string(method)],
      ["path", string(path)],
      ["pathParameters", texts("path")],
      ["query", texts("query")],
      ["headers", texts("header")],
      ["contentType", mediaType === undefined ? undefined : string(mediaType)],
      ["body", wire?.literal],
    ],
    true,
  );
}

/** Whether a parameter travels as its text, and under its name. */
function isPlain({ parameters }: OperationPlan, { name }: RequestMember): boolean {
  const planned = parameters.find((parameter) => parameter.member === name);
  return planned?.encoder.module === "scalars" && !planned.codec;
}

function isScalar(wire: unknown): boolean {
  return typeof wire === "string" || typeof wire === "number" || typeof wire === "boolean";
}

/** The answers that are tried: the first success, and each error whose body is described. */
function answers(plan: SdkPlan, operation: OperationPlan, types: Types): readonly Literal[] {
  const { responses, surface } = operation;
  const success = responses.find(({ status }) => status.startsWith("2"));
  const errors = responses.filter(({ status }) => /^[45]/.test(status));
  const first = success ? answer(plan, operation, success, types) : emptyAnswer(surface.result);
  return [
    first ?? object([["status", code("200")]], true),
    ...errors.flatMap((error) => answer(plan, operation, error, types) ?? []),
  ];
}

function emptyAnswer(result: OperationPlan["surface"]["result"]): Literal {
  const isNothing = result.kind === "primitive" && result.name === "undefined";
  const members = [["status", code(isNothing ? "204" : "200")]] as const;
  return object(isNothing ? [...members, ["result", code("undefined")]] : members, true);
}

/** One answer and what a call makes of it; undefined for an error whose body is not known. */
function answer(
  { answerOf }: SdkPlan,
  { surface, paging, method }: OperationPlan,
  { status, mediaType, type, decoder }: ResponsePlan,
  types: Types,
): Literal | undefined {
  const isError = /^[45]/.test(status);
  const head = [
    ["status", code(status.replace(/XX$/, "00"))],
    ["contentType", string(mediaTypeEssence(mediaType))],
  ] as const;
  const isJson = decoder.name !== "text" && decoder.name !== "binary";
  const shown = isJson ? answerOf(surface.key, status, mediaType) : undefined;
  const example = shown && typedExample(shown, type, types, true);
  const body = example?.wire === undefined ? undefined : anything(example.wire);
  if (example && body && method !== "HEAD" && (isError || !paging)) {
    const outcome = [isError ? "error" : "result", example.literal] as const;
    return object([...head, ["body", body.literal], outcome], true);
  }
  if (isError) return undefined;
  return object(isJson ? [...head, ["text", string("{}")]] : head, true);
}

function streamAnswer({
  mediaTypes: [mediaType = ""],
}: {
  readonly mediaTypes: readonly string[];
}) {
  return object(
    [
      ["status", code("200")],
      ["contentType", string(mediaType)],
    ],
    true,
  );
}
