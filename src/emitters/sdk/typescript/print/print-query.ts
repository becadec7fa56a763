import { CodeFile } from "../../../../printer/code-file.js";
import { printString } from "../../../../printer/string-literal.js";
import { PRINT_WIDTH, textWidth } from "../../../../printer/text-width.js";
import { NameScope } from "../names/name-scope.js";
import type { GroupPlan, OperationPlan } from "../plan/sdk-plan.js";

/** Methods whose answers TanStack Query may keep and ask for again. */
const SAFE_METHODS = new Set(["GET", "HEAD", "QUERY"]);

/** A constant of the module. */
interface Entry {
  readonly name: string;
  readonly factory: "infiniteQuery" | "mutation" | "query";
  readonly operation: string;
  readonly fileName: string;
}

/** `query.ts`: the options of TanStack Query for each operation that answers at once. */
export function printQuery(groups: readonly GroupPlan[]): CodeFile {
  const entries = entriesOf(groups);
  const file = new CodeFile(
    "query.ts",
    entries.map(({ name }) => name),
  );
  for (const [index, entry] of entries.entries()) {
    if (index > 0) file.blank();
    const factory = file.use({ name: entry.factory, from: "./runtime/query.js" });
    const call = file.use({ name: entry.operation, from: `./operations/${entry.fileName}.js` });
    file.doc({ paragraphs: [WORDS[entry.factory](entry.operation)], tags: [] });
    file.raw(declaration(entry.name, factory, [printString(entry.operation), call]));
  }
  return file;
}

const WORDS = {
  query: (name: string) => `The options of queries with \`${name}\`.`,
  infiniteQuery: (name: string) => `The options of infinite queries with \`${name}\`.`,
  mutation: (name: string) => `The options of mutations with \`${name}\`.`,
};

function entriesOf(groups: readonly GroupPlan[]): readonly Entry[] {
  const scope = new NameScope(["infiniteQuery", "mutation", "query"]);
  return groups.flatMap(({ operations, fileName }) =>
    operations.flatMap((plan) =>
      kindsOf(plan).map(([factory, suffix]): Entry => {
        const operation = plan.surface.name;
        return { name: scope.take(`${operation}${suffix}`), factory, operation, fileName };
      }),
    ),
  );
}

function kindsOf(plan: OperationPlan): readonly (readonly [Entry["factory"], string])[] {
  const { method, paging, stream, surface } = plan;
  if (stream?.name === surface.name) return [];
  const paged = paging ? ([["infiniteQuery", "InfiniteQuery"]] as const) : [];
  return SAFE_METHODS.has(method)
    ? [["query", "Query"], ...paged]
    : [["mutation", "Mutation"], ...paged];
}

/** A call that a bundler may leave out where nobody uses what it gives. */
function declaration(name: string, factory: string, args: readonly string[]): string {
  const head = `export const ${name} =`;
  const open = `/* @__PURE__ */ ${factory}(`;
  const flat = `${open}${args.join(", ")});`;
  const broken = (margin: string): string =>
    `${open}\n${args.map((arg) => `${margin}  ${arg},\n`).join("")}${margin});`;
  if (textWidth(`${head} ${flat}`) <= PRINT_WIDTH) return `${head} ${flat}\n`;
  if (textWidth(`${head} ${open}`) <= PRINT_WIDTH) return `${head} ${broken("")}\n`;
  return `${head}\n  ${textWidth(flat) + 2 <= PRINT_WIDTH ? flat : broken("  ")}\n`;
}
