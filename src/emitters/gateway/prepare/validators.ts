import type { ApiModel, Gateway, MediaType, Operation } from "../../../model/index.js";
import { isJsonMediaType } from "../../../util/media-type.js";
import type { Preparation } from "./preparation.js";

const BOTH = "params-and-body";
const PARAMETERS = "params-only";

/**
 * Gives a plain document the validator of parameters and bodies. Optional bodies are not validated, for an absent one
 * counts as `{}`; nor are bodies of other media types than JSON, whose models are taken away.
 */
export function addValidators(model: ApiModel, run: Preparation): ApiModel {
  if (!run.isPlain || run.isHttp || model.gateway?.requestValidator !== undefined) return model;
  const { location } = model;
  const operations = model.operations.map((operation) => validateOperation(operation, run));
  const usesParameters = operations.some((each) => each.gateway?.requestValidator === PARAMETERS);
  const gateway: Gateway = {
    ...(model.gateway ?? { kind: "rest", endpoint: {}, location }),
    requestValidator: BOTH,
    requestValidators: [
      { name: BOTH, value: { location, body: true, parameters: true } },
      ...(usesParameters
        ? [{ name: PARAMETERS, value: { location, body: false, parameters: true } }]
        : []),
    ],
  };
  return { ...model, operations, gateway };
}

function validateOperation(operation: Operation, run: Preparation): Operation {
  const { requestBody, gateway } = operation;
  if (!requestBody) return operation;
  const isModelled = ({ name, schema }: MediaType): boolean =>
    schema !== undefined && isJsonMediaType(name);
  const content = requestBody.content.map((media) => (isModelled(media) ? media : bare(media)));
  const lost = requestBody.content
    .filter((media) => media.schema && !isModelled(media))
    .map(({ name }) => `bodies of \`${name}\``);
  const isOptional = requestBody.required !== true && content.some(({ schema }) => schema);
  if (isOptional) lost.push("the optional body");
  if (lost.length > 0) run.tell(operation, "gateway-not-enforced", [lost.join(", ")]);
  return {
    ...operation,
    requestBody: { ...requestBody, content },
    ...(isOptional && { gateway: { ...gateway, requestValidator: PARAMETERS } }),
  };
}

function bare(media: MediaType): MediaType {
  const { schema: _, itemSchema: __, ...rest } = media;
  return rest;
}
