import type { Emitter, EmitResult, InputFile } from "../../emitter/emitter.js";
import type { OutputFile } from "../../source/output-file.js";
import { writeDescription } from "../../runtime/description.js";
import type { StandaloneOptions } from "../../runtime/standalone.js";
import { printMockReadme } from "./print-readme.js";

/** How a server folder is made. */
export interface MockServerOptions {
  /** What the server is started with. */
  readonly server: StandaloneOptions;
  /** The modules of the bundled runtime, by file name. */
  readonly runtime: readonly { readonly name: string; readonly content: Uint8Array }[];
  /** The major version of Node that the Dockerfile starts from. */
  readonly nodeMajor: number;
}

/** A mock as a folder that starts with plain Node. */
export const mockServer: Emitter<MockServerOptions, EmitResult> = {
  name: "mock",
  emit: ({ model, options, inputs }) => {
    const title = typeof model.info.title === "string" ? model.info.title : "API";
    const operations = model.operations.map(({ key }) => key);
    return {
      files: [
        file("server.mjs", SERVER),
        file("package.json", `${JSON.stringify(PACKAGE, undefined, 2)}\n`),
        file("options.json", `${JSON.stringify(options.server, undefined, 2)}\n`),
        file("description.json", writeDescription(model)),
        file("Dockerfile", dockerfile(options.nodeMajor)),
        file("README.md", printMockReadme({ title, operations, inputs: namesOf(inputs) })),
        ...options.runtime.map(({ name, content }) => file(`runtime/${name}`, content)),
      ],
      diagnostics: [],
    };
  },
};

function file(path: string, content: string | Uint8Array): OutputFile {
  return { path, content, ownership: "generated" };
}

function namesOf(inputs: readonly InputFile[]): readonly string[] {
  return inputs.map(({ path }) => path);
}

const SERVER = `// Runs the API that description.json holds; --help lists the options.
import { serveFolder } from "./runtime/standalone.js";

await serveFolder(new URL("./", import.meta.url), process.argv.slice(2));
`;

const PACKAGE = {
  private: true,
  type: "module",
  engines: { node: ">=20.19" },
  scripts: { start: "node server.mjs" },
};

function dockerfile(nodeMajor: number): string {
  return `FROM node:${nodeMajor}-alpine
WORKDIR /mock
COPY . .
USER node
EXPOSE 4010
CMD ["node", "server.mjs", "--host", "0.0.0.0"]
`;
}
