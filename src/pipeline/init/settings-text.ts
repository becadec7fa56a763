import { yamlText } from "../../printer/yaml-text.js";
import type { JsonObject, JsonValue } from "../../util/json.js";

/** The members of first settings; those that are empty stand in it as comments, where they would help. */
export interface SettingsParts {
  readonly spec: string;
  readonly endpoint?: JsonObject;
  readonly gateway?: JsonObject;
  readonly stages: JsonObject;
  readonly usagePlans?: JsonObject;
  readonly apiKeys?: JsonObject;
  readonly domains?: JsonObject;
  readonly outputs: JsonObject;
  /** Whether the API runs on the gateway, so that its settings are shown. */
  readonly hasGateway: boolean;
}

const SCHEMA = "./node_modules/gw-gen/schemas/gw-gen.schema.json";

/** The text of `gw-gen.yaml`, with comments that say what else there is. */
export function settingsText(parts: SettingsParts): string {
  const { spec, endpoint, gateway, stages, usagePlans, apiKeys, domains, outputs } = parts;
  const gatewayParts = [
    section(
      "The gateway: the endpoint's type, and who may call a private API.",
      { endpoint },
      ENDPOINT_EXAMPLE,
    ),
    section("What the gateway does for the API as a whole.", { gateway }),
    section("Custom domains; the stages say which base paths lead to them.", { domains }),
    section(
      "Usage plans and keys; the value of a key comes from the environment.",
      { usagePlans, apiKeys },
      PLAN_EXAMPLE,
    ),
  ];
  return [
    `# yaml-language-server: $schema=${SCHEMA}\n`,
    "# The settings of gw-gen for one spec; editors complete them by the schema above.\n",
    yamlText({ spec }),
    "\n# The environments of the API. A stage may also have variables, overlays, throttle, cache,\n",
    "# canary, accessLog, methods, backends, include and exclude; `extends` takes over another's.\n",
    yamlText({ stages }),
    "\n# What `gw-gen build` makes, by name; kinds are sdk, mock, gateway and export.\n",
    yamlText({ outputs }),
    "\n# Findings that are none here, each with its reason:\n",
    "# ignores:\n",
    "#   - code: no-responses\n",
    "#     reason: the gateway answers\n",
    ...(parts.hasGateway ? gatewayParts : []),
  ].join("");
}

const ENDPOINT_EXAMPLE = [
  "# endpoint:\n",
  "#   type: private\n",
  "#   vpcEndpointIds: [vpce-0123456789abcdef0]\n",
  "#   allowFrom: { vpcEndpoints: [vpce-0123456789abcdef0] }\n",
].join("");

const PLAN_EXAMPLE = [
  "# usagePlans:\n",
  "#   basic: { throttle: { rate: 10, burst: 20 }, quota: { limit: 1000, period: day } }\n",
].join("");

/** Members under a comment; their example as a comment where there are none. */
function section(
  title: string,
  members: Readonly<Record<string, JsonObject | undefined>>,
  example?: string,
): string {
  const there: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(members)) {
    if (value && Object.keys(value).length > 0) there[name] = value;
  }
  const content = Object.keys(there).length > 0 ? yamlText(there) : example;
  return content === undefined ? "" : `\n# ${title}\n${content}`;
}
