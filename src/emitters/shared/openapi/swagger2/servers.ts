import type { Server } from "../../../../model/index.js";
import { printValue, type Printing } from "../printing.js";

/** The parts of servers that Swagger 2.0 can write: one host and path for all schemes. */
export interface SwaggerServers {
  readonly host?: string;
  readonly basePath?: string;
  readonly schemes?: readonly string[];
}

/** What Swagger 2.0 takes for a host. */
const HOST = /^[^{}/\s:\\]+(?::\d+)?$/;

/** Takes servers apart; variables get their defaults, and what has another host is lost. */
export function swaggerServers(servers: readonly Server[], printing: Printing): SwaggerServers {
  const parts = servers.flatMap((server) => {
    const url = filledIn(server, printing);
    if (url === undefined) return [];
    const match = /^([a-z][\w+.-]*):\/\/([^/]*)(.*)$/i.exec(url);
    const [, scheme, host, path = ""] = match ?? [];
    return [{ server, scheme, host, path: match ? path : url }];
  });
  const [first] = parts;
  if (!first) return {};
  const schemes: string[] = [];
  for (const { server, scheme, host, path } of parts) {
    if (
      host !== first.host ||
      path !== first.path ||
      (scheme !== undefined && schemes.includes(scheme))
    ) {
      printing.lose("A second server", server.location);
    } else if (scheme !== undefined) schemes.push(scheme);
  }
  const { path } = first;
  const isHost = first.host !== undefined && (printing.isOwn || HOST.test(first.host));
  const host = isHost ? first.host : undefined;
  if (first.host !== host) printing.lose(`The host ${first.host}`, first.server.location);
  return {
    ...(host !== undefined && { host }),
    ...(path !== "" && { basePath: path.startsWith("/") ? path : `/${path}` }),
    ...(schemes.length > 0 && { schemes }),
  };
}

function filledIn(server: Server, printing: Printing): string | undefined {
  const { url, variables, location } = server;
  if (typeof url !== "string") return printing.lose("A computed server", location);
  if (!variables || printing.isOwn) return url;
  if (variables.length > 0) {
    printing.change("A server with variables", "the URL with their defaults", location);
  }
  return urlWithDefaults(server);
}

/** The URL of a server with the defaults of its variables; undefined where it is computed. */
export function urlWithDefaults({ url, variables = [] }: Server): string | undefined {
  if (typeof url !== "string") return undefined;
  return variables.reduce((text, { name, value }) => {
    return text.replaceAll(`{${name}}`, String(printValue(value.default)));
  }, url);
}
