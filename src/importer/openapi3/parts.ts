import { readServers } from "../info.js";
import { mergeParameters, rawParameters } from "../parameters.js";
import type { DialectParts } from "../parts.js";
import { readSection } from "../shared.js";
import { ContentReader } from "./content.js";

/** The parts of OpenAPI 3.0, 3.1 and 3.2. */
export function openapi3Parts(): DialectParts {
  const content = new ContentReader();
  return {
    servers: (root) => readServers(root) ?? [],
    ownServers: readServers,
    components: (root) => ({
      parameters: readSection(root, "parameters", content.parameters),
      headers: readSection(root, "headers", content.headers),
      requestBodies: readSection(root, "requestBodies", content.requestBodies),
      responses: readSection(root, "responses", content.responses),
      examples: readSection(root, "examples", content.examples),
      links: readSection(root, "links", content.links),
      mediaTypes: readSection(root, "mediaTypes", content.mediaTypes),
    }),
    inputs(operation, pathItems) {
      const parameters = rawParameters(operation, pathItems).flatMap(({ member, owner }) => {
        const parameter = content.parameters.read(member, owner.scope, owner !== operation);
        return parameter ? [{ parameter, owner }] : [];
      });
      const value = operation.raw.requestBody;
      const location = operation.at("requestBody");
      const body =
        value === undefined
          ? undefined
          : content.requestBodies.read({ name: "requestBody", value, location }, operation.scope);
      return { parameters: mergeParameters(parameters), ...(body && { requestBody: body }) };
    },
    response: (member, operation) => content.responses.read(member, operation.scope),
  };
}
