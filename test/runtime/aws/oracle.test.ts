import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stage } from "../../../src/model/index.js";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "../../../src/pipeline/load.js";
import { startRuntime } from "../../../src/runtime/start.js";
import { casesPresent, readCases } from "../../support/cases.js";
import { nowhere } from "../../schema/model-schema.js";
import { pythonJson, type RawAnswer, sendRaw } from "./raw-client.js";
import { type EchoServer, startEchoServer } from "./echo-server.js";
import { GZIP, type OracleCase, prepare, type PreparedCase } from "./oracle-setups.js";

type Members = Readonly<Record<string, unknown>>;

/** Cases that need a service of the cloud, which nothing here stands in for. */
const NOT_APPLICABLE: Readonly<Record<string, string>> = {
  "aws-service.ssm": "the answer is the parameter store's own, in its Query protocol",
  "aws-service.dynamodb":
    "the answer is the table's own; the request template is covered by lambda.request-template",
  "aws-service.sqs.xml-response-template": "the answer is the queue's own XML",
};

/**
 * The written request has two slashes after the stage, its recorded event one; the case
 * `payload-with-prepended-slash` records that two are told as two. So one was sent.
 */
const ONE_SLASH_SENT = "lambda-proxy.event.payload-with-params-encoding";

const cases = casesPresent
  ? readCases<{ cases: readonly OracleCase[] }>("cases", "aws-oracle.json").cases.filter(
      ({ plane, id }) =>
        plane === "data" && !Object.keys(NOT_APPLICABLE).some((prefix) => id.startsWith(prefix)),
    )
  : [];

let folder = "";
let echo: EchoServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-oracle-"));
  echo = await startEchoServer();
});

