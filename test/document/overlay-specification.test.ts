import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDocument } from "../../src/document/open-document.js";
import { applyOverlays } from "../../src/document/overlay.js";
import { readSource } from "../../src/source/read-source.js";
import type { JsonValue } from "../../src/util/json.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-overlay-rules-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function overlaid(spec: object | string, actions: readonly object[] | string) {
  const read = async (name: string, content: object | string) => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    writeFileSync(join(folder, name), text);
    const { file, reader } = await readSource(name, { cwd: folder });
    if (!file) throw new Error(`${name} cannot be read`);
    return { file, reader };
  };
  const { file, reader } = await read("api.yaml", spec);
  const { document } = openDocument(file, reader);
  if (!document) throw new Error("the spec is none");
  const info = { title: "Changes", version: "1" };
  const written = typeof actions === "string" ? actions : { overlay: "1.1.0", info, actions };
  const { file: overlay } = await read("changes.overlay.yaml", written);
  const applied = await applyOverlays(document, [overlay]);
  const value: JsonValue = JSON.parse(JSON.stringify(applied.document.value));
  return { value, codes: applied.diagnostics.map(({ code }) => code) };
}

const base = (more: object): object => ({
  openapi: "3.1.0",
  info: { title: "Ships", version: "1" },
  ...more,
});

interface Rule {
  readonly rule: string;
  readonly before: object;
  readonly actions: readonly object[];
  readonly after: object;
  readonly codes?: readonly string[];
}

const berth = { name: "berth", in: "query", schema: { type: "string" } };
const flag = { name: "flag", in: "query", schema: { type: "string" } };

