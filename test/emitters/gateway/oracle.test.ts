import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeDefinition } from "../../../src/emitters/gateway/definition.js";
import type { ApiModel } from "../../../src/model/index.js";
import { load } from "../../../src/pipeline/load.js";
import { casePath, casesPresent, readCases } from "../../support/cases.js";
import { ImportedApi, integrationResponse, methodResponse } from "./imported.js";

interface ImportCase {
  readonly id: string;
  readonly plane: string;
  readonly feature: string;
  readonly setup: { readonly importFile?: string | null; readonly variant?: string | null };
  readonly request: { readonly read?: string };
  readonly expect: { readonly status: number | null; readonly json?: unknown };
}

const folder = mkdtempSync(join(tmpdir(), "gw-gen-oracle-"));
const READ =
  /^(?:srv-(?:var|url)-)?(method-response|integration-response|method|integration)-(.+)-(\w+)$/;

/** The document of a case, emitted as a definition and read again. */
async function imported(file: string): Promise<ApiModel> {
  const source = await load(casePath("cases", "aws-oracle-specs", basename(file)), {
    settings: false,
  });
  if (!source.model) throw new Error(`${file} has no model`);
  const { document } = makeDefinition(source.model, { backends: new Map() });
  const path = join(folder, `${basename(file)}.json`);
  writeFileSync(path, JSON.stringify(document));
  const again = await load(path, { settings: false });
  if (!again.model) throw new Error(`${file} has no model when it is read again`);
  return again.model;
}

/** What the service gives for a read, found in the model; undefined for what the document does not decide. */
function answer(api: ImportedApi, read: string): { readonly value: unknown } | undefined {
  if (SHAPED.test(read)) return { value: api.resources() };
  const [, kind, path = "", verb = ""] = READ.exec(read) ?? [];
  const operation = kind === undefined ? undefined : api.operation(path, verb);
  if (!operation) return undefined;
  const integration = operation.gateway?.integration;
  if (kind === "method") return { value: api.method(operation) };
  if (kind === "integration") return { value: integration && api.integration(integration) };
  if (kind === "method-response") {
    const found = operation.responses.find(({ status }) => status === "200");
    return { value: found && methodResponse(found.status, found.response) };
  }
  const found = integration?.responses?.find(({ statusCode }) => statusCode === "200");
  return { value: found && integrationResponse(found) };
}

/** Members that vary from one recording to the next. */
const VARYING = new Set([
  "cacheNamespace",
  "authorizerId",
  "requestValidatorId",
  "id",
  "createdDate",
]);

const ANYTHING: unknown = expect.anything();

/** A recorded value without what varies; texts that were filled in by the recording match anything. */
function comparable(value: unknown): unknown {
  if (typeof value === "string" && /^\s*\{/.test(value)) return fromText(value);
  if (typeof value === "string") return /<[a-z][\w-]*(?::\d+)?>/.test(value) ? ANYTHING : value;
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !VARYING.has(name))
      .map(([name, member]) => [name, comparable(member)]),
  );
}

/** The recordings give texts that are JSON as JSON. */
function fromText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function recorded({ expect: { json }, request }: ImportCase): unknown {
  if (!SHAPED.test(request.read ?? "")) return comparable(json);
  const { items } = json as { readonly items: readonly { readonly path: string }[] };
  return items.map(({ path }) => path).toSorted();
}

const CASES = casesPresent
  ? readCases<{ readonly cases: readonly ImportCase[] }>("cases", "aws-oracle.json").cases.filter(
      ({ plane }) => plane === "import",
    )
  : [];

const SHAPED = /^(?:resources|get-resources)/;

/** Reads that no document decides, and why. */
const APART: readonly { readonly read: RegExp; readonly why: string }[] = [
  {
    read: /^(?:import-swagger|put-rest-api|create-rest-api|get-rest-api)/,
    why: "The API itself: its id, dates, endpoint type and merged media types are the service's, not the document's.",
  },
  {
    read: /^get-models$/,
    why: "Models read back with addresses of the service and with models that another call made.",
  },
  {
    read: /^(?:get-authorizers|request-validators)$/,
    why: "Lists of the service with ids of its own; what the document says of them is held by the comparison of models.",
  },
];

/** Answers that differ from what is emitted, and why. */
const DIFFERENT = new Map([
  [
    "import.and_validate_rest_api[swagger-mock-cors.json].method-response-product-get",
    "The document describes no response, which OpenAPI demands; the definition describes 200.",
  ],
  [
    "import.and_validate_rest_api[swagger-mock-cors.json].method-product/{product_id}-get",
    "The document describes no response, which OpenAPI demands; the definition describes 200.",
  ],
]);

const APPLY = CASES.filter(({ setup, request: { read = "" } }) => {
  return setup.importFile && (READ.test(read) || SHAPED.test(read));
});

/** What is found and what was recorded of a case. */
async function compared(each: ImportCase): Promise<{ found: unknown; expected: unknown }> {
  const { setup, request } = each;
  const api = new ImportedApi(await imported(setup.importFile ?? ""), setup.variant ?? "ignore");
  const value = answer(api, request.read ?? "")?.value;
  if (each.expect.status === 404) return { found: value, expected: undefined };
  return { found: comparable(value), expected: recorded(each) };
}

const named = (cases: readonly ImportCase[]) => cases.map((each) => [each.id, each] as const);

describe.skipIf(!casesPresent)("what the service keeps of an import", () => {
  test.each(named(APPLY.filter(({ id }) => !DIFFERENT.has(id))))("%s", async (_, each) => {
    const { found, expected } = await compared(each);
    expect(found).toEqual(expected);
  });

  test.each(named(APPLY.filter(({ id }) => DIFFERENT.has(id))))("%s differs", async (_, each) => {
    const { found, expected } = await compared(each);
    expect(found).not.toEqual(expected);
  });

  test("leaves apart only what a document does not decide", () => {
    const others = CASES.filter((each) => !APPLY.includes(each));
    const unexplained = others.filter(
      ({ request: { read = "" } }) => !APART.some((each) => each.read.test(read)),
    );
    expect(unexplained.map(({ id }) => id)).toEqual([]);
  });
});
