import type { Rule } from "../../rule.js";
import * as caching from "./caching.js";
import * as dropped from "./dropped.js";
import * as integrations from "./integrations.js";
import * as limits from "./limits.js";
import * as models from "./models.js";
import * as parameters from "./parameters.js";
import * as resources from "./resources.js";
import * as templateOutput from "./template-output.js";
import * as templates from "./templates.js";

/** What API Gateway refuses, drops, ignores or limits; facts from the developer guide and recorded answers of the service. */
export const AWS_RULES: readonly Rule[] = [
  resources,
  parameters,
  models,
  integrations,
  templates,
  templateOutput,
  caching,
  limits,
  dropped,
].flatMap((family): readonly Rule[] => Object.values(family));