/** The kinds of example and the sentences of the Overlay specification 1.0 and 1.1, each with a document of its own. */
const RULES: readonly Rule[] = [
  {
    rule: "an action that mirrors the document changes it in many places; empty members change nothing",
    before: {
      paths: { "/ships": { get: { summary: "Ships" } } },
      tags: [{ name: "port" }],
      components: {},
    },
    actions: [
      {
        target: "$",
        update: {
          info: { "x-reviewed": true },
          paths: {
            "/ships": { summary: "All ships", get: { summary: "List ships", "x-limit": 5 } },
          },
          components: null,
          tags: null,
        },
      },
    ],
    after: {
      info: { title: "Ships", version: "1", "x-reviewed": true },
      paths: { "/ships": { summary: "All ships", get: { summary: "List ships", "x-limit": 5 } } },
      tags: [{ name: "port" }],
      components: {},
    },
  },
  {
    rule: "targeted actions change a node each, new members and children too",
    before: { paths: { "/a": { get: { description: "old" } }, "/b": { get: {} } } },
    actions: [
      { target: "$.paths['/a'].get", update: { description: "new" } },
      { target: "$.paths['/b'].get", update: { description: "b" } },
      { target: "$.paths['/b']", update: { post: { description: "child", "x-safe": false } } },
    ],
    after: {
      paths: {
        "/a": { get: { description: "new" } },
        "/b": { get: { description: "b" }, post: { description: "child", "x-safe": false } },
      },
    },
  },
  {
    rule: "wildcards and filters change all nodes that they select",
    before: {
      paths: { "/a": { get: { parameters: [berth, flag] } }, "/b": { get: {}, post: {} } },
    },
    actions: [
      { target: "$.paths.*.get", update: { "x-safe": true } },
      {
        target: "$.paths.*.get.parameters[?@.name=='flag' && @.in=='query']",
        update: { schema: { $ref: "#/components/schemas/Flag" } },
      },
    ],
    after: {
      paths: {
        "/a": {
          get: {
            parameters: [
              berth,
              { ...flag, schema: { type: "string", $ref: "#/components/schemas/Flag" } },
            ],
            "x-safe": true,
          },
        },
        "/b": { get: { "x-safe": true }, post: {} },
      },
    },
  },
  {
    rule: "an update of a list is appended to it",
    before: { paths: { "/a": { get: { parameters: [berth] } } } },
    actions: [{ target: "$.paths.*.get.parameters", update: flag }],
    after: { paths: { "/a": { get: { parameters: [berth, flag] } } } },
  },
  {
    rule: "a list is joined to a list (1.1)",
    before: { tags: [{ name: "a" }] },
    actions: [{ target: "$.tags", update: [{ name: "b" }, { name: "c" }] }],
    after: { tags: [{ name: "a" }, { name: "b" }, { name: "c" }] },
  },
  {
    rule: "a filter removes items of a list",
    before: {
      paths: {
        "/a": { get: { parameters: [berth, flag] } },
        "/b": { get: { parameters: [flag] } },
      },
    },
    actions: [{ target: "$.paths.*.get.parameters[?@.name == 'flag']", remove: true }],
    after: { paths: { "/a": { get: { parameters: [berth] } }, "/b": { get: { parameters: [] } } } },
  },
  {
    rule: "traits that a document marks say where an update belongs",
    before: {
      paths: { "/a": { get: { "x-traits": ["paged"] } }, "/b": { get: { "x-traits": [] } } },
    },
    actions: [
      {
        target: "$.paths.*[?@['x-traits'][?@ == 'paged']]",
        update: { parameters: [{ name: "top", in: "query" }] },
      },
    ],
    after: {
      paths: {
        "/a": { get: { "x-traits": ["paged"], parameters: [{ name: "top", in: "query" }] } },
        "/b": { get: { "x-traits": [] } },
      },
    },
  },
  {
    rule: "actions are applied to the result of those before: what is removed may be made anew",
    before: { paths: { "/a": { get: { summary: "old", deprecated: true } } } },
    actions: [
      { target: "$.paths['/a'].get", remove: true },
      { target: "$.paths['/a']", update: { get: { summary: "anew" } } },
    ],
    after: { paths: { "/a": { get: { summary: "anew" } } } },
  },
  {
    rule: "`remove: true` wins over an update",
    before: { tags: [{ name: "a" }], paths: {} },
    actions: [{ target: "$.tags", remove: true, update: [{ name: "b" }] }],
    after: { paths: {} },
  },
  {
    rule: "`remove: false` is as if it were not there",
    before: { tags: [{ name: "a" }] },
    actions: [{ target: "$.tags[0]", remove: false, update: { description: "d" } }],
    after: { tags: [{ name: "a", description: "d" }] },
  },
  {
    rule: "a target that selects nothing changes nothing and is said",
    before: { paths: {} },
    actions: [{ target: "$.paths['/none']", update: { get: {} } }],
    after: { paths: {} },
    codes: ["overlay-no-match"],
  },
  {
    rule: "a single value is replaced, by its parent or by itself (1.1)",
    before: { paths: { "/a": { get: { summary: "one", tags: ["x", "y"] } } } },
    actions: [
      { target: "$.paths['/a'].get", update: { summary: "two" } },
      { target: "$.paths['/a'].get.tags[1]", update: "z" },
    ],
    after: { paths: { "/a": { get: { summary: "two", tags: ["x", "z"] } } } },
  },
  {
    rule: "members merge recursively; lists within are joined, single values replaced",
    before: {
      components: { schemas: { S: { properties: { a: { type: "string" } }, required: ["a"] } } },
    },
    actions: [
      {
        target: "$.components.schemas.S",
        update: { properties: { a: { type: "integer" }, b: {} }, required: ["b"] },
      },
    ],
    after: {
      components: {
        schemas: { S: { properties: { a: { type: "integer" }, b: {} }, required: ["a", "b"] } },
      },
    },
  },
  {
    rule: "a copy is merged into the target (1.1)",
    before: { paths: { "/items": { get: { summary: "all" } }, "/some": { delete: {} } } },
    actions: [{ target: "$.paths['/some']", copy: "$.paths['/items']" }],
    after: {
      paths: {
        "/items": { get: { summary: "all" } },
        "/some": { delete: {}, get: { summary: "all" } },
      },
    },
  },
  {
    rule: "a copy comes before what another action makes of the source",
    before: { paths: { "/items": { get: { summary: "all" } }, "/some": {} } },
    actions: [
      { target: "$.paths['/some']", copy: "$.paths['/items']" },
      { target: "$.paths['/items'].get", update: { summary: "changed" } },
    ],
    after: {
      paths: { "/items": { get: { summary: "changed" } }, "/some": { get: { summary: "all" } } },
    },
  },
  {
    rule: "a node is moved by making its place, copying and removing (1.1)",
    before: { paths: { "/items": { get: { summary: "all" } } } },
    actions: [
      { target: "$.paths", update: { "/things": {} } },
      { target: "$.paths['/things']", copy: "$.paths['/items']" },
      { target: "$.paths['/items']", remove: true },
    ],
    after: { paths: { "/things": { get: { summary: "all" } } } },
  },
  {
    rule: "objects, lists and single values cannot be updated together (1.1)",
    before: { paths: {}, tags: [] },
    actions: [{ target: "$['paths', 'tags']", update: {} }],
    after: { paths: {}, tags: [] },
    codes: ["overlay-mixed"],
  },
  {
    rule: "an update must be compatible with what it meets",
    before: { tags: [{ name: "a" }] },
    actions: [{ target: "$.info", update: { title: ["no"] } }],
    after: { tags: [{ name: "a" }] },
    codes: ["overlay-incompatible"],
  },
  {
    rule: "a copy needs exactly one source (1.1)",
    before: { paths: { "/a": {}, "/b": {} } },
    actions: [
      { target: "$.paths['/a']", copy: "$.paths.*" },
      { target: "$.paths['/a']", copy: "$.nothing" },
    ],
    after: { paths: { "/a": {}, "/b": {} } },
    codes: ["overlay-copy", "overlay-copy"],
  },
];

