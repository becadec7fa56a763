import { gateway, type GatewayOptions } from "../../../src/pipeline/gateway.js";
import { isJsonObject, type JsonObject } from "../../../src/util/json.js";

const MAIN = /^(?:openapi|template)\.json$|\.tf\.json$/;

/** Emits a spec and gives the main file of the target; throws when it was refused. */
export async function emitted(spec: string, options: GatewayOptions): Promise<JsonObject> {
  const { files, diagnostics } = await gateway(spec, { settings: false, ...options });
  const main = files?.find(({ path }) => MAIN.test(path));
  const document: unknown = main && JSON.parse(String(main.content));
  if (isJsonObject(document)) return document;
  throw new Error(`${spec}: ${diagnostics.map(({ message }) => message).join("; ")}`);
}

/** The integrations of a document as moto lists them: operation, type and address. */
export function integrationsOf(document: JsonObject): (readonly [string, string, string])[] {
  const { paths } = document;
  if (!isJsonObject(paths)) return [];
  return Object.entries(paths)
    .flatMap(([path, item]) =>
      Object.entries(isJsonObject(item) ? item : {}).flatMap(([method, operation]) => {
        if (!isJsonObject(operation)) return [];
        const integration = operation["x-amazon-apigateway-integration"];
        if (!isJsonObject(integration)) return [];
        const { type, uri } = integration;
        return [[`${method.toUpperCase()} ${path}`, String(type), String(uri)] as const];
      }),
    )
    .toSorted();
}

/** Whether moto can import a document at all: REST, and nothing left for CloudFormation to compute. */
export function isForMoto(document: JsonObject): boolean {
  const text = JSON.stringify(document);
  const isHttp =
    /"x-amazon-apigateway-(?:cors|importexport-version|integrations)"|"payloadFormatVersion"|"isDefaultRoute"/;
  return !isHttp.test(text) && !/\{"(?:Ref|Fn::\w+)":/.test(text);
}
