import { annotationRules } from "./annotations.js";
import { apiRules } from "./api.js";
import { bodyRules } from "./bodies.js";
import { gatewayRules } from "./gateway.js";
import { headerAndLinkRules } from "./headers-and-links.js";
import { lifecycleRules } from "./lifecycle.js";
import { operationRules } from "./operations.js";
import { parameterRules } from "./parameters.js";
import type { AnyRule } from "./rule.js";
import { schemaRules } from "./schema.js";
import { sdkRules } from "./sdk.js";
import { securityRules } from "./security.js";

export type { AnyRule, Policy, RuleArea, RuleClass, RuleDirection } from "./rule.js";

/** Every rule, in the order in which their findings stand for one change. */
export const rules: readonly AnyRule[] = [
  ...operationRules,
  ...lifecycleRules,
  ...parameterRules,
  ...bodyRules,
  ...headerAndLinkRules,
  ...schemaRules,
  ...annotationRules,
  ...securityRules,
  ...apiRules,
  ...gatewayRules,
  ...sdkRules,
];
