import { defaultLimits } from "../source/limits.js";
import {
  anything,
  choice,
  either,
  flag,
  list,
  map,
  nothing,
  number,
  object,
  text,
  type Infer,
} from "./shape.js";
import { apiKey, backends, stage, throttle, usagePlan } from "./stage-shapes.js";

const count = { integer: true, minimum: 1 } as const;

const vpcEndpoint = text("An id, `vpce-…`.", {
  regex: "^vpce-[0-9a-z]+$",
  says: "an id such as vpce-0123abcd",
});

const endpoint = object("Where the API is reachable.", {
  type: choice("The endpoint type; regional when absent.", ["edge", "regional", "private"]),
  vpcEndpointIds: list("VPC endpoints of a private API.", vpcEndpoint),
  allowFrom: object("Who may call the API; becomes its resource policy.", {
    vpcEndpoints: list("VPC endpoints.", vpcEndpoint),
    vpcs: list(
      "VPCs.",
      text("An id, `vpc-…`.", { regex: "^vpc-[0-9a-z]+$", says: "an id such as vpc-0123abcd" }),
    ),
    cidrs: list(
      "Address ranges.",
      text("A range, such as 203.0.113.0/24.", {
        regex:
          "^(?:\\d{1,3}(?:\\.\\d{1,3}){3}(?:/(?:3[0-2]|[12]?\\d))?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(?:/\\d{1,3})?)$",
        says: "an address or a range such as 203.0.113.0/24",
      }),
    ),
    accounts: list(
      "Accounts.",
      text("An account id.", { regex: "^\\d{12}$", says: "an account id of 12 digits" }),
    ),
  }),
  policy: anything("A resource policy document, in place of `allowFrom`."),
  disableDefault: flag("Whether the default execute-api endpoint is switched off."),
});

const cors = object("What browsers of other origins may do.", {
  allowOrigins: list("Origins; `*` for any.", text("An origin, such as https://app.example.")),
  allowMethods: list("Methods; those of the path when absent.", text("A method.")),
  allowHeaders: list("Request headers.", text("A header.")),
  exposeHeaders: list("Response headers that scripts may read.", text("A header.")),
  allowCredentials: flag("Whether cookies and credentials may be sent."),
  maxAge: number("Seconds that a browser keeps the answer.", { integer: true, minimum: 0 }),
});

const sdk = object("The identity and the options of generated SDKs.", {
  name: text("The package's name."),
  version: text("The package's version."),
  description: text("The package's description."),
  license: text("The package's licence, as an SPDX expression."),
  author: text("The package's author."),
  repository: text("The URL of the package's repository."),
  registry: text("The registry that the package is published to."),
  client: text("The name of the client class."),
  language: choice("The language.", ["typescript"]),
  layout: choice("A package, or only its modules.", ["package", "source"]),
  allStages: flag(
    "Whether clients are typed by their stage: calling an operation that it lacks does not compile.",
  ),
  int64: choice("How 64-bit integers are held.", ["number", "bigint", "string"]),
  dates: choice("How dates are held.", ["string", "date"]),
  with: list(
    "What the SDK has beside its modules.",
    choice(
      "`query`: options for TanStack Query; `reference`: a page of all operations; `tests`: tests that call each.",
      ["query", "reference", "tests"],
    ),
  ),
  redact: list(
    "Headers and query parameters that the client's logger is never told, beside those that the description tells secret.",
    text("A name, in any case."),
  ),
  templates: text("A folder of files that replace parts of the SDK, relative to the settings."),
});

const pagination = map(
  "How operations are paged, by operationId or `GET /path`.",
  object(
    "How the operation is paged.",
    {
      kind: choice("What leads to the next page.", ["cursor", "offset", "page", "link", "none"]),
      items: text("Where the items stand in the response, as a JSON Pointer."),
      next: text("Where the next cursor or address stands in the response, as a JSON Pointer."),
      parameter: text("The parameter that takes the cursor, offset or page."),
      limit: text("The parameter that takes the size of a page."),
    },
    { required: ["kind"] },
  ),
);

const templateFiles = either(
  "One file for JSON, or files by media type.",
  text("A file."),
  map("By media type.", text("A file.")),
);

/** The template files of one operation, as settings and `x-gw-gen-template` give them. */
export const operationTemplates = object("Template files of the operation.", {
  request: templateFiles,
  responses: map("By status, or `default`.", templateFiles),
});

const templates = map(
  "Mapping template files, by operationId or `GET /path`; relative to the settings.",
  operationTemplates,
);

const transforms = map(
  "Declarative transforms, by operationId or `GET /path`.",
  anything("The transforms of the operation: of its request, and of its responses by status.", {
    $ref: "#/$defs/transform",
  }),
);

const websocket = object("The WebSocket part of the API.", {
  asyncapi: text("An AsyncAPI file that describes it."),
  routeSelection: text("The route selection expression, such as $request.body.action."),
  routes: map("Routes by key.", anything("A route.", { $ref: "#/$defs/route" })),
});