describe("the rules of the Overlay specification", () => {
  test.each(RULES)("$rule", async ({ before, actions, after, codes = [] }) => {
    expect(await overlaid(base(before), actions)).toEqual({ value: base(after), codes });
  });

  test("an overlay may be YAML, with descriptions and extensions in it", async () => {
    const text = `overlay: 1.0.1
info: { title: Changes, version: "1", x-author: us }
x-made-by: us
extends: "https://example.com/specs/api.yaml"
actions:
  - target: $.info
    description: It gets a *licence*.
    x-reason: law
    update:
      license: { name: MIT }
`;
    expect(await overlaid(base({ paths: {} }), text)).toEqual({
      value: {
        openapi: "3.1.0",
        info: { title: "Ships", version: "1", license: { name: "MIT" } },
        paths: {},
      },
      codes: [],
    });
  });

  test.each([
    ["an action without a target", [{ update: {} }], ["overlay-form"]],
    ["an action that does nothing", [{ target: "$.info" }], ["overlay-form"]],
    ["a target that is no JSONPath", [{ target: "paths", update: {} }], ["overlay-target"]],
    ["a target that is no text", [{ target: 1, update: {} }], ["overlay-form"]],
    ["a list of actions that is empty", [], ["overlay-form"]],
    [
      "remove that is neither true nor false",
      [{ target: "$.tags", remove: "yes" }],
      ["overlay-form"],
    ],
  ])("%s is wrong", async (_name, actions, codes) => {
    expect((await overlaid(base({ paths: {} }), actions)).codes).toEqual(codes);
  });

  test.each([
    ["actions", "overlay: 1.0.0\ninfo: { title: t, version: '1' }\n", ["overlay-form"]],
    [
      "a version",
      "info: { title: t, version: '1' }\nactions: [{ target: $.info, update: {} }]\n",
      ["overlay-version"],
    ],
  ])("an overlay without %s is said", async (_name, text, codes) => {
    expect((await overlaid(base({ paths: {} }), text)).codes).toEqual(codes);
  });
});
