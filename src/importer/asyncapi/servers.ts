import type { Server } from "../../model/index.js";
import { diagnostic } from "../diagnostics.js";
import { readServer } from "../info.js";
import type { ObjectReader } from "../object-reader.js";
import { report } from "../run.js";
import { readerAt } from "../shared.js";

/** A server with what only AsyncAPI says of it. */
export interface AsyncServer {
  readonly server: Server;
  readonly reader: ObjectReader;
}

/** Reads the servers: AsyncAPI 2 writes a URL, 3 a host and a path; the protocol becomes the scheme. */
export function readAsyncServers(root: ObjectReader): AsyncServer[] {
  const servers = (root.members("servers") ?? []).flatMap((member): AsyncServer[] => {
    const reader = readerAt(member, root.scope);
    if (!reader) return [];
    return [{ server: { ...readServer(withUrl(reader)), name: member.name }, reader }];
  });
  const speaks = servers.some(({ reader }) => /^wss?$/i.test(reader.text("protocol") ?? ""));
  if (servers.length > 0 && !speaks) {
    report(root.scope, diagnostic("no-websocket-server", root.at("servers"), []));
  }
  return servers;
}

/** The server in the form that OpenAPI gives it. */
function withUrl(reader: ObjectReader): ObjectReader {
  return reader.with({ url: urlOf(reader) }, asyncOnly);
}

const asyncOnly = ["host", "pathname", "protocol", "protocolVersion", "security", "bindings"];

function urlOf(reader: ObjectReader): string {
  const protocol = reader.text("protocol") ?? "wss";
  const host = reader.text("host") ?? reader.text("url") ?? "";
  const pathname = reader.text("pathname") ?? "";
  const path = pathname === "" || pathname.startsWith("/") ? pathname : `/${pathname}`;
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(host) ? host + path : `${protocol}://${host}${path}`;
}
