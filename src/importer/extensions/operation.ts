import type { OperationGateway } from "../../model/index.js";
import type { ObjectReader } from "../object-reader.js";

/** The extensions of an operation that the gateway part holds. */
export const gatewayOperationMembers: readonly string[] = [];

/** Reads the gateway part of an operation. */
export function readOperationGateway(_reader: ObjectReader): OperationGateway | undefined {
  return undefined;
}
