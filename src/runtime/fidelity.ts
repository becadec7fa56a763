/** What a behaviour of the profile `aws` rests on. */
export type Basis = "recorded" | "documented" | "reading";

/** One behaviour of the local gateway. */
export interface Behaviour {
  readonly area: string;
  readonly behaviour: string;
  readonly basis: Basis;
  /** Names of recorded features that hold it, for `recorded`. */
  readonly features?: readonly string[];
  /** What it deliberately does otherwise than the service, or does not do. */
  readonly differs?: string;
}

const recorded = (
  area: string,
  behaviour: string,
  features: readonly string[],
  differs?: string,
): Behaviour => ({
  area,
  behaviour,
  basis: "recorded",
  features,
  ...(differs !== undefined && { differs }),
});

const documented = (area: string, behaviour: string, differs?: string): Behaviour => ({
  area,
  behaviour,
  basis: "documented",
  ...(differs !== undefined && { differs }),
});

const reading = (area: string, behaviour: string, differs?: string): Behaviour => ({
  area,
  behaviour,
  basis: "reading",
  ...(differs !== undefined && { differs }),
});

/** The behaviours of the local gateway, in the order of a request's way. */
export const FIDELITY: readonly Behaviour[] = [
  recorded(
    "Routing",
    "A fixed segment goes before a variable, a variable before a greedy one, for each method by itself; unknown paths and methods get 403.",
    ["routing", "routing/precedence"],
  ),
  recorded(
    "Routing",
    "Slashes in front of the path count as one, those within a greedy value stay.",
    ["routing"],
  ),
  documented("Routing", "The API answers below its stage.", "It answers at the bare path too."),
  documented(
    "Resource policy",
    "Allow, deny and conditions on address, VPC and VPC endpoint; a private API without a policy refuses all.",
    "Principals are not compared.",
  ),
  documented(
    "IAM",
    "Signature Version 4 of the service execute-api, in the header or presigned, five minutes of tolerance.",
    "There is one local user, who may call everything.",
  ),
  reading("IAM", "The wording of the refusals for a wrong region, service, date or algorithm."),
  documented(
    "Authorizers",
    "TOKEN and REQUEST functions: identity sources, validation expression, policy, context, cached results.",
    "A function that is not here lets everybody in.",
  ),
  documented(
    "Authorizers",
    "User pools and JWT: signature, times, issuer, audience and scopes.",
    "The key is a local one unless a key set is given.",
  ),
  reading("Authorizers", "The messages of authorizers that fail or answer in a wrong form."),
  documented(
    "API keys",
    "A missing, unknown or disabled key, and one without a plan for the stage, gets 403.",
  ),
  documented(
    "Throttle",
    "Token buckets: the plan's, the method's, then the account's.",
    "They are exact; those of the service are best effort.",
  ),
  documented(
    "Quota",
    "Requests by day, week and month, with the offset of the first period.",
    "Periods begin at midnight UTC, weeks on Sunday: our reading.",
  ),
  recorded(
    "Request validation",
    "Missing parameters are named by place, then by name; the body is checked by the model of its media type, an absent one as an empty object.",
    ["validation/parameters", "validation/circular-models"],
  ),
  reading("Request validation", "The text of `$context.error.validationErrorString`."),
  recorded(
    "Mapping",
    "Single values are the last ones, absent sources vanish, names of headers are compared as written.",
    ["mapping/parameters", "http-proxy/mapping"],
  ),
  recorded("Mapping", "Targets that the gateway keeps for itself are refused.", [
    "headers/illegal-mapping",
  ]),
  recorded("Templates", "Velocity and the gateway's own variables, overrides included.", [
    "vtl/$input.body",
    "vtl/$input.path",
    "vtl/$input.params",
    "vtl/requestOverride",
    "vtl/responseOverride",
  ]),
  documented("Templates", "At most 1,000 rounds of a loop.", "Time and output are bounded too."),
  recorded("Binary", "Both tables of conversions; only the first entry of Accept counts.", [
    "binary/request-table",
    "binary/response-table",
    "binary/lambda-proxy",
  ]),
  documented(
    "Compression",
    "Answers from the minimum size on are packed as the client accepts, packed requests are unpacked.",
  ),
  recorded("Integrations", "MOCK reads its status leniently.", [
    "mock/lenient-json",
    "mock/$input.params()",
  ]),
  recorded(
    "Integrations",
    "HTTP and HTTP_PROXY: headers added, dropped and forwarded.",
    ["http/headers", "http/method"],
    "Hosts other than this machine need --integrations live and --allow-net.",
  ),
  recorded(
    "Integrations",
    "Lambda proxy: the event of format 1.0, the accepted forms of a result, 502 for others.",
    ["lambda-proxy/event-1.0", "lambda-proxy/response-format", "lambda-proxy/errors"],
  ),
  recorded("Integrations", "Lambda: the event is the body; errors are selected by their message.", [
    "lambda/passthrough",
    "integration-response/selection",
  ]),
  reading("Integrations", "Other services are answered from the examples of the document."),
  documented(
    "HTTP APIs",
    "The default route, CORS without routes, events and results of format 2.0, their own messages.",
    "Mappings with overwrite, append and remove are not run; Lambda authorizers get format 1.0.",
  ),
  documented("Integrations", "Timeouts, 29 seconds where none is set."),
  recorded(
    "Responses",
    "The response is chosen by a pattern that matches the whole text, else the default one.",
    ["integration-response/selection"],
  ),
  reading("Responses", "Of several patterns that match, the first one wins."),
  recorded("Responses", "Headers that are renamed, dropped or added on the way to the client.", [
    "headers/remap",
    "headers/trace-id",
  ]),
  documented(
    "Gateway responses",
    "The own one of a type, else that of its class, else the built-in; plain substitution.",
  ),
  documented(
    "Cache",
    "Keys, time to live, invalidation and its warnings, bodies up to 1 MiB.",
    "Invalidation is never authorized by IAM; the newest 1,000 entries stay.",
  ),
  recorded("Stages", "Variables, those of a canary included.", ["stage-variables", "canary"]),
  documented("Logs", "The access log's format with `$context`."),
];

const BASES: Readonly<Record<Basis, string>> = {
  recorded: "recorded",
  documented: "documented",
  reading: "our reading",
};

/** Prints the page that says what each behaviour rests on, Markdown. */
export function fidelityPage(): string {
  const rows = FIDELITY.map(
    ({ area, behaviour, basis, differs = "" }) =>
      `| ${area} | ${behaviour} | ${BASES[basis]} | ${differs} |`,
  );
  return `<!-- Generated by \`npm run docs\`; edit src/runtime/fidelity.ts. -->

# How close the local gateway is

\`gw-gen mock --profile aws\` runs a document as API Gateway does. Each behaviour is *recorded* (answers of the service itself are compared in tests), *documented* (the developer guide says so), or *our reading* where neither tells.

| part | behaviour | rests on | differs |
|---|---|---|---|
${rows.join("\n")}
`;
}
