import type { UsageSnippet } from "../../sdk-options.js";
import { isMutualTls, takesTokens } from "../plan/plan-security.js";
import { printRegion } from "../../../../printer/custom-region.js";
import { codeSpan } from "../../../../printer/markdown.js";
import { printString } from "../../../../printer/string-literal.js";
import type { WebhooksPlan } from "../plan/sdk-parts.js";
import type { SdkPlan } from "../plan/sdk-plan.js";
import { socketParts } from "../readme/socket-parts.js";
import {
  callLines,
  chooseSample,
  clientLines,
  functionCall,
  importLine,
  methodCall,
  type SampleCall,
} from "../readme/snippets.js";

/** What an SDK has on request that its README tells of. */
export interface ReadmeExtras {
  readonly reference: boolean;
  readonly query: boolean;
}

/** README.md: how to install and use this SDK, and where its reference is, with an operation of the API's own. */
export function printReadme(plan: SdkPlan, sections: readonly ReadmeSection[]): string {
  const { packageName, packageVersion } = plan.surface;
  const parts = [
    `# ${packageName}`,
    `A typed client in version ${packageVersion}: no dependencies; for Node.js 20 and later, Deno, Bun, workers and browsers.`,
    ...sections.flatMap(({ title, body }) => [`## ${title}`, body]),
    printRegion({ name: "notes", comment: "<!--" }),
  ];
  return parts.join("\n\n");
}

/** One section of README.md, as Markdown. */
export interface ReadmeSection {
  readonly id: string;
  readonly title: string;
  readonly body: string;
}

/** The sections of README.md that this SDK has, in their order. */
export function readmeSections(plan: SdkPlan, has: ReadmeExtras): readonly ReadmeSection[] {
  const sample = chooseSample(plan);
  return [
    section("install", "Install", [fence("sh", `npm install ${plan.surface.packageName}`)]),
    ...(sample ? usageSections(plan, sample) : []),
    ...(plan.stages && sample ? [section("stages", "Stages", stageParts(plan))] : []),
    ...(plan.vpcEndpoints && sample
      ? [section("endpoint", "Private endpoint", endpointParts(plan))]
      : []),
    ...(plan.schemes.some(isMutualTls) && sample
      ? [section("certificates", "Client certificates", certificateParts(plan))]
      : []),
    ...(has.reference ? [section("reference", "Reference", [REFERENCE])] : []),
    ...(has.query ? [section("query", "TanStack Query", queryParts(plan))] : []),
    ...(plan.webhooks ? [section("webhooks", "Webhooks", webhookParts(plan, plan.webhooks))] : []),
    ...(plan.socket ? [section("socket", "Socket", socketParts(plan, plan.socket))] : []),
  ];
}

function section(id: string, title: string, parts: readonly string[]): ReadmeSection {
  return { id, title, body: parts.join("\n\n") };
}

/** Three lines that call an operation; absent when there is none. */
export function usageSnippet(plan: SdkPlan): UsageSnippet | undefined {
  const sample = chooseSample(plan);
  return sample && { lines: usage(plan, sample).split("\n") };
}

function usage(plan: SdkPlan, sample: SampleCall): string {
  return [
    importLine(plan, [plan.surface.clientName]),
    clientLines(plan, sample.operation),
    callLines("const result = await ", methodCall(plan, sample)),
  ].join("\n");
}

function usageSections(plan: SdkPlan, sample: SampleCall): ReadmeSection[] {
  const { clientName } = plan.surface;
  const { name } = sample.operation.surface;
  const setUp = (names: readonly string[]): string =>
    `${importLine(plan, names)}\n\n${clientLines(plan, sample.operation)}\n`;
  const small = clientLines(plan, sample.operation).replace(`new ${clientName}`, "createClient");
  const use = [
    fence("ts", usage(plan, sample)),
    "A bundle with a few operations is smaller when it imports them as functions:",
    fence(
      "ts",
      `${importLine(plan, ["createClient", name])}\n\n${small}\n${callLines("const result = await ", functionCall(sample))}`,
    ),
  ];
  const errors = [
    "A call throws a subclass of `ApiError`; `.safe()` returns it instead, with a body typed by its status:",
    fence(
      "ts",
      `${setUp([clientName])}${callLines("const call = ", methodCall(plan, sample))}\n${SAFE}`,
    ),
    "`.withResponse()` adds the status and headers, `.raw()` is the answer as `fetch` gives it, and `.stream()` the body of a success as a stream.",
  ];
  return [
    section("use", "Use", use),
    section("errors", "Errors", errors),
    ...pagingSection(plan),
    ...streamSection(plan),
    section("options", "Options", optionParts(plan)),
  ];
}

