import type { CodeFile } from "../../../../printer/code-file.js";
import type { CodecExpression } from "../../codec.js";
import type {
  MediaPlan,
  OperationPlan,
  PagingPlan,
  ParameterPlan,
  PartPlan,
  ResponsePlan,
  RuntimeName,
  StreamPlan,
} from "../plan/sdk-plan.js";
import { code, list, type Literal, object, string } from "./literal.js";
import { codecLiteral } from "./print-codec.js";

const MODULES = { runtime: "../runtime", codecs: "../codecs.js" };

/** What `allowReserved` stands for. */
const ESCAPE = { module: "percent", name: "percentEncodeReserved" };

/** What makes idempotency keys. */
const NEW_KEY = { module: "idempotency", name: "newKey" };

/** The descriptor of an operation as an object literal; `schemes` gives the constant of each scheme. */
export function descriptorLiteral(
  file: CodeFile,
  plan: OperationPlan,
  schemes: ReadonlyMap<string, string>,
): Literal {
  const { parameters, body, responses, security } = plan;
  return object(
    [
      ["name", string(plan.surface.name)],
      ["method", string(plan.method)],
      ["path", string(plan.path)],
      ["parameters", listOf(parameters, (parameter) => parameterLiteral(file, parameter))],
      ["body", listOf(body, (media) => mediaLiteral(file, media))],
      [
        "responses",
        responses.length > 0
          ? object(responses.map((response) => responseEntry(file, response)))
          : undefined,
      ],
      [
        "security",
        listOf(security, (uses) => list(uses.map((use) => useLiteral(file, use, schemes)))),
      ],
      ["deprecated", plan.deprecated === undefined ? undefined : string(plan.deprecated)],
      [
        "keyHeader",
        plan.idempotencyHeader === undefined ? undefined : string(plan.idempotencyHeader),
      ],
      ["newKey", plan.idempotencyHeader === undefined ? undefined : runtime(file, NEW_KEY)],
      ["serverUrl", plan.serverUrl === undefined ? undefined : string(plan.serverUrl)],
    ],
    true,
  );
}

/** How an operation streams, as an object literal. */
export function streamLiteral(file: CodeFile, stream: StreamPlan): Literal {
  return object(
    [
      ["read", runtime(file, stream.read)],
      ["mediaTypes", list(stream.mediaTypes.map(string))],
      ["parse", stream.parse && runtime(file, stream.parse)],
      ["codec", codec(file, stream.codec)],
      ["flag", stream.flag === undefined ? undefined : string(stream.flag)],
    ],
    true,
  );
}

/** How an operation is paged, as an object literal. */
export function pagingLiteral(file: CodeFile, paging: PagingPlan): Literal {
  const { next, items, cursor, parameter, more, start } = paging;
  const path = (names: readonly string[] | undefined): Literal | undefined =>
    names && list(names.map(string));
  return object(
    [
      ["next", runtime(file, { module: "pagination", name: next })],
      ["items", path(items)],
      ["cursor", path(cursor)],
      ["parameter", path(parameter)],
      ["more", path(more)],
      ["start", start === undefined ? undefined : code(String(start))],
    ],
    true,
  );
}

function listOf<T>(items: readonly T[], print: (item: T) => Literal): Literal | undefined {
  return items.length > 0 ? list(items.map(print)) : undefined;
}

function runtime(file: CodeFile, name: RuntimeName): Literal {
  return runtimeName(file, name, "..");
}

function runtimeName(file: CodeFile, { module, name }: RuntimeName, root: string): Literal {
  return code(file.use({ name, from: `${root}/runtime/${module}.js` }));
}

function flag(value: boolean | undefined): Literal | undefined {
  return value === undefined ? undefined : code(String(value));
}

function codec(file: CodeFile, expression: CodecExpression | undefined): Literal | undefined {
  return expression && codecLiteral(file, expression, MODULES);
}

/** One parameter of a request. */
export function parameterLiteral(file: CodeFile, parameter: ParameterPlan, root = ".."): Literal {
  const { member, wireName } = parameter;
  const runtime = (name: RuntimeName): Literal => runtimeName(file, name, root);
  const modules = { runtime: `${root}/runtime`, codecs: `${root}/codecs.js` };
  const details = object([
    ["name", wireName === member ? undefined : string(wireName)],
    ["explode", flag(parameter.explode)],
    ["escape", parameter.allowReserved ? runtime(ESCAPE) : undefined],
    ["codec", parameter.codec && codecLiteral(file, parameter.codec, modules)],
  ]);
  const entry = [string(member), runtime(parameter.encoder)];
  return list(details.members.length > 0 ? [...entry, details] : entry);
}

/** What is the same in most operations stands in the runtime, once. */
const JSON_MEDIA = { module: "bodies", name: "jsonMedia" };
const JSON_ANSWER = { module: "decode", name: "jsonAnswer" };

function mediaLiteral(file: CodeFile, media: MediaPlan): Literal {
  const { mediaType, encoder } = media;
  if (mediaType === "application/json" && encoder.name === "jsonBody") {
    return runtime(file, JSON_MEDIA);
  }
  return object([
    ["mediaType", string(media.mediaType)],
    ["encode", runtime(file, media.encoder)],
    ["codec", codec(file, media.codec)],
    [
      "parts",
      media.parts && object(media.parts.map((part) => [part.name, partLiteral(file, part)])),
    ],
  ]);
}

function partLiteral(file: CodeFile, part: PartPlan): Literal {
  const headers = part.headers?.map(({ name, value }) => [name, string(value)] as const);
  return object([
    ["contentType", part.contentType === undefined ? undefined : string(part.contentType)],
    ["headers", headers && object(headers)],
    ["encode", part.encoder && runtime(file, part.encoder)],
    ["explode", flag(part.explode)],
    ["escape", part.allowReserved ? runtime(file, ESCAPE) : undefined],
  ]);
}

function responseEntry(file: CodeFile, response: ResponsePlan): readonly [string, Literal] {
  const { status, mediaType } = response;
  if (mediaType === "application/json" && response.decoder.name === "json") {
    return [status, runtime(file, JSON_ANSWER)];
  }
  const literal = object([
    ["mediaType", string(mediaType)],
    ["decode", runtime(file, response.decoder)],
    ["codec", codec(file, response.codec)],
  ]);
  return [status, literal];
}

/** One scheme of an alternative. */
export function useLiteral(
  file: CodeFile,
  { scheme, scopes }: OperationPlan["security"][number][number],
  schemes: ReadonlyMap<string, string>,
  root = "..",
): Literal {
  const name = schemes.get(scheme) ?? scheme;
  return list([code(file.use({ name, from: `${root}/auth.js` })), ...scopes.map(string)]);
}
