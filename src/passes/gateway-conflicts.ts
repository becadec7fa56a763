import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { PathKey, SourceLocation } from "../diagnostics/location.js";
import type { ApiModel, EndpointType } from "../model/index.js";
import type { SettingsContent } from "../settings/settings.js";
import { diagnostic } from "./diagnostics.js";
import { type DomainUse, domainUses, takenDomain } from "./domain-uses.js";
import type { InheritedStage } from "./inherit-stages.js";
import { writtenLocation } from "./written-location.js";

/** The throttle of an account in a region unless it was raised (API Gateway guide, "Quotas"). */
const ACCOUNT = { rate: 10_000, burst: 5000 };

type Throttle = { readonly rate?: number; readonly burst?: number };

/** What of the settings the gateway refuses or never does, each part being right for itself. */
export function gatewayConflicts(
  model: ApiModel,
  content: SettingsContent,
  stages: readonly InheritedStage[],
  root: SourceLocation,
): readonly Diagnostic[] {
  const found = new Conflicts(root, content);
  endpointConflicts(found, model, content);
  throttleConflicts(found, content, stages);
  found.diagnostics.push(...domainConflicts(domainUses(stages, content, root)));
  for (const { name, settings } of stages) {
    if (settings.cache?.enabled && settings.cache.size === undefined) {
      found.add(["stages", name, "cache"], (at) => diagnostic("cache-without-size", at, [name]));
    }
  }
  return found.diagnostics;
}

class Conflicts {
  readonly diagnostics: Diagnostic[] = [];
  readonly #root: SourceLocation;
  readonly #content: SettingsContent;

  constructor(root: SourceLocation, content: SettingsContent) {
    this.#root = root;
    this.#content = content;
  }

  add(path: readonly PathKey[], make: (at: SourceLocation) => Diagnostic): void {
    this.diagnostics.push(make(writtenLocation(this.#root, this.#content, path)));
  }
}

function endpointConflicts(
  found: Conflicts,
  model: ApiModel,
  { endpoint = {}, gateway, stages = {} }: SettingsContent,
): void {
  const before = model.gateway?.endpoint;
  const type: EndpointType = endpoint.type ?? before?.type ?? "regional";
  const kind = gateway?.kind ?? model.gateway?.kind ?? "rest";
  const wasPrivate = before?.type === "private" || before?.vpcEndpointIds !== undefined;
  if (endpoint.type === "edge" && wasPrivate) {
    found.add(["endpoint", "type"], (at) => diagnostic("endpoint-private-to-edge", at, []));
  }
  if (kind === "http" && type !== "regional") {
    found.add(["endpoint", "type"], (at) => diagnostic("endpoint-of-http-api", at, [type]));
  }
  if (type !== "private" && endpoint.vpcEndpointIds !== undefined) {
    const place = ["endpoint", "vpcEndpointIds"];
    found.add(place, (at) => diagnostic("vpc-endpoints-not-private", at, [type]));
  }
  const hasDomain = Object.values(stages).some(({ domains = [] }) => domains.length > 0);
  if (endpoint.disableDefault && type !== "private" && !hasDomain) {
    const place = ["endpoint", "disableDefault"];
    found.add(place, (at) => diagnostic("endpoint-unreachable", at, []));
  }
}

function throttleConflicts(
  found: Conflicts,
  { gateway, usagePlans = {} }: SettingsContent,
  stages: readonly InheritedStage[],
): void {
  const account = { ...ACCOUNT, ...gateway?.accountThrottle };
  const judge = (what: string, place: readonly PathKey[], throttle: Throttle | undefined): void => {
    for (const key of ["rate", "burst"] as const) {
      const value = throttle?.[key];
      if (value === undefined || value <= account[key]) continue;
      found.add([...place, key], (at) => {
        return diagnostic("throttle-above-account", at, [what, key, value, account[key]]);
      });
    }
  };
  for (const [name, { throttle, stages: uses = [] }] of Object.entries(usagePlans)) {
    judge(`The usage plan "${name}"`, ["usagePlans", name, "throttle"], throttle);
    for (const [index, use] of uses.entries()) {
      const methods = typeof use === "string" ? {} : (use.methods ?? {});
      for (const [key, value] of Object.entries(methods)) {
        const place = ["usagePlans", name, "stages", index, "methods", key];
        judge(`The usage plan "${name}" for ${key}`, place, value);
      }
    }
  }
  for (const { name, settings } of stages) {
    judge(`The stage "${name}"`, ["stages", name, "throttle"], settings.throttle);
    for (const [key, { throttle }] of Object.entries(settings.methods ?? {})) {
      const place = ["stages", name, "methods", key, "throttle"];
      judge(`The stage "${name}" for ${key}`, place, throttle);
    }
  }
}

function domainConflicts(uses: readonly DomainUse[]): Diagnostic[] {
  const taken = new Map<string, DomainUse>();
  return uses.flatMap((use) => {
    const first = taken.get(use.place);
    if (first) return [takenDomain(use, first, `the stage "${first.stage}"`)];
    taken.set(use.place, use);
    return [];
  });
}
