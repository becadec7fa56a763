import type { SourceLocation } from "../diagnostics/location.js";
import type { MethodSettings, Named, Stage } from "../model/index.js";
import type { SettingsContent, StageSettings } from "../settings/settings.js";

type MethodContent = NonNullable<StageSettings["methods"]>[string];

/** The model's stage of what the settings say, with what it takes over. */
export function makeStage(
  name: string,
  settings: StageSettings,
  content: SettingsContent,
  location: SourceLocation,
): Stage {
  const { description, url, variables, methods, cache, canary, accessLog } = settings;
  const { tracing, clientCertificate, domains, websocketUrl, routes } = settings;
  const overlays = [...(content.overlays ?? []), ...(settings.overlays ?? [])];
  const backends = makeBackends(content.backends, settings.backends);
  return {
    name,
    ...(description !== undefined && { description }),
    ...(url !== undefined && { url }),
    ...(websocketUrl !== undefined && { websocketUrl }),
    variables: toNamed(variables),
    defaults: makeMethodSettings(settings),
    overrides: makeOverrides(methods ?? {}),
    ...(routes && {
      routeOverrides: Object.entries(routes).map(([key, value]) => {
        return { name: key, value: makeMethodSettings(value) };
      }),
    }),
    ...(cache?.size !== undefined && { cacheClusterSize: cache.size }),
    ...(canary && {
      canary: {
        percent: canary.percent,
        ...(canary.variables && { variables: toNamed(canary.variables) }),
        ...(canary.useStageCache !== undefined && { useStageCache: canary.useStageCache }),
      },
    }),
    ...(accessLog && { accessLog }),
    ...(tracing !== undefined && { tracing }),
    ...(clientCertificate !== undefined && { clientCertificate }),
    ...(domains && {
      domains: domains.map(({ domain, basePath = "", api }) => {
        return { domain, basePath, ...(api === "websocket" && { api }) };
      }),
    }),
    ...(backends.length > 0 && { backends }),
    ...(overlays.length > 0 && { overlays }),
    location,
  };
}

/** The key of a method in the model, `/pets/{id}/GET`, from that in the settings, `GET /pets/{id}`. */
export function methodKey(key: string): string {
  const [method = "", path = ""] = key.split(" ", 2);
  return `${path}/${method}`;
}

function makeMethodSettings(content: MethodContent): MethodSettings {
  const { throttle, cache, logging, dataTrace, metrics } = content;
  const { enabled, ttl, encrypted, requireAuthorization, unauthorized } = cache ?? {};
  return {
    ...throttle,
    ...(cache && {
      cache: {
        ...(enabled !== undefined && { enabled }),
        ...(ttl !== undefined && { ttl }),
        ...(encrypted !== undefined && { encrypted }),
        ...(requireAuthorization !== undefined && { requireAuthorization }),
        ...(unauthorized !== undefined && { unauthorized }),
      },
    }),
    ...(logging !== undefined && { logging }),
    ...(dataTrace !== undefined && { dataTrace }),
    ...(metrics !== undefined && { metrics }),
  };
}

/** From the most general to the most special, so that the last one that fits counts. */
function makeOverrides(methods: NonNullable<StageSettings["methods"]>): Named<MethodSettings>[] {
  const rank = (name: string): number =>
    (name.startsWith("*/") ? 0 : 2) + (name.endsWith("/*") ? 0 : 1);
  return Object.entries(methods)
    .map(([key, value]) => ({ name: methodKey(key), value: makeMethodSettings(value) }))
    .sort((a, b) => rank(a.name) - rank(b.name));
}

function makeBackends(...levels: (SettingsContent["backends"] | undefined)[]): Named<string>[] {
  const backends = new Map<string, string>();
  for (const level of levels) {
    const named = typeof level === "string" ? { default: level } : (level ?? {});
    for (const [name, url] of Object.entries(named)) backends.set(name, url);
  }
  return [...backends].map(([name, value]) => ({ name, value }));
}

function toNamed(map: Readonly<Record<string, string>> | undefined): Named<string>[] {
  return Object.entries(map ?? {}).map(([name, value]) => ({ name, value }));
}
