import type { OperationGateway } from "../../model/index.js";
import type { Draft } from "../draft.js";
import { assign } from "../draft.js";
import type { ObjectReader } from "../object-reader.js";
import { readIntegration } from "./integration.js";

/** The extensions of an operation that the gateway part holds. */
export const gatewayOperationMembers: readonly string[] = [
  "x-amazon-apigateway-integration",
  "x-amazon-apigateway-request-validator",
  "x-amazon-apigateway-auth",
  "isDefaultRoute",
];

/** Reads the gateway part of an operation; undefined when it has none. */
export function readOperationGateway(reader: ObjectReader): OperationGateway | undefined {
  if (!gatewayOperationMembers.some((member) => reader.raw[member] !== undefined)) return undefined;
  const gateway: Draft<OperationGateway> = {};
  assign(gateway, "integration", readIntegration(reader, "x-amazon-apigateway-integration"));
  assign(gateway, "requestValidator", reader.text("x-amazon-apigateway-request-validator"));
  const auth = reader.object("x-amazon-apigateway-auth")?.text("type");
  assign(gateway, "auth", auth?.toLowerCase());
  assign(gateway, "isDefaultRoute", reader.flag("isDefaultRoute"));
  return gateway;
}
