import type { Rule } from "../rule.js";
import { AWS_RULES } from "./aws/index.js";
import * as components from "./components.js";
import * as operations from "./operations.js";
import * as paths from "./paths.js";
import * as routes from "./routes.js";
import * as schemas from "./schemas.js";
import * as security from "./security.js";
import * as servers from "./servers.js";
import * as transforms from "./transforms.js";
import * as values from "./values.js";

/** All rules, family by family; one walk runs those of the profile. */
export const RULES: readonly Rule[] = [
  ...[
    paths,
    operations,
    routes,
    security,
    servers,
    components,
    schemas,
    values,
    transforms,
  ].flatMap((family): readonly Rule[] => Object.values(family)),
  ...AWS_RULES,
];
