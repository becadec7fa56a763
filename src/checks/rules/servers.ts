import type { Server } from "../../model/index.js";
import { defineRule, type Report } from "../rule.js";

const LOCAL_HOST =
  /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\]|[^/:]+\.(localhost|local|test))(?=[:/]|$)/i;

/** Servers without transport security. */
export const plainHttpServer = defineRule({
  code: "server-not-https",
  severity: "warning",
  message: (url: string) => `The server \`${url}\` is reached without encryption.`,
  mend: "Use `https`.",
  explain:
    "Over plain `http` credentials and data can be read and changed on the way. Only servers on the same machine are excepted.",
  start: (report, { model }) => {
    eachUrl(report, model.servers, {}, (url) =>
      /^http:/i.test(url) && !LOCAL_HOST.test(url) ? [url] : undefined,
    );
    return {
      operation({ servers = [] }, site) {
        eachUrl(report, servers, site, (url) =>
          /^http:/i.test(url) && !LOCAL_HOST.test(url) ? [url] : undefined,
        );
      },
    };
  },
});

/** Variables of a server's URL that are not defined. */
export const undefinedServerVariable = defineRule({
  code: "server-variable-undefined",
  severity: "warning",
  message: (name: string, url: string) =>
    `The server URL \`${url}\` has \`{${name}}\`, but no variable of that name.`,
  mend: "Define it in the server's `variables` with a default.",
  explain:
    "Each variable of a server's URL needs a definition with a default; without one the URL cannot be completed.",
  start: (report, { model }) => {
    const judge = (servers: readonly Server[], site: object): void => {
      for (const { url, variables = [], location } of servers) {
        if (typeof url !== "string") continue;
        const known = new Set(variables.map(({ name }) => name));
        for (const [, name = ""] of url.matchAll(/(?<!\$)\{([^{}]+)\}/g)) {
          if (!known.has(name)) report(location, [name, url], site);
        }
      }
    };
    judge(model.servers, {});
    return { operation: ({ servers = [] }, site) => judge(servers, site) };
  },
});

function eachUrl(
  report: Report<[string]>,
  servers: readonly Server[],
  site: object,
  judge: (url: string) => [string] | undefined,
): void {
  for (const { url, location } of servers) {
    const args = typeof url === "string" ? judge(url) : undefined;
    if (args) report(location, args, site);
  }
}
