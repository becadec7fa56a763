import type { ApiModel, MediaType, Operation, StatusResponse } from "../../../model/index.js";
import type { SchemaDirection } from "../../../schema/direction.js";
import type { OutputFile } from "../../../source/output-file.js";
import { isJsonMediaType } from "../../../util/media-type.js";
import { fileName, operationFolder, uniqueNames } from "../template-files.js";
import { starterTemplate } from "./starter-template.js";

/**
 * Starter templates of operations: `<operation>/request.application-json.vtl` of the JSON request body and
 * `<operation>/response.200.application-json.vtl` of the JSON body of the first success.
 */
export function scaffoldFiles(
  { components: { schemas } }: ApiModel,
  operations: readonly Operation[],
): OutputFile[] {
  const unique = uniqueNames();
  return operations.flatMap((operation) => {
    const success = successOf(operation.responses);
    const bodies = [
      ...starters("request", operation.requestBody?.content),
      ...(success ? starters(`response.${success.status}`, success.response.content) : []),
    ];
    if (bodies.length === 0) return [];
    const folder = unique(operationFolder(operation));
    return bodies.map(({ name, schema, direction }) => ({
      path: `${folder}/${name}.vtl`,
      content: starterTemplate(schema, { schemas, direction }),
      ownership: "once" as const,
    }));
  });
}

function starters(prefix: string, content: readonly MediaType[] = []) {
  const media = content.find(({ name, schema }) => schema && isJsonMediaType(name));
  if (!media?.schema) return [];
  const direction: SchemaDirection = prefix === "request" ? "request" : "response";
  const name = `${prefix}.${fileName(media.name)}`;
  return [{ name, schema: media.schema, direction }];
}

function successOf(responses: readonly StatusResponse[]): StatusResponse | undefined {
  return (
    responses.find(({ status }) => /^2\d\d$/.test(status)) ??
    responses.find(({ status }) => status === "2XX") ??
    responses.find(({ status }) => status === "default")
  );
}