/** What the client and each call take. */
function optionParts(plan: SdkPlan): string[] {
  return [
    "The client takes these, and each call takes some of them as its last argument:",
    options(plan),
    "Calls are tried again when the connection fails or the answer is 408, 429 or 5xx, at most twice, and as `Retry-After` asks. POST and PATCH are tried again only with an idempotency key, which operations that take one get of themselves and all others by `idempotencyKey`; a quota that is used up is not.",
  ];
}

/** How to walk through a list, where the API has one. */
function pagingSection(plan: SdkPlan): ReadmeSection[] {
  const sample = chooseSample(plan, ({ paging }) => paging !== undefined);
  if (!sample) return [];
  const { clientName } = plan.surface;
  const setUp = [importLine(plan, [clientName]), "", clientLines(plan, sample.operation)];
  const parts = [
    "Iterating over a list asks for its pages as they are needed; awaiting the call gives the first one:",
    fence(
      "ts",
      [...setUp, callLines("const list = ", methodCall(plan, sample)), ITERATION].join("\n"),
    ),
    "`.items({ maxItems })` and `.collect({ maxItems })` stop earlier. A server that gives the same page twice ends in a `PaginationError`.",
  ];
  return [section("pages", "Lists in pages", parts)];
}

/** How to read a stream, where the API has one. */
function streamSection(plan: SdkPlan): ReadmeSection[] {
  const sample = chooseSample(plan, ({ stream }) => stream !== undefined);
  if (!sample) return [];
  const setUp = [
    importLine(plan, [plan.surface.clientName]),
    "",
    clientLines(plan, sample.operation),
  ];
  const call = methodCall(plan, sample, sample.operation.stream?.name);
  const parts = [
    "Iterating over a stream sends the request and gives what each event holds as it comes; leaving the loop closes the connection:",
    fence("ts", [...setUp, callLines("const events = ", call), STREAMING].join("\n")),
    "`.events()` gives the names and ids of the events too. A connection that breaks is made again from the last id on (`reconnect`, `lastEventId`); what is no event ends in a `StreamError`.",
  ];
  return [section("streams", "Streams", parts)];
}

/** How to show a client certificate, which is the transport's and not the client's to do. */
function certificateParts({ surface }: SdkPlan): string[] {
  return [
    `The API knows its callers by their certificates (mutual TLS). These belong to the connection, so the \`fetch\` option shows them; \`mutualTls\` makes one of Node's own \`https\`:`,
    fence(
      "js",
      `import { readFileSync } from "node:fs";
import https from "node:https";
import { ${surface.clientName}, mutualTls } from ${printString(surface.packageName)};

const client = new ${surface.clientName}({
  // …
  fetch: mutualTls(https, {
    cert: readFileSync("client.pem"),
    key: readFileSync("client.key"),
  }),
});`,
    ),
    "Deno's `fetch` takes a `client` of `Deno.createHttpClient({ cert, key })`, Bun's takes `tls: { cert, key }`, that of undici a `dispatcher`; browsers ask their users.",
  ];
}

/** How a private API is reached. */
function endpointParts({
  surface,
  vpcEndpoints: [known = "vpce-0123abcd"] = [],
}: SdkPlan): string[] {
  const through = (endpoint: string): string =>
    codeSpan(`new ${surface.clientName}({ …, endpoint: ${endpoint} })`);
  const dnsName = `${known}-abcdefgh.execute-api.us-east-1.vpce.amazonaws.com`;
  return [
    "The API is private: it is reached through a VPC endpoint. Where private DNS is on, its URL is enough. Otherwise the client takes the endpoint:",
    [
      `- ${through(`{ vpcEndpointId: "${known}" }`)} calls the name that the API has with an endpoint that it is associated with.`,
      `- ${through(`{ dnsName: "${dnsName}" }`)} calls the endpoint's own name, or a tunnel to it, and names the API in \`x-apigw-api-id\`; \`apiHeader: "host"\` does so in \`Host\`, where the platform's \`fetch\` lets it.`,
      "- `apiId` and `region` say what a custom domain does not tell.",
    ].join("\n"),
  ];
}

