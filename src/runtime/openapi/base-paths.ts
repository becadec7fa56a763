import type { ApiModel, Server } from "../../model/index.js";

/** The paths of the servers that an API may be called with, longest first, without a trailing slash. */
export function basePathsOf(model: ApiModel): readonly string[] {
  const own = model.operations.flatMap(({ servers }) => servers ?? []);
  const paths = new Set([...model.servers, ...own].flatMap((server) => pathOf(server) ?? []));
  return [...paths].sort((a, b) => b.length - a.length);
}

function pathOf(server: Server): string | undefined {
  if (typeof server.url !== "string") return undefined;
  const url = server.url.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = server.variables?.find((one) => one.name === name)?.value;
    return typeof variable?.default === "string" ? variable.default : name;
  });
  const path = url.replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/?#]*/i, "").replace(/[?#].*$/, "");
  const trimmed = path.replace(/\/+$/, "");
  if (trimmed === "") return undefined;
  return trimmed.startsWith("/") ? trimmed : `/${trimmed}`;
}

/** The path below a base path; undefined when it is not below it. */
export function stripBasePath(path: string, base: string): string | undefined {
  if (!path.startsWith(base)) return undefined;
  const rest = path.slice(base.length);
  if (rest === "") return "/";
  return rest.startsWith("/") ? rest : undefined;
}
