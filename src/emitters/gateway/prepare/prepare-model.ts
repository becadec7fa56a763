import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import type {
  ApiModel,
  MediaType,
  Operation,
  RequestBody,
  Response,
} from "../../../model/index.js";
import { applyTransform } from "./apply-transform.js";
import { addCors } from "./cors.js";
import { fillIntegration } from "./default-integration.js";
import { tellNotEnforced } from "./enforcement.js";
import { toDraft4 } from "./draft4.js";
import { withKnownSchemes } from "./known-schemes.js";
import { leaveOutRefused } from "./left-out.js";
import { loosenModels } from "./loosen-models.js";
import { nameModels } from "./model-names.js";
import { nameInlineModels } from "./own-models.js";
import { fitParameters } from "./parameters.js";
import { type IntegrationDefaults, Preparation } from "./preparation.js";
import { fitResponses } from "./responses.js";
import { addValidators } from "./validators.js";
import { shareVariableNames } from "./variable-names.js";

/** A model that a gateway's import takes as it is. */
export interface PreparedModel {
  readonly model: ApiModel;
  /** What was left out, added or changed, and what the gateway will not enforce. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Makes a model one that API Gateway imports. A document with integrations of its own stays what it says: only what the
 * import would refuse is changed. A plain one gets integrations, validators and models that refuse no valid request.
 */
export function prepareModel(model: ApiModel, defaults: IntegrationDefaults): PreparedModel {
  const run = new Preparation(model, defaults);
  const named = run.isHttp ? model : nameModels(model, run);
  const known = withKnownSchemes(toDraft4(named, run), run);
  const inlined = withOperations(
    known,
    known.operations.map((each) => slashed(inlineParts(each))),
  );
  const fitting = shareVariableNames(leaveOutRefused(inlined.operations, run), run).map(
    (operation) =>
      fitParameters(describeAnswer(fitResponses(operation, run)), named.components.schemas, run),
  );
  const filled = withOperations(
    inlined,
    fitting.map((operation) =>
      applyTransform(fillIntegration(operation, named.components.schemas, run), run),
    ),
  );
  const validated = addCors(
    addValidators(loosenModels(nameInlineModels(filled, run), run), run),
    run,
  );
  tellNotEnforced(validated, run);
  return { model: validated, diagnostics: run.diagnostics };
}

function withOperations(model: ApiModel, operations: readonly Operation[]): ApiModel {
  return { ...model, operations };
}

/**
 * Makes an operation stand alone: the import does not follow references to responses and bodies, and has no place for
 * what path items say.
 */
function inlineParts(operation: Operation): Operation {
  const { requestBody, responses, pathItem } = operation;
  return {
    ...operation,
    pathItem: { location: pathItem.location },
    ...(requestBody && { requestBody: ownBody(requestBody) }),
    responses: responses.map(({ status, response }) => ({
      status,
      response: ownResponse(response),
    })),
  };
}

/** Headers lose what OpenAPI does not know: Swagger 2's members beside the schema make a document invalid. */
function ownResponse(response: Response): Response {
  const { headers, content } = response;
  const bare = headers?.map(({ name, value }) => {
    const { unknown: _, ...header } = value;
    return { name, value: header };
  });
  return {
    ...own(response),
    ...(bare && { headers: bare }),
    ...(content && { content: content.map(ownMedia) }),
  };
}

function ownBody(body: RequestBody): RequestBody {
  const { name: _, ...rest } = own(body);
  return { ...rest, content: rest.content.map(ownMedia) };
}

/** Items of streams have no place in OpenAPI 3.0; they are described as the document describes the whole. */
function ownMedia(media: MediaType): MediaType {
  const { itemSchema: _, itemEncoding: __, prefixEncoding: ___, ...rest } = own(media);
  return rest;
}

function own<T extends { readonly component?: string }>(node: T): Omit<T, "component"> {
  const { component: _, ...rest } = node;
  return rest;
}

/** Every operation of OpenAPI describes a response; a proxy's can be any. */
function describeAnswer(operation: Operation): Operation {
  if (operation.responses.length > 0) return operation;
  const { location } = operation;
  const response: Response = {
    kind: "response",
    location,
    description: "The integration's answer",
  };
  return { ...operation, responses: [{ status: "200", response }] };
}

/** The default route of an HTTP API, which templates write without its slash. */
function slashed(operation: Operation): Operation {
  if (operation.path.raw !== "$default") return operation;
  const path = { ...operation.path, raw: "/$default" };
  return { ...operation, path, key: `${operation.method} ${path.raw}` };
}
