import { defineDiagnostics } from "../diagnostics/diagnostic.js";

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** Diagnostics of stages and filters. */
export const diagnostic = defineDiagnostics({
  "stage-unknown": {
    severity: "error",
    message: (name: string, known: readonly string[]) =>
      `There is no stage "${name}"; there ${known.length === 1 ? "is" : "are"} ${quoted(known)}.`,
    mend: "Name one of them, or add the stage to the settings.",
    explain:
      "Stages come from `stages` in the settings. Without those each named server is one, and without named servers there is the single stage `default`.",
  },
  "stage-unknown-parent": {
    severity: "error",
    message: (name: string, parent: string, near: readonly string[]) =>
      `The stage "${name}" extends "${parent}", which is none.${near.length > 0 ? ` Did you mean ${quoted(near)}?` : ""}`,
    mend: "Name a stage of these settings.",
    explain: "A stage takes over from the one that it extends whatever it does not say itself.",
  },
  "stage-cycle": {
    severity: "error",
    message: (names: readonly string[]) => `The stages ${names.join(" → ")} extend one another.`,
    mend: "Remove one `extends` of the circle.",
    explain: "A stage cannot take over settings from itself, not even through others.",
  },
  "stage-method-unknown": {
    severity: "warning",
    message: (key: string, near: readonly string[]) =>
      `No operation is "${key}".${near.length > 0 ? ` Did you mean ${quoted(near)}?` : ""}`,
    mend: "Write the method and the path as the document has them; `*` stands for any method or any path.",
    explain: "Settings of single methods name them as `GET /pets/{petId}`.",
  },
  "plan-unknown-stage": {
    severity: "error",
    message: (plan: string, stage: string, known: readonly string[]) =>
      `The usage plan "${plan}" names the stage "${stage}"; there ${known.length === 1 ? "is" : "are"} ${quoted(known)}.`,
    mend: "Name a stage that there is.",
    explain: "A usage plan opens stages to the clients that have one of its keys.",
  },
  "plan-unknown-key": {
    severity: "error",
    message: (plan: string, key: string) =>
      `The usage plan "${plan}" names the API key "${key}", which \`apiKeys\` does not have.`,
    mend: "Add the key to `apiKeys`, with the environment variable that holds its value.",
    explain: "Keys of a usage plan are names of `apiKeys`; their values never stand in a file.",
  },
  "throttle-above-account": {
    severity: "warning",
    message: (what: string, key: string, value: number, account: number) =>
      `${what} has a ${key} of ${value}; the account lets ${account} through.`,
    mend: "Lower it, or write the raised quota of the account into `gateway.accountThrottle`.",
    explain:
      'All APIs of an account share one throttle in a region: 10,000 requests a second with a burst of 5,000 unless the quota was raised (API Gateway guide, "Quotas"). What is above it never takes effect: the account answers 429 before.',
  },
  "domain-path-taken": {
    severity: "error",
    message: (place: string, other: string) => `"${place}" leads to ${other} already.`,
    mend: "Give each stage that a custom domain leads to a base path of its own.",
    explain:
      "A custom domain tells APIs and stages apart by the base path, so each base path of a domain leads to one stage of one API. `otherApis` names the settings of the other APIs behind the same domains; theirs are compared too.",
  },
  "endpoint-private-to-edge": {
    severity: "error",
    message: () => "A private API cannot become edge-optimized.",
    mend: "Write `type: regional`; from there it can become edge-optimized.",
    explain:
      'The gateway changes the endpoint type from edge or regional to private and from private to regional, but not from private to edge (API Gateway guide, "Change an API endpoint type").',
  },
  "endpoint-of-http-api": {
    severity: "error",
    message: (type: string) => `An HTTP API has a regional endpoint, not one of the type ${type}.`,
    mend: "Leave the type out, or make it a REST API: `gateway: { kind: rest }`.",
    explain: "Edge-optimized and private endpoints exist for REST APIs alone.",
  },
  "vpc-endpoints-not-private": {
    severity: "error",
    message: (type: string) => `VPC endpoints belong to a private API, and this one is ${type}.`,
    mend: "Write `type: private`, or leave `vpcEndpointIds` out.",
    explain:
      "The service refuses VPC endpoint ids in the endpoint configuration of an API that is not private.",
  },
  "endpoint-unreachable": {
    severity: "warning",
    message: () =>
      "The default endpoint is switched off, and no stage has a custom domain: nobody reaches the API.",
    mend: "Give a stage `domains`, or leave `disableDefault` out.",
    explain: "Without its execute-api endpoint an API is reached through custom domains alone.",
  },
  "cache-without-size": {
    severity: "warning",
    message: (stage: string) =>
      `The cache of the stage "${stage}" is enabled, but the stage has none: it lacks \`size\`.`,
    mend: 'Write the size of the cache in GB, such as `size: "0.5"`.',
    explain:
      "Methods are cached in the cache cluster of the stage, which has a size and is paid by the hour. Without a cluster nothing is cached.",
  },
  "private-without-policy": {
    severity: "error",
    message: () =>
      "A private API needs a resource policy, and neither settings nor document have one.",
    mend: "Say who may call it in `endpoint.allowFrom`: VPC endpoints, VPCs, address ranges or accounts.",
    explain:
      'The gateway denies every call of a private API that its resource policy does not allow (API Gateway guide, "Private REST APIs").',
  },
  "filter-no-match": {
    severity: "warning",
    message: (filter: string, near: readonly string[]) =>
      `"${filter}" matches no operation.${near.length > 0 ? ` Did you mean ${quoted(near)}?` : ""}`,
    mend: "Write `tag:NAME`, a path such as `/admin/**`, `GET /pets`, or an operationId.",
    explain:
      "--include and --exclude choose operations by tag, by path, by method and path, or by operationId. `*` stands for anything but a slash, `**` for anything.",
  },
  "filter-empty": {
    severity: "error",
    message: () => "The filters leave no operation.",
    mend: "Loosen --include or --exclude.",
    explain: "Every operation was filtered out, so that nothing is left to generate.",
  },
});
