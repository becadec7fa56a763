import type { ApiModel, Operation, Server } from "../../model/index.js";
import type { CompareContext } from "./context.js";

/** The URLs of a list of servers, variables filled in with each of their values (up to some), without trailing slashes. */
export function serverUrls(servers: readonly Server[]): readonly string[] {
  const urls = servers.flatMap((server) => {
    if (typeof server.url !== "string") return [];
    return expand(server.url, server);
  });
  return urls.length === 0 ? [""] : [...new Set(urls.map(normalize))];
}

const MAX_URLS = 200;

function expand(template: string, server: Server): readonly string[] {
  let urls: readonly string[] = [template];
  for (const { name, value } of server.variables ?? []) {
    const fallback = typeof value.default === "string" ? [value.default] : [];
    const values = [...new Set([...fallback, ...(value.enum ?? [])])];
    if (values.length === 0) continue;
    urls = urls
      .flatMap((url) => values.map((one) => url.replaceAll(`{${name}}`, one)))
      .slice(0, MAX_URLS);
  }
  return urls;
}

function normalize(url: string): string {
  const trimmed = url.replace(/\/+$/, "");
  const found = /^([a-zA-Z][a-zA-Z0-9+.-]*):\/\/([^/]*)(.*)$/.exec(trimmed);
  if (!found) return trimmed;
  const [, scheme = "", host = "", path = ""] = found;
  const port = scheme.toLowerCase() === "https" ? /:443$/ : /:80$/;
  return `${scheme.toLowerCase()}://${host.toLowerCase().replace(port, "")}${path}`;
}

/** The path of a URL, without the host. */
export function pathOf(url: string): string {
  return url.replace(/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/]*/, "").replace(/^\/\/[^/]*/, "");
}

/** The servers that an operation is reached by. */
export function serversOf(model: ApiModel, operation: Operation): readonly Server[] {
  return operation.servers ?? model.servers;
}

/** The base path of the first server of an operation. */
export function basePathOf(model: ApiModel): (operation: Operation) => string {
  return (operation) => pathOf(serverUrls(serversOf(model, operation))[0] ?? "");
}

/** The servers at which an operation is no longer reached; a server without a host stands for any host. */
export function lostServers(
  context: CompareContext,
  old: Operation,
  next: Operation,
): readonly string[] {
  const before = serverUrls(serversOf(context.old, old));
  const after = serverUrls(serversOf(context.new, next));
  const target = next.path.raw;
  const reached = after.map((url) => `${url}${target}`);
  const anyHost = after.some((url) => !hasHost(url));
  return before.filter((url) => {
    const full = `${url}${sameNames(old, next)}`;
    if (reached.includes(full)) return false;
    if (hasHost(url) && !anyHost) return true;
    return !reached.some((one) => pathOf(one) === pathOf(full));
  });
}

/** The old path written with the new one's parameter names. */
function sameNames(old: Operation, next: Operation): string {
  const names = [...next.path.raw.matchAll(/\{[^}]*\}/g)].map(([name]) => name);
  let index = 0;
  return old.path.raw.replace(/\{[^}]*\}/g, (name) => names[index++] ?? name);
}

function hasHost(url: string): boolean {
  return /^([a-zA-Z][a-zA-Z0-9+.-]*:)?\/\//.test(url);
}

/** Adds servers that came and went; one that many operations lost is said once. */
export function compareServers(
  context: CompareContext,
  pairs: readonly (readonly [Operation, Operation])[],
): void {
  const lost = new Map<string, number>();
  for (const [old, next] of pairs) {
    for (const url of lostServers(context, old, next)) lost.set(url, (lost.get(url) ?? 0) + 1);
  }
  for (const url of lost.keys()) {
    const server = context.old.servers.find((one) => serverUrls([one]).includes(url));
    const places = { old: (server ?? context.old).location, new: context.new.location };
    const subject = `server \`${url === "" ? "/" : url}\``;
    context.add("server", { subject, places }, { url, action: "removed" });
  }
  if (lost.size === 0 && pairs.length === 0) return;
  const before = serverUrls(context.old.servers);
  for (const server of context.new.servers) {
    for (const url of serverUrls([server])) {
      if (before.includes(url) || before.includes("")) continue;
      context.add(
        "server",
        { subject: `server \`${url}\``, places: { new: server.location } },
        {
          url,
          action: "added",
        },
      );
    }
  }
}