/** How clients are typed by their stage. */
function stageParts({ stages = [], surface }: SdkPlan): string[] {
  const [standard = ""] = stages;
  const other = stages.at(-1) ?? standard;
  const made = `new ${surface.clientName}({ stage: ${printString(other)} })`;
  return [
    `A client calls one stage, ${codeSpan(standard)} unless told: ${codeSpan(made)}. Its type knows the stage, and calling an operation that this stage does not have is an error of the compiler that names both; so it is for functions and a client of ${codeSpan("createClient")}.`,
    "Where the stage is known only at run time (`stage: Stage`), the operations that all stages have can be called. An operation that is not the same in all stages takes what any of them takes and gives what any of them gives.",
  ];
}

/** How to hand the operations to TanStack Query. */
function queryParts({ surface }: SdkPlan): string[] {
  const from = codeSpan(`${surface.packageName}/query`);
  return [
    `${from} has the options of queries, infinite queries and mutations in version 5, for each framework: \`getPet\` would have \`getPetQuery(client, request)\`, a list in pages \`listPetsInfiniteQuery(client, request)\`, and what changes something \`addPetMutation(client)\`. \`skipToken\` in the place of a request asks for nothing.`,
  ];
}

/** How to read what the API sends of itself. */
function webhookParts({ surface }: SdkPlan, { webhooks }: WebhooksPlan): string[] {
  const name = printString(webhooks[0]?.name ?? "");
  const from = printString(`${surface.packageName}/webhooks`);
  return [
    "The payloads that the API sends have types; `decodeWebhook` makes of parsed JSON what they say:",
    fence("ts", `import { decodeWebhook } from ${from};\n\n${WEBHOOK.replace("NAME", () => name)}`),
  ];
}

const WEBHOOK = `export async function receive(request: Request) {
  const name = NAME;
  return decodeWebhook(name, await request.json());
}`;

const REFERENCE = "Every operation stands in [reference.md](./reference.md).";

const STREAMING = `for await (const event of events) {
  console.log(event);
}`;

const ITERATION = `for await (const item of list) {
  console.log(item);
}
for await (const page of list.pages({ maxPages: 3 })) {
  console.log(page.items.length);
}`;

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

const SAFE = `const result = await call.safe();
if (result.ok) {
  console.log(result.data);
} else if (result.error.status === 404) {
  console.log(result.error.body);
} else {
  throw result.error;
}`;

function options({ schemes }: SdkPlan): string {
  const tokens = schemes.some(takesTokens)
    ? "; `oauth2({ clientId, clientSecret })` buys access tokens and renews them"
    : "";
  const discovered = schemes.some(({ discoveryUrl }) => discoveryUrl !== undefined)
    ? "; `openIdConnect({ clientId, clientSecret })` does so where the issuer says"
    : "";
  return `- \`auth\`: credentials by scheme: a value, or a function that gives one${tokens}${discovered}.\n${OPTIONS}`;
}

const OPTIONS = `- \`baseUrl\`: where the API is.
- \`headers\`, \`query\`: sent with the request (\`query\` for one call only).
- \`timeoutMs\`, \`totalTimeoutMs\`: limits of one attempt and of the whole call.
- \`retry\`: \`{ attempts, minDelayMs, maxDelayMs }\`, or \`false\`.
- \`signal\`, \`idempotencyKey\`: for one call; \`newIdempotencyKey\`: makes the keys instead of random UUIDs.
- \`middleware\`: functions \`(request, next) => response\` around each attempt; \`limitBody(bytes)\` is one: a longer body is a \`DecodeError\`.
- \`logger\`: told about requests, answers and retries, without credentials, and warned once of each deprecated operation; \`redactLogger(console, names)\` keeps further headers and parameters from it.
- \`fetch\`: instead of the global one.`;
