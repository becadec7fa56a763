import type { ApiModel, Components, Operation } from "../model/index.js";
import { diagnostic } from "./diagnostics.js";
import type { DetectedDialect } from "./dialect.js";
import type { Draft } from "./draft.js";
import { assign } from "./draft.js";
import { readExternalDocs } from "./external-docs.js";
import { gatewayComponentsMembers, gatewayRootMembers, readGateway } from "./extensions/gateway.js";
import { readWebSocketRoutes, WEBSOCKET_MEMBER } from "./extensions/websocket.js";
import { readInfo, readTags } from "./info.js";
import { ObjectReader } from "./object-reader.js";
import type { DialectParts } from "./parts.js";
import { PathItemReader } from "./path-items.js";
import type { ImportRun } from "./run.js";
import { report } from "./run.js";
import { readSecurity, readSecurityScheme } from "./security.js";
import { filePaths, readSchemas } from "./schema/components.js";
import { readSection, SharedNodes } from "./shared.js";
import { memberSet } from "./member-set.js";

const rootMembers = memberSet(
  "swagger openapi info servers tags externalDocs security paths components " +
    "webhooks x-webhooks $self jsonSchemaDialect host basePath schemes consumes " +
    "produces definitions parameters responses securityDefinitions",
  WEBSOCKET_MEMBER,
  ...gatewayRootMembers,
);

/** Reads the whole document, whatever its dialect. */
export function readApi(run: ImportRun, detected: DetectedDialect, parts: DialectParts): ApiModel {
  const { document, resolver } = run;
  const root = new ObjectReader(document.value, document.location, resolver.root);
  const pathItems = new PathItemReader(parts);
  const named = readNamed(run, parts, pathItems);
  if (!root.object("paths") && detected.spec < 3.1) root.missing("The document", "paths");
  const operations = pathItems.paths(root);
  reportDuplicates(operations, run);
  const websocket = readWebSocketRoutes(root, parts);
  const webhooks = pathItems.webhooks(root);
  const model: Draft<ApiModel> = {
    location: document.location,
    source: { dialect: detected.dialect, version: detected.version, files: [] },
    info: readInfo(root),
    servers: parts.servers(root),
    tags: readTags(root),
    operations,
    webhooks,
    // Last of all: everything before it may refer to schemas that have to be hoisted.
    components: { ...named, schemas: readSchemas(run), hoisted: run.components.hoisted },
    stages: [],
    usagePlans: [],
    apiKeys: [],
  };
  assign(model, "pathsExtensions", root.extensionsAt("paths"));
  assign(model, "componentsExtensions", root.extensionsAt("components", gatewayComponentsMembers));
  assign(model, "externalDocs", readExternalDocs(root));
  assign(model, "security", readSecurity(root));
  assign(model, "gateway", readGateway(root, operations));
  assign(model, "websocket", websocket);
  root.keepRest(model, rootMembers);
  model.source = { ...model.source, files: filePaths(run) };
  return model;
}

function readNamed(
  run: ImportRun,
  parts: DialectParts,
  pathItems: PathItemReader,
): Omit<Components, "schemas" | "hoisted"> {
  const { root } = run.resolver;
  const schemes = new SharedNodes("securitySchemes", readSecurityScheme);
  const items = run.components.members("pathItems", root).flatMap((member) => {
    const item = pathItems.component(member, root);
    return item ? [[member.name, item] as const] : [];
  });
  return {
    ...parts.components(root),
    callbacks: readSection(root, "callbacks", pathItems.callbacks),
    pathItems: new Map(items),
    securitySchemes: readSection(root, "securitySchemes", schemes),
  };
}

function reportDuplicates(operations: readonly Operation[], run: ImportRun): void {
  const first = new Map<string, Operation>();
  for (const operation of operations) {
    const { operationId, key, location } = operation;
    if (operationId === undefined) continue;
    const before = first.get(operationId);
    if (before) {
      const related = [{ message: "first used here", location: before.location }];
      const details = { related, operation: key };
      const args: [string, string] = [operationId, before.key];
      report(run.resolver.root, diagnostic("duplicate-operation-id", location, args, details));
    } else first.set(operationId, operation);
  }
}
