import type { NoCounterpart } from "../../diff/rules/oasdiff.js";
import { type CatalogueArea, loadCatalogueAreas } from "../../pipeline/catalogue.js";
import { nearest } from "../../util/nearest.js";
import { defineCommand } from "../command.js";
import { UsageError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import { codePage } from "../pages.js";

/** `gw-gen explain`: the page of one diagnostic. */
export const explainCommand = defineCommand({
  usage: "explain [code]",
  description: "Show what a diagnostic means and what to do about it; without a code, list all.",
  examples: [
    ["gw-gen explain duplicate-operation-id", "the page of that code"],
    ["gw-gen explain request-parameter-max-decreased", "what oasdiff's check is called here"],
  ],
  positionals: {
    code: { type: "string", describe: "The code in brackets at the end of a message" },
  },
  options: {},
  async run(args, context) {
    const areas = await loadCatalogueAreas();
    if (args.code === undefined) {
      for (const { title, catalogue } of areas) {
        context.print(
          `${title}\n${Object.keys(catalogue)
            .map((code) => `  ${code}\n`)
            .join("")}`,
        );
      }
      return ExitCode.fine;
    }
    const code = args.code.replace(/^\[|\]$/g, "");
    for (const { catalogue } of areas) {
      const entry = Object.hasOwn(catalogue, code) ? catalogue[code] : undefined;
      if (!entry) continue;
      context.print(codePage(code, entry));
      return ExitCode.fine;
    }
    const counterpart = (await import("../../diff/rules/oasdiff.js")).OASDIFF_CHECKS[code];
    if (counterpart !== undefined) {
      context.print(counterpartPage(code, counterpart, areas));
      return ExitCode.fine;
    }
    const near = nearest(
      code,
      areas.flatMap(({ catalogue }) => Object.keys(catalogue)),
    );
    const hint =
      near.length > 0
        ? `Did you mean ${near.join(" or ")}?`
        : "gw-gen explain alone lists all codes.";
    throw new UsageError(`There is no diagnostic "${code}".`, hint);
  },
});

/** For who comes from oasdiff: the page of the rule that tells of the same change, or why there is none. */
function counterpartPage(
  check: string,
  counterpart: string | NoCounterpart,
  areas: readonly CatalogueArea[],
): string {
  if (typeof counterpart !== "string") {
    return `oasdiff's ${check} has no counterpart: ${counterpart.reason}\n`;
  }
  const entry = areas.map(({ catalogue }) => catalogue[counterpart]).find((one) => one);
  return `oasdiff's ${check} is ${counterpart} here.\n\n${entry ? codePage(counterpart, entry) : ""}`;
}
