import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { locationPath } from "../../../src/diagnostics/location.js";
import { emitSpec, textOf } from "./fixture-cases.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gw-gen-left-out-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const note = { type: "object", properties: { text: { type: "string" } } };

/** Bodies of media types, all of one schema. */
function content(...mediaTypes: readonly string[]): object {
  return Object.fromEntries(mediaTypes.map((name) => [name, { schema: note }]));
}

/** What the SDK says of one path, and where in it. */
async function findings(pathItem: object): Promise<string[]> {
  const spec = join(folder, "spec.json");
  const document = {
    openapi: "3.0.3",
    info: { title: "Notes", version: "1.0.0" },
    paths: { "/notes": pathItem },
  };
  await writeFile(spec, JSON.stringify(document));
  const { diagnostics } = await emitSpec(spec);
  return diagnostics.map(({ code, message, location }) => {
    const place = location ? locationPath(location).slice(2).join(" ") : "nowhere";
    return `${code} at ${place}: ${message}`;
  });
}

it("warns of XML that the client leaves out beside what it prefers", async () => {
  const put = {
    operationId: "putNote",
    requestBody: { content: content("text/xml", "application/json", "application/atom+xml") },
    responses: {
      "200": { description: "Written", content: content("application/json", "application/xml") },
      default: { description: "Failed", content: content("application/problem+xml", "text/plain") },
    },
  };
  expect(await findings({ put })).toEqual([
    "sdk-xml-request-left-out at put requestBody content text/xml: The SDK does not send PUT /notes as text/xml: it sends application/json.",
    "sdk-xml-request-left-out at put requestBody content application/atom+xml: The SDK does not send PUT /notes as application/atom+xml: it sends application/json.",
    "sdk-xml-response-left-out at put responses 200 content application/xml: The SDK does not read the answer 200 of PUT /notes as application/xml: it asks for application/json.",
    "sdk-xml-response-left-out at put responses default content application/problem+xml: The SDK does not read the answer default of PUT /notes as application/problem+xml: it asks for text/plain.",
  ]);
});

it("says nothing of XML that the client gives and takes as text", async () => {
  const put = {
    operationId: "putNote",
    requestBody: { content: content("application/xml", "text/xml;charset=utf-8", "text/xml") },
    responses: { "2xx": { description: "Written", content: content("application/xml") } },
  };
  expect(await findings({ put })).toEqual([]);
});

it("warns of ANY, which it sends as POST", async () => {
  const any = { operationId: "relay", responses: { "200": { description: "Done" } } };
  expect(await findings({ "x-amazon-apigateway-any-method": any })).toEqual([
    "sdk-any-method at x-amazon-apigateway-any-method: The SDK sends ANY /notes as POST: ANY is no method to send.",
  ]);
});

it("warns of a body that no GET or HEAD takes along, and says so where it is given", async () => {
  const get = {
    operationId: "findNotes",
    requestBody: {
      required: true,
      description: "The wanted.",
      content: content("application/json"),
    },
    responses: { "200": { description: "Done" } },
  };
  const head = { ...get, operationId: "headNotes" };
  const remove = { ...get, operationId: "removeNotes" };
  expect(await findings({ get, head, delete: remove })).toEqual([
    "sdk-body-not-sent at get requestBody: The body of GET /notes cannot be sent: `fetch` has no GET with a body.",
    "sdk-body-not-sent at head requestBody: The body of HEAD /notes cannot be sent: `fetch` has no HEAD with a body.",
  ]);
  const { files } = await emitSpec(join(folder, "spec.json"));
  const module = files.find(({ path }) => path === "src/operations/default.ts");
  const told = (module ? textOf(module) : "").match(/`fetch` sends no body with \w+: .*/g);
  expect(told).toEqual([
    "`fetch` sends no body with GET: a call with one fails.",
    "`fetch` sends no body with HEAD: a call with one fails.",
  ]);
});
