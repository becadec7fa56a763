import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMock, type StartMockOptions } from "../../../src/pipeline/mock.js";
import { casePath, casesPresent } from "../../support/cases.js";
import {
  type Answer,
  curlRequest,
  type ExpectedAnswer,
  type PrismText,
  parsePrismText,
  send,
} from "./prism-text.js";

const folder = casePath("cases", "prism");
const groups = casesPresent ? readdirSync(folder) : [];

let workspace = "";
let upstream: Server | undefined;
let upstreamUrl = "";

beforeAll(async () => {
  workspace = mkdtempSync(join(tmpdir(), "gw-gen-prism-"));
  upstream = createServer((request, response) => {
    const status = /^\/status\/(\d+)/.exec(request.url ?? "")?.[1];
    if (status !== undefined) {
      response.writeHead(Number(status)).end();
      return;
    }
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ slideshow: { author: "A", slides: [] } }));
  });
  await new Promise<void>((resolve) => upstream?.listen(0, "127.0.0.1", resolve));
  upstreamUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
});

afterAll(() => {
  upstream?.close();
  rmSync(workspace, { recursive: true, force: true });
});

describe.skipIf(!casesPresent)("Prism's behaviour texts", () => {
  for (const group of groups) {
    for (const file of readdirSync(join(folder, group))) {
      it(`${group}/${file}`, async () => {
        const { answer, defects, text, headOnly } = await run(join(folder, group, file));
        expect(defects).toEqual([]);
        const { seen, wanted } = sides(answer, text.expected, headOnly || isForwarded(text));
        expect(seen).toEqual(wanted);
      });
    }
  }
});

/** Whether the body is the stand-in's own, which is not what the recorded server answers. */
function isForwarded(text: PrismText): boolean {
  return text.server[0] === "proxy" && text.expected.status < 500;
}

async function run(path: string) {
  const text = parsePrismText(readFileSync(path, "utf8"));
  const spec = join(workspace, "spec.yaml");
  writeFileSync(spec, text.spec);
  const defects: unknown[] = [];
  const onDefect = (error: unknown): void => void defects.push(error);
  const api = await startMock(spec, { ...flags(text.server), cwd: workspace, onDefect });
  const request = curlRequest(text.command);
  const answer = await send(api.url, request).finally(() => api.close());
  return { answer, defects, text, headOnly: request.headOnly };
}

function flags(words: readonly string[]): StartMockOptions {
  const options: { -readonly [K in keyof StartMockOptions]: StartMockOptions[K] } = {};
  for (const word of words) {
    if (word === "--dynamic" || word === "-d") options.dynamic = true;
    else if (word === "--errors") options.errors = true;
    else if (word === "--cors=false") options.cors = false;
    else if (word.startsWith("http")) {
      options.proxy = new URL(upstreamUrl);
    } else if (word.startsWith("--json-schema-faker-fillProperties=")) {
      options.tuning = { fillProperties: word.endsWith("=true") };
    } else if (!["mock", "proxy", "-p", "4010", "-m", "${document}"].includes(word)) {
      throw new Error(`unknown flag ${word}`);
    }
  }
  return options;
}

/** What of an answer the text speaks of, from the answer and from the text. */
function sides(
  answer: Answer,
  expected: ExpectedAnswer,
  unread: boolean,
): { readonly seen: unknown; readonly wanted: unknown } {
  const names = expected.headers.map(([name]) => name);
  const seenHeaders = names.map((name) => headerOf(name, String(answer.headers[name])));
  const wantedHeaders = expected.headers.map(([name, value]) => headerOf(name, value));
  const form = expected.loose ? shapeOf : comparable;
  const { status } = answer;
  return {
    seen: { status, headers: seenHeaders, body: unread ? undefined : form(parsed(answer.body)) },
    wanted: {
      status: expected.status,
      headers: wantedHeaders,
      body: unread ? undefined : form(parsed(expected.body)),
    },
  };
}

function headerOf(name: string, value: string): unknown {
  return [name, name === "sl-violations" ? findings(JSON.parse(value) as Finding[]) : value];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.trim();
  }
}

interface Finding {
  readonly location: readonly string[];
  readonly severity: string;
}

/** What validation found, without wording: where and how bad, each place once. */
function findings(list: readonly Finding[]): string[] {
  return [
    ...new Set(list.map(({ location, severity }) => `${severity} ${location.join("/")}`)),
  ].sort();
}

/** A problem without its wording; anything else as it is. */
function comparable(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { type, status, headers, validation } = value as Record<string, unknown>;
  if (typeof type !== "string" || !type.includes("#")) return value;
  return { type, status, headers, validation: validation && findings(validation as Finding[]) };
}

/** The kinds of values, with member names. */
function shapeOf(value: unknown): unknown {
  if (typeof value === "string")
    return value.startsWith("<") ? value.replace(/>[^<]*</g, "><") : "text";
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shapeOf(one)]));
}
