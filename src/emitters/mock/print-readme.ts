/** What the page of an emitted server tells. */
export interface MockReadme {
  readonly title: string;
  /** As `GET /pets`. */
  readonly operations: readonly string[];
  /** Shown paths of the files that it was made from. */
  readonly inputs: readonly string[];
}

const LISTED = 20;

/** Prints the README of an emitted server. */
export function printMockReadme({ title, operations, inputs }: MockReadme): string {
  const shown = operations.slice(0, LISTED).map((key) => `    ${oneLine(key)}\n`);
  const rest = operations.length - shown.length;
  return [
    `# Mock of ${oneLine(title)}\n`,
    `Made by gw-gen from ${inputs.map((path) => `\`${oneLine(path)}\``).join(", ")}; generate it again instead of editing it.\n`,
    "## Start\n",
    "    node server.mjs --port 4010\n",
    "Node 20.19 or newer is all that it needs. It listens on 127.0.0.1 unless `--host` says otherwise; `PORT` and `HOST` in the environment work too. In a container it listens on all addresses:\n",
    "    docker build -t mock . && docker run --rm -p 4010:4010 mock\n",
    "`runtime/` is bundled from gw-gen and from the packages whose licences stand in `runtime/LICENSES.txt`.\n",
    "## Options\n",
    "`node server.mjs --help` lists them. Functions of Lambda integrations come from `--lambda NAME=FILE` or `--lambda-endpoint URL`; API key values from the environment variables that the settings name. `options.json` holds what the server was made with.\n",
    "## Operations\n",
    `${shown.join("")}${rest > 0 ? `\nand ${rest} more.\n` : ""}`,
  ].join("\n");
}

function oneLine(text: string): string {
  return text.replaceAll(/[\s`<>\\[\]]+/g, " ").trim();
}
