import type { Components, Parameter, RequestBody, Response, Server } from "../model/index.js";
import type { ObjectReader } from "./object-reader.js";
import type { RawMember } from "./run.js";
import type { Scope } from "./run.js";

/** What the parameters and the body of an operation become. */
export interface OperationInputs {
  readonly parameters: Parameter[];
  readonly requestBody?: RequestBody;
}

/** The components that a dialect has, all but schemas and path items. */
export type DialectComponents = Pick<
  Components,
  "parameters" | "headers" | "requestBodies" | "responses" | "examples" | "links" | "mediaTypes"
>;

/** What Swagger 2 and OpenAPI 3 write in different ways. */
export interface DialectParts {
  /** The document's servers. */
  servers(root: ObjectReader): Server[];
  /** The servers of an operation or a path item, where it has its own. */
  ownServers(owner: ObjectReader): Server[] | undefined;
  components(root: Scope): DialectComponents;
  /** The parameters of path item and operation, merged, and the body. */
  inputs(operation: ObjectReader, pathItems: readonly ObjectReader[]): OperationInputs;
  response(member: RawMember, operation: ObjectReader): Response | undefined;
}