const output = object(
  "One output of `gw-gen build`.",
  {
    kind: choice("What is made.", ["sdk", "mock", "gateway", "export"]),
    out: text("The folder or file, relative to the settings."),
    spec: text("The spec, where it is another than that of these settings."),
    stage: text("The stage that it is made for."),
    allStages: flag("Whether it is made for every stage, each in a folder of its name."),
    include: list("Operations in it, as for --include.", text("A filter.")),
    exclude: list("Operations that are not in it, as for --exclude.", text("A filter.")),
    options: anything("Options of the command of the same name, by their long names."),
  },
  { required: ["kind", "out"] },
);

const ignore = object(
  "A finding that is not reported, and why.",
  {
    code: text("The diagnostic's code; `*` for all."),
    operation: text("Only for this operation: `GET /path`; `*` stands for anything."),
    path: text("Only below this path of the API: `/admin/**`."),
    file: text("Only in these files: `parts/*.yaml`."),
    reason: text("Why it is no problem here."),
    expires: text("The last day on which it holds, YYYY-MM-DD.", {
      regex: "^\\d{4}-\\d{2}-\\d{2}$",
      says: "a date as YYYY-MM-DD",
    }),
  },
  { required: ["code", "reason"] },
);

/** The whole of `gw-gen.yaml`. */
export const settingsShape = object("The settings of gw-gen for one spec.", {
  $schema: text("The address of this schema, for editors."),
  spec: text("The spec, relative to the settings."),
  overlays: list("OpenAPI Overlay files for every stage, in order.", text("A file.")),
  endpoint,
  gateway: object("The API as a whole.", {
    kind: choice("The kind of API.", ["rest", "http"]),
    minimumCompressionSize: either(
      "Bytes from which responses are compressed; null for never.",
      number("Bytes.", { integer: true, minimum: 0, maximum: 10_485_760 }),
      nothing("Never."),
    ),
    accountThrottle: object(
      "The throttle of the account and region; 10,000 requests a second with a burst of 5,000 when absent.",
      throttle.members,
    ),
    binaryMediaTypes: list("Media types that are passed on as bytes.", text("A media type.")),
    apiKeySource: choice("Where API keys come from.", ["header", "authorizer"]),
    integration: choice(
      "What runs operations that have no integration; a backend, else a function, else a mock when absent.",
      ["http_proxy", "lambda", "mock"],
    ),
    function: text(
      "The name of the Lambda function of an operation; {operationId}, {method}, {path}, {tag} and {stage} are replaced.",
    ),
    basePathStrategy: choice("What the import does with the base path of the servers.", [
      "ignore",
      "prepend",
      "split",
    ]),
    cors,
  }),
  stages: map("Stages by name.", stage, {
    regex: "^(?:[A-Za-z0-9_-]{1,128}|\\$default)$",
    says: "up to 128 letters, digits, hyphens and underscores",
  }),
  usagePlans: map("Usage plans by name.", usagePlan),
  apiKeys: map("API keys by name.", apiKey),
  domains: map(
    "Custom domains by name.",
    object("A custom domain.", {
      certificate: text("The ARN of its certificate."),
      endpoint: choice("Its endpoint type.", ["edge", "regional", "private"]),
      securityPolicy: text("The least TLS version, such as TLS_1_2."),
    }),
  ),
  otherApis: list(
    "Settings of other APIs that are reached through the same custom domains.",
    text("A settings file, relative to these."),
  ),
  backends,
  websocket,
  transforms,
  templates,
  pagination,
  sdk,
  severities: map(
    "Severities by diagnostic code.",
    choice("The severity; `off` leaves it out.", ["error", "warning", "info", "off"]),
  ),
  ignores: list("Findings that are not reported.", ignore),
  outputs: map("What `gw-gen build` makes, by name.", output),
  limits: object("How much input is accepted.", {
    bytes: number(`Bytes of one file; ${defaultLimits.bytes} when absent.`, count),
    depth: number(`Levels of nesting; ${defaultLimits.depth} when absent.`, count),
    nodes: number(
      `Nodes of a YAML file after its aliases are followed; ${defaultLimits.nodes} when absent.`,
      count,
    ),
    files: number(`Files of one run; ${defaultLimits.files} when absent.`, count),
    networkTimeout: number(
      `Milliseconds until a request is given up; ${defaultLimits.networkTimeout} when absent.`,
      count,
    ),
  }),
});

/** What `gw-gen.yaml` says, checked. */
export type SettingsContent = Infer<typeof settingsShape>;
/** The template files of one operation. */
export type OperationTemplates = Infer<typeof operationTemplates>;
/** One stage of the settings. */
export type StageSettings = Infer<typeof stage>;
/** One usage plan of the settings. */
export type UsagePlanSettings = Infer<typeof usagePlan>;
/** One ignored finding. */
export type IgnoreSettings = Infer<typeof ignore>;
