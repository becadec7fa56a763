import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { SourceFile } from "../../source/source-file.js";
import { definedMembers, isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import type { SavedAnswers, SavedItem } from "./saved-api.js";
import { SavedMembers } from "./saved-members.js";
import { plansOfSaved } from "./saved-plans.js";
import { stageOfSaved } from "./saved-stage.js";

/** The parts of the settings that a saved API gives. */
export interface SavedSettings {
  readonly endpoint?: JsonObject;
  readonly gateway?: JsonObject;
  readonly stages: JsonObject;
  readonly usagePlans: JsonObject;
  readonly apiKeys: JsonObject;
  readonly domains: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes settings of the saved answers about one API, that of the export. */
export function savedSettings(saved: SavedAnswers, spec: SourceFile): SavedSettings {
  const document = isJsonObject(spec.value) ? spec.value : {};
  const host = hostOf(document);
  const api = saved.items.apis.find(({ value }) => host === undefined || value["id"] === host.id);
  const apiId = host?.id ?? (typeof api?.value["id"] === "string" ? api.value["id"] : undefined);
  const whole = api ? apiSettings(api, document) : undefined;
  const domains = domainsOfSaved(saved, apiId);
  const made = saved.items.stages.map((item) => {
    const { stageName } = item.value;
    const url = host && `https://${host.name}/${String(stageName)}`;
    return stageOfSaved(item, url);
  });
  // Without get-stages the export still says which stage it was taken of.
  const stages =
    made.length > 0 || !host
      ? made
      : [
          {
            name: host.stage,
            settings: { url: `https://${host.name}/${host.stage}` },
            diagnostics: [],
          },
        ];
  const plans = plansOfSaved(
    saved,
    apiId,
    stages.map(({ name }) => name),
  );
  return {
    ...whole?.settings,
    stages: Object.fromEntries(
      stages.map(({ name, settings }) => {
        const own = domains.mappings.filter(({ stage }) => stage === name);
        const list = own.map(({ domain, basePath }) => definedMembers({ domain, basePath }));
        return [name, { ...settings, ...(list.length > 0 && { domains: list }) }];
      }),
    ),
    usagePlans: plans.usagePlans,
    apiKeys: plans.apiKeys,
    domains: domains.domains,
    diagnostics: [
      ...stages.flatMap(({ diagnostics }) => diagnostics),
      ...plans.diagnostics,
      ...domains.diagnostics,
      ...(whole?.diagnostics ?? []),
    ],
  };
}

/** Where the export says that the API is: `https://ID.execute-api.REGION.amazonaws.com/{basePath}`. */
function hostOf(document: JsonObject) {
  const { servers, host, basePath } = document;
  const [server] = Array.isArray(servers) ? (servers as readonly JsonValue[]) : [];
  const url = isJsonObject(server) && typeof server["url"] === "string" ? server["url"] : "";
  const name = typeof host === "string" ? host : /^https:\/\/([^/]+)/.exec(url)?.[1];
  const id = /^([^.]+)\.execute-api\./.exec(name ?? "")?.[1];
  if (name === undefined || id === undefined) return undefined;
  const variables =
    isJsonObject(server) && isJsonObject(server["variables"]) ? server["variables"] : {};
  const base = isJsonObject(variables["basePath"]) ? variables["basePath"]["default"] : basePath;
  const written = typeof base === "string" ? base : (url.split("/")[3] ?? "");
  const stage = written.replace(/^\//, "").split("/")[0] ?? "";
  return { name, id, stage: /^[A-Za-z0-9_-]+$/.test(stage) ? stage : "default" };
}

/** What get-rest-apis says of an API and its export does not. */
function apiSettings(item: SavedItem, document: JsonObject) {
  const api = new SavedMembers(item, [
    "id",
    "name",
    "description",
    "createdDate",
    "version",
    "rootResourceId",
    "apiStatus",
    "securityPolicy",
    "endpointAccessMode",
  ]);
  const where = `the API "${String(item.value["name"])}"`;
  const extension = (name: string): JsonValue | undefined =>
    document[`x-amazon-apigateway-${name}`];
  const configuration = api.within("endpointConfiguration", ["ipAddressType"]);
  const [type] = configuration.texts("types");
  const vpcEndpointIds = configuration.texts("vpcEndpointIds");
  const written = api.text("policy");
  const policy = written === undefined ? undefined : policyOf(written);
  const unread = written !== undefined && policy === undefined;
  const endpoint = definedMembers({
    type: type?.toLowerCase(),
    vpcEndpointIds: vpcEndpointIds.length > 0 ? vpcEndpointIds : undefined,
    policy: extension("policy") === undefined ? policy : undefined,
    disableDefault: api.flag("disableExecuteApiEndpoint") || undefined,
  });
  const binary = api.texts("binaryMediaTypes");
  const compression = api.number("minimumCompressionSize");
  const source = api.text("apiKeySource")?.toLowerCase();
  const gateway = definedMembers({
    minimumCompressionSize:
      extension("minimum-compression-size") === undefined ? compression : undefined,
    binaryMediaTypes:
      extension("binary-media-types") === undefined && binary.length > 0 ? binary : undefined,
    apiKeySource:
      extension("api-key-source") === undefined && source === "authorizer" ? source : undefined,
  });
  return {
    settings: {
      ...(Object.keys(endpoint).length > 0 && { endpoint }),
      ...(Object.keys(gateway).length > 0 && { gateway }),
    },
    diagnostics: [
      ...(unread ? [api.notCarried("policy", "`policy`, which is no JSON,", where)] : []),
      ...configuration.rest(where),
      ...api.rest(where),
    ],
  };
}

/** The service gives a policy as text, in which the quotes are escaped once more; undefined where it is no JSON. */
function policyOf(text: string): JsonValue | undefined {
  return parsed(text) ?? parsed(text.replaceAll('\\"', '"'));
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Mapping {
  readonly domain: string;
  readonly basePath: string | undefined;
  readonly stage: string;
}

function domainsOfSaved({ items }: SavedAnswers, apiId: string | undefined) {
  const names = items.domains.map(({ value }) => String(value["domainName"]));
  const mappings = items.mappings.flatMap(({ value, location }): Mapping[] => {
    const { restApiId, stage, basePath } = value;
    // An answer of get-base-path-mappings does not say of which domain it is: the name of its file does.
    const domain =
      names.length === 1 ? names[0] : names.find((name) => location.file.path.includes(name));
    if (domain === undefined || typeof stage !== "string") return [];
    if (apiId !== undefined && restApiId !== apiId) return [];
    const path = typeof basePath === "string" && basePath !== "(none)" ? basePath : undefined;
    return [{ domain, stage, basePath: path }];
  });
  const used = new Set(mappings.map(({ domain }) => domain));
  const diagnostics: Diagnostic[] = [];
  const domains = items.domains.flatMap((item) => {
    const domain = new SavedMembers(item, OF_THE_SERVICE);
    const name = domain.text("domainName") ?? "";
    if (!used.has(name)) return [];
    const configuration = domain.within("endpointConfiguration", ["ipAddressType"]);
    const settings = definedMembers({
      certificate: domain.text("regionalCertificateArn") ?? domain.text("certificateArn"),
      endpoint: configuration.texts("types")[0]?.toLowerCase(),
      securityPolicy: domain.text("securityPolicy"),
    });
    diagnostics.push(...domain.rest(`the domain "${name}"`));
    return [[name, settings] as const];
  });
  return { mappings, domains: Object.fromEntries(domains), diagnostics };
}

const OF_THE_SERVICE = [
  "domainNameId",
  "domainNameArn",
  "domainNameStatus",
  "domainNameStatusMessage",
  "certificateUploadDate",
  "certificateName",
  "regionalCertificateName",
  "regionalDomainName",
  "regionalHostedZoneId",
  "distributionDomainName",
  "distributionHostedZoneId",
  "endpointAccessMode",
];
