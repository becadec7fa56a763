import { anything, choice, either, flag, list, map, number, object, text } from "./shape.js";

const rate = number("Requests a second.", { minimum: 0 });
const burst = number("Requests at once.", { integer: true, minimum: 0 });

/** Rate and burst of a throttle. */
export const throttle = object("How many requests are let through.", { rate, burst });

/** A throttle that needs both of its numbers. */
export const fullThrottle = object(
  "How many requests are let through.",
  { rate, burst },
  { required: ["rate", "burst"] },
);

const cacheMembers = {
  enabled: flag("Whether responses are cached."),
  ttl: number("Seconds that a response is kept.", { integer: true, minimum: 0, maximum: 3600 }),
  encrypted: flag("Whether cached responses are encrypted."),
  requireAuthorization: flag("Whether a client must be allowed to invalidate the cache."),
  unauthorized: choice("What an invalidation without permission gets.", [
    "fail_403",
    "succeed_with_header",
    "succeed_without_header",
  ]),
};

const routeMembers = {
  throttle,
  logging: choice("What is logged of an execution.", ["off", "error", "info"]),
  dataTrace: flag("Whether whole requests and responses are logged."),
  metrics: flag("Whether detailed metrics are kept."),
};

const methodMembers = {
  ...routeMembers,
  cache: object("The cache of these methods.", cacheMembers),
};

/** Names of stage variables (API Gateway guide, "stage variables"). */
const variableName = {
  regex: "^[A-Za-z0-9_]{1,64}$",
  says: "up to 64 letters, digits and underscores",
};
const variables = map(
  "Stage variables; values by the gateway's rules.",
  text("The value.", {
    regex: "^[A-Za-z0-9\\-._~:/?#&=,]{0,512}$",
    says: "up to 512 letters, digits and - . _ ~ : / ? # & = ,",
  }),
  variableName,
);

/** Backends: one base URL, or several by name. */
export const backends = either(
  "Base URLs of backends: one for all, or by name.",
  text("The base URL of the backend."),
  map("Base URLs by name.", text("The base URL.")),
);

const domain = object(
  "A custom domain that leads to the stage.",
  {
    domain: text("The domain name."),
    basePath: text("The first part of the path; empty or absent for the root.", {
      regex: "^(?:[A-Za-z0-9$_.+!*'()-]+(?:/[A-Za-z0-9$_.+!*'()-]+)*)?$",
      says: "letters, digits and $ - _ . + ! * ' ( ), with a / between parts and none around them",
    }),
    api: choice(
      "Which API it leads to, where there are both; rest when absent. A domain leads to one kind.",
      ["rest", "websocket"],
    ),
  },
  { required: ["domain"] },
);

/** One stage. */
export const stage = object("A stage: an environment in which the API is deployed.", {
  description: text("What the stage is for."),
  extends: text("The stage whose settings it takes over where it has none."),
  url: text("The base URL of the stage."),
  websocketUrl: text("The URL of the stage's WebSocket API, `wss://…`.", {
    regex: "^wss?://",
    says: "a URL that starts with wss:// or ws://",
  }),
  variables,
  overlays: list("OpenAPI Overlay files for this stage, in order.", text("A file.")),
  ...methodMembers,
  cache: object("The cache of the stage.", {
    ...cacheMembers,
    size: choice("GB of the cache cluster.", [
      "0.5",
      "1.6",
      "6.1",
      "13.5",
      "28.4",
      "58.2",
      "118",
      "237",
    ]),
  }),
  methods: map(
    "Settings of single methods, by `GET /path`; `*` stands for any method or any path.",
    object("Settings of these methods.", methodMembers),
    { regex: "^(?:[A-Z]+|\\*) (?:/.*|\\*)$", says: "`GET /path`, `* /path` or `GET *`" },
  ),
  routes: map(
    "Settings of single routes of the WebSocket API, by route key.",
    object("Settings of this route.", routeMembers),
  ),
  canary: object(
    "A canary deployment.",
    {
      percent: number("The share of requests that it gets.", { minimum: 0, maximum: 100 }),
      variables,
      useStageCache: flag("Whether it shares the stage's cache."),
    },
    { required: ["percent"] },
  ),
  accessLog: object("The access log.", {
    destination: text("The ARN of the log group or delivery stream."),
    format: text("The format, with `$context` variables."),
  }),
  tracing: flag("Whether requests are traced with X-Ray."),
  clientCertificate: text("The id of the certificate that the gateway shows to backends."),
  domains: list("Custom domains that lead to the stage.", domain),
  backends,
  include: list("Operations in the stage, as for --include.", text("A filter.")),
  exclude: list("Operations that are not in the stage, as for --exclude.", text("A filter.")),
});

/** One usage plan. */
export const usagePlan = object("A usage plan.", {
  description: text("What the plan is for."),
  throttle: fullThrottle,
  quota: object(
    "How many requests a client has in a period.",
    {
      limit: number("Requests.", { integer: true, minimum: 1 }),
      period: choice("The period.", ["day", "week", "month"]),
      offset: number("Requests taken off in the first period.", { integer: true, minimum: 0 }),
    },
    { required: ["limit", "period"] },
  ),
  stages: list(
    "The stages of the plan.",
    either(
      "A stage, with throttles of single methods where it has some.",
      text("A stage's name."),
      object(
        "A stage with throttles of single methods.",
        {
          stage: text("The stage's name."),
          methods: map("Throttles by `GET /path`.", fullThrottle),
        },
        { required: ["stage"] },
      ),
    ),
  ),
  keys: list("Names of the API keys in the plan.", text("A name of `apiKeys`.")),
});

/** One API key; its value never stands in a file. */
export const apiKey = object(
  "An API key.",
  {
    description: text("Whose key it is."),
    enabled: flag("Whether it lets anyone in."),
    valueFrom: text("The environment variable that holds the value.", {
      regex: "^[A-Za-z_][A-Za-z0-9_]*$",
      says: "the name of an environment variable",
    }),
    customerId: text("The marketplace's customer id."),
    tags: anything("Tags by name."),
  },
  { secrets: { value: "valueFrom", key: "valueFrom", secret: "valueFrom" } },
);
