import { parseTransform } from "../expression/transform/parse-transform.js";
import type {
  Callback,
  Named,
  Operation,
  Parameter,
  PathItem,
  StatusResponse,
} from "../model/index.js";
import type { Lifecycle, Path, Transform } from "../model/index.js";
import { diagnostic } from "./diagnostics.js";
import type { Draft } from "./draft.js";
import { assign } from "./draft.js";
import { gatewayOperationMembers, readOperationGateway } from "./extensions/operation.js";
import { readExternalDocs } from "./external-docs.js";
import type { ObjectReader } from "./object-reader.js";
import { fitToPath } from "./parameters.js";
import type { DialectParts } from "./parts.js";
import { locate, report } from "./run.js";
import { readSecurity } from "./security.js";
import { memberSet } from "./member-set.js";

const operationMembers = memberSet(
  "tags summary description externalDocs operationId parameters requestBody " +
    "responses callbacks deprecated security servers consumes produces schemes " +
    "x-stability-level x-sunset x-internal x-gw-gen-transform",
  ...gatewayOperationMembers,
);

/** What an operation's place gives it. */
export interface OperationPlace {
  readonly method: string;
  readonly path: Path;
  readonly pathItem: PathItem;
  /** The path items that it belongs to as written: the referenced one first. */
  readonly owners: readonly ObjectReader[];
  readonly parts: DialectParts;
  /** Parameters whose misfit was reported for another operation. */
  readonly reported: Set<Parameter>;
  readonly readCallbacks: (operation: ObjectReader) => Named<Callback>[] | undefined;
}

/** Reads one operation. */
export function readOperation(reader: ObjectReader, place: OperationPlace): Operation {
  const { method, path, pathItem, owners, parts } = place;
  const inputs = parts.inputs(reader, owners);
  const operation: Draft<Operation> = {
    kind: "operation",
    location: reader.location,
    key: path.raw === "" ? method : `${method} ${path.raw}`,
    method,
    path,
    tags: reader.texts("tags") ?? [],
    parameters:
      path.raw === ""
        ? inputs.parameters
        : fitToPath(inputs.parameters, path, reader, place.reported),
    responses: readResponses(reader, parts),
    pathItem,
  };
  assign(operation, "operationId", reader.text("operationId") || undefined);
  assign(operation, "summary", reader.text("summary"));
  assign(operation, "description", reader.text("description"));
  assign(operation, "deprecated", reader.flag("deprecated"));
  assign(operation, "externalDocs", readExternalDocs(reader));
  assign(operation, "requestBody", inputs.requestBody);
  assign(operation, "responsesExtensions", reader.extensionsAt("responses"));
  assign(operation, "callbacks", place.readCallbacks(reader));
  assign(operation, "security", readSecurity(reader));
  const ofPathItem = owners.map((owner) => parts.ownServers(owner)).find((list) => list);
  assign(operation, "servers", parts.ownServers(reader) ?? ofPathItem);
  assign(operation, "lifecycle", readLifecycle(reader));
  assign(operation, "transform", readTransform(reader));
  assign(operation, "gateway", readOperationGateway(reader));
  reader.keepRest(operation, operationMembers);
  return operation;
}

function readResponses(reader: ObjectReader, parts: DialectParts): StatusResponse[] {
  const members = reader.members("responses");
  if (!members?.length && reader.scope.run.spec < 3.1) {
    report(reader.scope, diagnostic("no-responses", reader.location, []));
  }
  const responses: StatusResponse[] = [];
  for (const member of members ?? []) {
    if (member.name.startsWith("x-")) continue;
    const status = member.name === "default" ? "default" : member.name.toUpperCase();
    if (!/^(default|\d{3}|[1-5]XX)$/.test(status)) {
      const args = ["The status", member.name, "200 and the like, 2XX, default"] as const;
      report(reader.scope, diagnostic("unknown-value", member.location, [...args]));
      continue;
    }
    const response = parts.response(member, reader);
    if (response) responses.push({ status, response });
  }
  return responses;
}

function readLifecycle(reader: ObjectReader): Lifecycle | undefined {
  const stability = reader.text("x-stability-level");
  const sunset = reader.text("x-sunset");
  const internal = reader.flag("x-internal");
  if (stability === undefined && sunset === undefined && internal === undefined) return undefined;
  const lifecycle: Draft<Lifecycle> = {};
  assign(lifecycle, "stability", stability);
  assign(lifecycle, "sunset", sunset);
  assign(lifecycle, "internal", internal);
  return lifecycle;
}

function readTransform(owner: ObjectReader): Transform | undefined {
  const value = owner.raw["x-gw-gen-transform"];
  if (value === undefined) return undefined;
  const location = locate(owner.scope, owner.location, "x-gw-gen-transform", value);
  const { transform, diagnostics } = parseTransform(value, location);
  for (const finding of diagnostics) report(owner.scope, finding);
  return transform;
}
