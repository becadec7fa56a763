import type { ApiModel, Operation, SecurityRequirement } from "../../../model/index.js";
import type { Preparation } from "./preparation.js";

/** Leaves out security schemes that OpenAPI 3.0 does not have, and what asks for them; the operations tell. */
export function withKnownSchemes(model: ApiModel, run: Preparation): ApiModel {
  const { components } = model;
  const unknown = new Set<string>();
  for (const [name, { kind }] of components.securitySchemes) {
    if (kind === "mutualTLS" || kind === "unknown") unknown.add(name);
  }
  const servers = model.servers.map((server) => {
    const { name: _, ...own } = server;
    return own;
  });
  const schemes = [...components.securitySchemes]
    .filter(([name]) => !unknown.has(name))
    .map(([name, scheme]) => {
      const { deprecated: _, ...own } = scheme;
      return [name, own] as const;
    });
  const known = (requirements: readonly SecurityRequirement[]): SecurityRequirement[] =>
    requirements.flatMap((requirement) => {
      const kept = requirement.schemes.filter(({ name }) => !unknown.has(name));
      return kept.length > 0 || requirement.schemes.length === 0 ? [{ schemes: kept }] : [];
    });
  const tell = (operation: Operation): Operation => {
    const requirements = operation.security ?? model.security ?? [];
    const asked = requirements.flatMap((each) => each.schemes.map(({ name }) => name));
    const lost = [...new Set(asked)].filter((name) => unknown.has(name));
    if (lost.length > 0) {
      const names = lost.map((name) => `\`${name}\``).join(", ");
      run.tell(operation, "gateway-not-authorized", [names]);
    }
    return operation.security ? { ...operation, security: known(operation.security) } : operation;
  };
  return {
    ...model,
    servers,
    ...(model.security && { security: known(model.security) }),
    operations: model.operations.map(tell),
    components: { ...components, securitySchemes: new Map(schemes) },
  };
}
