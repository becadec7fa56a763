import type { ApiModel, SecurityScheme } from "../../model/index.js";
import type { DetectedDialect } from "../dialect.js";
import type { Draft } from "../draft.js";
import { assign } from "../draft.js";
import { readExternalDocs } from "../external-docs.js";
import { readInfo, readTags } from "../info.js";
import { memberSet } from "../member-set.js";
import { ObjectReader } from "../object-reader.js";
import type { ImportRun } from "../run.js";
import { filePaths, readSchemas } from "../schema/components.js";
import { readSecurityScheme } from "../security.js";
import { readSection, SharedNodes } from "../shared.js";
import { readWebSocket } from "./routes.js";
import { readAsyncServers } from "./servers.js";

const rootMembers = memberSet(
  "asyncapi id info servers channels operations components tags externalDocs defaultContentType " +
    "x-gw-gen-websocket",
);

/** Reads an AsyncAPI 2 or 3 document as the description of one WebSocket API. */
export function readAsyncApi(run: ImportRun, { dialect, version }: DetectedDialect): ApiModel {
  const { document, resolver, components } = run;
  const root = new ObjectReader(document.value, document.location, resolver.root);
  const schemes = new SharedNodes("securitySchemes", readAsyncScheme);
  const servers = readAsyncServers(root);
  const readers = servers.map(({ reader }) => reader);
  const websocket = readWebSocket(root, dialect === "asyncapi-2" ? 2 : 3, readers);
  const empty = <T>(): ReadonlyMap<string, T> => new Map();
  const model: Draft<ApiModel> = {
    location: document.location,
    source: { dialect, version, files: [] },
    info: readInfo(root),
    servers: servers.map(({ server }) => server),
    tags: readTags(root.raw.tags === undefined ? (root.object("info") ?? root) : root),
    operations: [],
    webhooks: [],
    websocket,
    components: {
      schemas: readSchemas(run),
      hoisted: components.hoisted,
      parameters: empty(),
      headers: empty(),
      requestBodies: empty(),
      responses: empty(),
      examples: empty(),
      links: empty(),
      callbacks: empty(),
      pathItems: empty(),
      mediaTypes: empty(),
      securitySchemes: readSection(resolver.root, "securitySchemes", schemes),
    },
    stages: [],
    usagePlans: [],
    apiKeys: [],
  };
  assign(model, "externalDocs", readExternalDocs(root));
  root.keepRest(model, rootMembers);
  model.source = { ...model.source, files: filePaths(run) };
  return model;
}

/** `httpApiKey` is what OpenAPI calls `apiKey`; AsyncAPI's own `apiKey` belongs to other protocols. */
function readAsyncScheme(reader: ObjectReader): SecurityScheme {
  const type = reader.raw.type;
  if (type === "httpApiKey") return readSecurityScheme(reader.with({ type: "apiKey" }));
  if (type !== "apiKey") return readSecurityScheme(reader);
  return { kind: "unknown", location: reader.location, type: "apiKey" };
}