afterAll(() => {
  echo.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!casesPresent)("answers recorded from API Gateway", () => {
  it.each(cases)("$id", async (oracle) => {
    const stored = { body: Buffer.alloc(0) };
    const prepared = prepare(oracle, echo, stored);
    const { answer, defects } = await run(oracle, prepared);
    expect(defects).toEqual([]);
    expect(seen(oracle, answer, stored)).toEqual(wanted(oracle));
  });
});

async function run(
  oracle: OracleCase,
  { document, options = {}, stage, requestBody, headers }: PreparedCase,
) {
  const spec = join(folder, "spec.json");
  writeFileSync(spec, JSON.stringify(document));
  const { model } = await load(spec);
  if (!model) throw new Error("the document was not read");
  const defects: unknown[] = [];
  const stages = stage ? [stageOf(stage)] : model.stages;
  const api = await startRuntime(
    { ...model, stages },
    {
      ...options,
      profile: "aws",
      accountId: "111111111111",
      onDefect: (error) => defects.push(error),
    },
  );
  const { request } = oracle;
  const target = request.rawPath ?? request.path ?? "/";
  const json = request.json === undefined ? request.body : pythonJson(request.json);
  const answer = await sendRaw(api.url, {
    method: request.method ?? "GET",
    target: oracle.id === ONE_SLASH_SENT ? target.replace("//", "/") : target,
    headers: {
      ...(request.json !== undefined && { "Content-Type": "application/json" }),
      ...headers,
      ...request.headers,
    },
    body: requestBody ?? Buffer.from(json ?? ""),
  }).finally(() => api.close());
  return { answer, defects };
}

function stageOf(written: Readonly<Record<string, unknown>>): Stage {
  const named = (map: unknown) =>
    Object.entries((map ?? {}) as Record<string, string>).map(([name, value]) => ({ name, value }));
  const canary = written["canary"] as { percent: number; variables: unknown } | undefined;
  return {
    location: nowhere,
    name: String(written["name"]),
    variables: named(written["variables"]),
    defaults: {},
    overrides: [],
    ...(canary && { canary: { percent: canary.percent, variables: named(canary.variables) } }),
  };
}

/** Headers that belong to the connection, to the recording's own backend or to what stood in front of it. */
const FOREIGN =
  /^(?:connection|content-length|date|via|x-forwarded-.*|x-amzn-tls-.*|access-control-.*|x-amzn-remapped-(?:connection|content-length|server))$/i;

/** What the case records, without what is not the gateway's. */
function wanted({ expect: recorded }: OracleCase): Members {
  return Object.fromEntries(
    Object.entries(recorded).map(([member, value]) => [member, ownPart(member, value)]),
  );
}

function ownPart(member: string, value: unknown): unknown {
  if (member === "headers" || member === "responseHeaders" || member === "backendHeaders") {
    return value === null ? null : ownHeaders(value as Members);
  }
  if (member === "backend") {
    const { domain: _, origin: __, headers, ...rest } = value as Members;
    return { ...rest, ...(headers !== undefined && { headers: ownHeaders(headers as Members) }) };
  }
  if (member === "json" && isMembers(value) && "stackTrace" in value) {
    return { errorMessage: value["errorMessage"] };
  }
  return value;
}

function ownHeaders(headers: Members): Members {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !FOREIGN.test(name))
      .map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** The same of the answer. */
function seen(oracle: OracleCase, answer: RawAnswer, stored: { readonly body: Buffer }): Members {
  const expected = wanted(oracle);
  return Object.fromEntries(
    Object.entries(expected).map(([member, value]) => [
      member,
      alike(value, memberOf(member, value, answer, stored)),
    ]),
  );
}

/** The answer's value, with the recording's word where that stands for something that varies. */
function alike(recorded: unknown, actual: unknown): unknown {
  if (typeof recorded === "string" && /<[\w -]+(?::\d+)?>/.test(recorded)) {
    return actual === undefined ? undefined : recorded;
  }
  if (Array.isArray(recorded) && Array.isArray(actual)) {
    return actual.map((value, index) => alike(recorded[index], value));
  }
  if (!isMembers(recorded) || !isMembers(actual)) return actual;
  return Object.fromEntries(
    Object.entries(actual).map(([name, value]) => [name, alike(recorded[name], value)]),
  );
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function memberOf(
  member: string,
  recorded: unknown,
  answer: RawAnswer,
  stored: { readonly body: Buffer },
): unknown {
  const text = answer.body.toString("utf8");
  switch (member) {
    case "status":
      return answer.status;
    case "bodyRaw":
      return text;
    case "json":
      return isMembers(recorded) && "errorMessage" in recorded
        ? only(recorded, JSON.parse(text))
        : JSON.parse(text);
    case "event":
      return JSON.parse(text);
    case "backend":
      return backendOf(recorded as Members, JSON.parse(text) as Members);
    case "headers":
    case "responseHeaders":
      return only(recorded as Members, answer.headers);
    case "headerNames":
      return Object.keys(answer.headers)
        .filter((name) => name !== "keep-alive")
        .sort();
    case "headerAbsent":
      return (recorded as string[]).filter((name) => answer.headers[name] === undefined);
    case "backendHeaders":
      return recorded === null ? null : only(recorded as Members, echo.latest.headers);
    case "backendBody":
      return backendBody(recorded, text, stored);
    case "bodyIs":
      return answer.body.equals(GZIP) ? "decoded binary" : "the base64 text unchanged";
    case "bodyBase64":
      return answer.body.toString("base64");
    case "backendBodyBase64":
      return stored.body.toString("base64");
    default:
      throw new Error(`unknown expectation ${member}`);
  }
}

function only(recorded: Members, actual: Members): Members {
  const names = Object.keys(recorded).filter((name) => actual[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, actual[name]]));
}

function backendOf(recorded: Members, echoed: Members): Members {
  const picked = only(recorded, echoed);
  const { headers } = recorded;
  if (!isMembers(headers)) return picked;
  return { ...picked, headers: only(headers, echoed["headers"] as Members) };
}

/** The body that reached the backend: the queue's message, the function's event, or what was echoed. */
function backendBody(recorded: unknown, text: string, stored: { readonly body: Buffer }): unknown {
  if (stored.body.length > 0) return stored.body.toString("utf8").replace(/^.*MessageBody=/, "");
  if (isMembers(recorded) && Object.keys(recorded).length === 0) return JSON.parse(text);
  const body = echo.latest.body.toString("utf8");
  return isMembers(recorded) ? JSON.parse(body) : body;
}
