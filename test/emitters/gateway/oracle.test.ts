import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeDefinition } from "../../../src/emitters/gateway/definition.js";
import type { ApiModel } from "../../../src/model/index.js";
import { importInto } from "../../../src/passes/import-into.js";
import { load } from "../../../src/pipeline/load.js";
import { isJsonObject, type JsonObject } from "../../../src/util/json.js";
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

/** A document of the service's import, emitted as a definition and read again. */
interface Imported {
  readonly model: ApiModel;
  readonly document: JsonObject;
}

/** The document of a case, emitted as a definition and read again. */
async function imported(file: string): Promise<Imported> {
  const source = await load(casePath("cases", "aws-oracle-specs", basename(file)), {
    settings: false,
  });
  if (!source.model) throw new Error(`${file} has no model`);
  const { document } = makeDefinition(source.model, { backends: new Map() });
  const path = join(folder, `${basename(file)}.json`);
  writeFileSync(path, JSON.stringify(document));
  const again = await load(path, { settings: false });
  if (!again.model) throw new Error(`${file} has no model when it is read again`);
  return { model: again.model, document };
}

/** The models of a definition as the service lists them. */
function models({ components }: JsonObject): unknown[] {
  const schemas = isJsonObject(components) ? components["schemas"] : undefined;
  const named = Object.entries(isJsonObject(schemas) ? schemas : {});
  return named.toSorted().map(([name, schema]) => ({
    contentType: "application/json",
    ...(isJsonObject(schema) && "description" in schema && { description: schema["description"] }),
    name,
    schema,
  }));
}

/** What the service gives for a read, found in the model; undefined for what the document does not decide. */
function answer(
  api: ImportedApi,
  document: JsonObject,
  read: string,
): { readonly value: unknown } | undefined {
  if (SHAPED.test(read)) return { value: api.resources() };
  if (WHOLE.test(read)) return { value: api.api() };
  if (read === "get-models") return { value: models(document) };
  if (read === "get-authorizers") return { value: api.authorizers() };
  if (read === "request-validators") return { value: api.validators() };
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

/** The API that a put imports into, as it was just made. */
async function empty(): Promise<ApiModel> {
  const path = join(folder, "empty.json");
  const info = { title: "Empty", version: "1" };
  writeFileSync(path, JSON.stringify({ openapi: "3.0.1", info, paths: {} }));
  const { model } = await load(path, { settings: false });
  if (!model) throw new Error("the empty document has no model");
  return model;
}

/** Members that vary from one recording to the next. */
const VARYING = new Set([
  "cacheNamespace",
  "authorizerId",
  "requestValidatorId",
  "id",
  "createdDate",
  "rootResourceId",
  "ipAddressType",
  "tags",
  "warnings",
]);

const ANYTHING: unknown = expect.anything();

/** A recorded value without what varies; texts that were filled in by the recording match anything. */
function comparable(value: unknown): unknown {
  if (typeof value === "string" && /^\s*\{/.test(value)) return fromText(value);
  if (typeof value === "string") return /<[a-z][\w-]*(?::\d+)?>/.test(value) ? ANYTHING : value;
  if (Array.isArray(value)) return sortedNames(value).map(comparable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !VARYING.has(name))
      .map(([name, member]) => [name, comparable(member)]),
  );
}

/** Required members come back in another order. */
function sortedNames(list: readonly unknown[]): readonly unknown[] {
  return list.every((item) => typeof item === "string") ? list.toSorted() : list;
}

/** The recordings give texts that are JSON as JSON. */
function fromText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function recorded({ expect: { json }, request: { read = "" } }: ImportCase): unknown {
  if (SHAPED.test(read)) {
    const { items } = json as { readonly items: readonly { readonly path: string }[] };
    return items.map(({ path }) => path).toSorted();
  }
  const isList = LISTED.test(read);
  const list = isList && isJsonObject(json) ? json["items"] : json;
  return comparable(list);
}

const CASES = casesPresent
  ? readCases<{ readonly cases: readonly ImportCase[] }>("cases", "aws-oracle.json").cases.filter(
      ({ plane }) => plane === "import",
    )
  : [];

const SHAPED = /^(?:resources|get-resources)/;
const WHOLE = /^(?:import-swagger|put-rest-api-(?!bad))/;
const LISTED = /^(?:get-models|get-authorizers|request-validators)$/;

/** Reads that no document decides, and why. */
const APART: readonly { readonly read: RegExp; readonly why: string }[] = [
  {
    read: /^(?:create-rest-api|get-rest-api)$/,
    why: "The API before the import, as another call made it; test/passes/import-into.test.ts has the import into it.",
  },
  {
    read: /^put-rest-api-bad-yaml-file$/,
    why: "The recording holds no file; a test of its own follows.",
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
  const isRead = [READ, SHAPED, WHOLE, LISTED].some((each) => each.test(read));
  return setup.importFile && isRead;
});

/** What is found and what was recorded of a case. */
async function compared(each: ImportCase): Promise<{ found: unknown; expected: unknown }> {
  const { setup, request } = each;
  const { model: made, document } = await imported(setup.importFile ?? "");
  const isPut = request.read?.startsWith("put-rest-api") === true;
  const model = isPut ? importInto(await empty(), made, "merge") : made;
  const api = new ImportedApi(model, setup.variant ?? "ignore");
  const value = answer(api, document, request.read ?? "")?.value;
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

  test("refuses what is no document", async () => {
    const path = join(folder, "bad.yaml");
    writeFileSync(path, "openapi: 3.0.1\ninfo: [\n");
    const { model, diagnostics } = await load(path, { settings: false });
    expect([model, diagnostics.map(({ severity }) => severity)]).toEqual([undefined, ["error"]]);
  });
});
