import type { ApiModel } from "../../../../model/index.js";
import type { SdkPlan } from "./sdk-plan.js";

/** The VPC endpoints of a private API, as far as they are known by their ids. */
export function privateEndpoint({ gateway }: ApiModel): Pick<SdkPlan, "vpcEndpoints"> {
  const { type, vpcEndpointIds = [] } = gateway?.endpoint ?? {};
  const isPrivate = type === "private" || (type === undefined && vpcEndpointIds.length > 0);
  if (!isPrivate) return {};
  return { vpcEndpoints: vpcEndpointIds.filter((id) => typeof id === "string") };
}
