import type { Server } from "../../model/index.js";
import type { ObjectReader } from "../object-reader.js";

/** Makes servers of `host`, `basePath` and `schemes`: one a scheme; without a host the base path alone. */
export function swaggerServers(root: ObjectReader): Server[] {
  return serversOf(root, root.texts("schemes"), "host");
}

/** The servers of an operation that has schemes of its own. */
export function operationServers(owner: ObjectReader): Server[] | undefined {
  const schemes = owner.raw.schemes === undefined ? undefined : owner.texts("schemes");
  if (!schemes?.length) return undefined;
  const { run } = owner.scope;
  const { host, basePath } = run.document.value;
  if (typeof host !== "string") return undefined;
  const location = owner.at("schemes");
  return schemes.map((scheme) => ({ location, url: join(scheme, host, basePath) }));
}

function serversOf(
  root: ObjectReader,
  schemes: readonly string[] | undefined,
  member: string,
): Server[] {
  const host = root.text(member);
  const basePath = root.text("basePath");
  if (host === undefined || host === "") {
    const url = basePath === undefined ? "" : rooted(basePath);
    return url === "" || url === "/" ? [] : [{ location: root.at("basePath"), url }];
  }
  const location = root.at(member);
  // The specification leaves the scheme to how the document was fetched, which a file cannot tell.
  const used = schemes?.length ? schemes : ["https"];
  return used.map((scheme) => ({ location, url: join(scheme, host, basePath) }));
}

function join(scheme: string, host: string, basePath: unknown): string {
  const path = typeof basePath === "string" && basePath !== "/" ? rooted(basePath) : "";
  return `${scheme}://${host.replace(/^\w+:\/\//, "").replace(/\/$/, "")}${path}`;
}

function rooted(path: string): string {
  return path.startsWith("/") || path === "" ? path : `/${path}`;
}
