import type { SourceLocation } from "../../diagnostics/location.js";
import type { SecurityRequirement } from "../../model/index.js";
import { defineRule } from "../rule.js";

/** Requirements that name a scheme that is not there. */
export const undefinedScheme = defineRule({
  code: "security-scheme-undefined",
  severity: "error",
  message: (name: string) => `The security scheme \`${name}\` is required but not defined.`,
  mend: "Define it in `components.securitySchemes` (`securityDefinitions` in Swagger 2), or correct its name.",
  explain:
    "A security requirement names a scheme of the document. Of an undefined one nobody knows how its credentials travel, so calls go out without them.",
  start(report, { model }) {
    const known = model.components.securitySchemes;
    const reported = new Set<string>();
    const judge = (
      requirements: readonly SecurityRequirement[] | undefined,
      location: SourceLocation,
      site: object,
    ): void => {
      for (const name of schemeNames(requirements)) {
        if (known.has(name) || reported.has(name)) continue;
        reported.add(name);
        report(location, [name], site);
      }
    };
    judge(model.security, model.location, {});
    return {
      operation: (operation, site) => judge(operation.security, operation.location, site),
      route: (route, site) => judge(route.security, route.location, site),
    };
  },
});

/** Schemes that nothing requires. */
export const unusedScheme = defineRule({
  code: "security-scheme-unused",
  severity: "info",
  message: (name: string) => `Nothing requires the security scheme \`${name}\`.`,
  mend: "Require it in `security` at the root or at an operation, or remove it.",
  explain:
    "A scheme protects only what requires it. One that nothing requires is either left over, or its requirement was forgotten and the operations are open.",
  start(report, { model }) {
    const used = new Set(schemeNames(model.security));
    return {
      operation({ security }) {
        for (const name of schemeNames(security)) used.add(name);
      },
      route({ security }) {
        for (const name of schemeNames(security)) used.add(name);
      },
      end() {
        for (const [name, scheme] of model.components.securitySchemes) {
          if (!used.has(name)) report(scheme.location, [name]);
        }
      },
    };
  },
});

/** Scopes that no flow of their scheme offers. */
export const undefinedScope = defineRule({
  code: "security-scope-undefined",
  severity: "warning",
  message: (scope: string, scheme: string) =>
    `The scope \`${scope}\` is not among the scopes of the security scheme \`${scheme}\`.`,
  mend: "Add it to the scopes of a flow, or correct its spelling.",
  explain:
    "The flows of an OAuth 2 scheme list the scopes that a token can have. A token with a scope that is not among them cannot be asked for.",
  start(report, { model }) {
    return {
      operation(operation, site) {
        for (const { schemes } of operation.security ?? []) {
          for (const { name, scopes } of schemes) {
            const scheme = model.components.securitySchemes.get(name);
            if (scheme?.kind !== "oauth2") continue;
            const offered = new Set(scheme.flows.flatMap((flow) => flow.scopes.map((s) => s.name)));
            for (const scope of scopes) {
              if (!offered.has(scope)) report(operation.location, [scope, name], site);
            }
          }
        }
      },
    };
  },
});

function schemeNames(requirements: readonly SecurityRequirement[] = []): string[] {
  return requirements.flatMap(({ schemes }) => schemes.map(({ name }) => name));
}
