import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { locationPath, type PathKey, type SourceLocation } from "../../src/diagnostics/location.js";
import { locateChild, type Document } from "../../src/document/document.js";
import { memberOf } from "../../src/document/editable-document.js";
import { openDocument } from "../../src/document/open-document.js";
import { applyOverlays } from "../../src/document/overlay.js";
import { keysInOrder } from "../../src/source/key-order.js";
import { readSource } from "../../src/source/read-source.js";
import { isJsonObject } from "../../src/util/json.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-overlay-"));
});

const read = async (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  const { file, reader } = await readSource(name, { cwd: folder });
  if (!file) throw new Error(`${name} cannot be read`);
  return { file, reader };
};

const place = (location: SourceLocation | undefined): string =>
  location ? `${location.file.path}#/${locationPath(location).join("/")}` : "";

const overlay = async (spec: string, ...overlays: string[]) => {
  const { file, reader } = await read("api.yaml", spec);
  const opened = openDocument(file, reader).document!;
  const before = JSON.stringify(opened.value);
  const files = [];
  for (const [index, text] of overlays.entries()) {
    files.push((await read(`o${index}.yaml`, text)).file);
  }
  const { document, diagnostics } = await applyOverlays(opened, files);
  expect(JSON.stringify(opened.value)).toBe(before);
  return {
    document,
    value: document.value,
    problems: diagnostics.map(({ code, location }) => `${code} ${place(location)}`),
  };
};

const actions = (...list: object[]): string =>
  JSON.stringify({ overlay: "1.1.0", info: { title: "t", version: "1" }, actions: list });

const locate = (document: Document, path: PathKey[]): string => {
  let location = document.location;
  let value = memberOf({ root: document.value }, "root");
  for (const key of path) {
    value = memberOf(value, key);
    location = locateChild(document, location, key, value);
  }
  return place(location);
};

const SPEC = `
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://a.example }, { url: https://b.example }]
tags: [{ name: pets }, { name: dummy }]
paths:
  /pets:
    get: { tags: [pets, dummy], parameters: [{ name: a, in: query }], responses: { 404: {}, 200: {} } }
  /admin:
    get: { x-internal: true }
`;

describe("update", () => {
  test("merges objects, joins lists and replaces single values", async () => {
    const { value, problems } = await overlay(
      SPEC,
      actions(
        {
          target: "$",
          update: { info: { title: "Zoo", "x-a": { b: 1 } }, tags: [{ name: "new" }] },
        },
        { target: "$.paths.*.get", update: { "x-safe": true } },
        { target: "$.paths['/pets'].get.parameters", update: { name: "b", in: "query" } },
        { target: "$.info.version", update: "2" },
        { target: "$.servers[?@.url == 'https://b.example']", update: { description: "B" } },
      ),
    );
    expect(problems).toEqual([]);
    expect(value).toEqual({
      openapi: "3.1.0",
      info: { title: "Zoo", version: "2", "x-a": { b: 1 } },
      servers: [{ url: "https://a.example" }, { url: "https://b.example", description: "B" }],
      tags: [{ name: "pets" }, { name: "dummy" }, { name: "new" }],
      paths: {
        "/pets": {
          get: {
            tags: ["pets", "dummy"],
            parameters: [
              { name: "a", in: "query" },
              { name: "b", in: "query" },
            ],
            responses: { 404: {}, 200: {} },
            "x-safe": true,
          },
        },
        "/admin": { get: { "x-internal": true, "x-safe": true } },
      },
    });
  });

  test("keeps where nodes come from, and the order of keys", async () => {
    const { document, value } = await overlay(
      SPEC,
      actions(
        { target: "$.paths['/pets'].get", update: { responses: { 500: { description: "no" } } } },
        { target: "$.tags", update: [{ name: "new" }] },
        { target: "$.tags[0]", remove: true },
      ),
    );
    const responses = ["paths", "/pets", "get", "responses"];
    expect(locate(document, [...responses, "500"])).toBe("o0.yaml#/actions/0/update/responses/500");
    expect(locate(document, [...responses, "404"])).toBe("api.yaml#/paths//pets/get/responses/404");
    expect(locate(document, ["tags", 0])).toBe("api.yaml#/tags/1");
    expect(locate(document, ["tags", 1, "name"])).toBe("o0.yaml#/actions/1/update/0/name");
    const found = responses.reduce<ReturnType<typeof memberOf>>(memberOf, value);
    expect(keysInOrder(isJsonObject(found) ? found : {})).toEqual(["404", "200", "500"]);
  });

  test("applies overlays and actions in order", async () => {
    const { value, problems } = await overlay(
      SPEC,
      actions(
        { target: "$.paths", remove: true },
        { target: "$", update: { paths: { "/a": {} } } },
      ),
      actions({ target: "$.paths['/a']", update: { get: {} } }),
    );
    expect(problems).toEqual([]);
    expect(value["paths"]).toEqual({ "/a": { get: {} } });
  });

  test("does not change what an alias repeats elsewhere", async () => {
    const { value } = await overlay(
      "openapi: 3.1.0\npaths:\n  /a: &a { get: { tags: [x] } }\n  /b: *a\n",
      actions({ target: "$.paths['/a'].get.tags", update: "y" }),
    );
    expect(value["paths"]).toEqual({
      "/a": { get: { tags: ["x", "y"] } },
      "/b": { get: { tags: ["x"] } },
    });
  });

  test("takes __proto__ for a name like any other", async () => {
    const { value } = await overlay(
      SPEC,
      '{"overlay": "1.0.0", "actions": [{"target": "$.info", "update": {"__proto__": {"x": 1}}}]}',
    );
    const info = value["info"];
    expect(Object.keys(isJsonObject(info) ? info : {})).toEqual(["title", "version", "__proto__"]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });
});

describe("remove and copy", () => {
  test("removes members and items, several of one list too", async () => {
    const { value } = await overlay(
      SPEC,
      actions(
        { target: "$.paths[?@.get['x-internal'] == true]", remove: true },
        { target: "$.servers.*", remove: true },
        { target: "$.paths.*.get.tags[?@ == 'dummy']", remove: true },
      ),
    );
    expect(value["servers"]).toEqual([]);
    expect(Object.keys(value["paths"] ?? {})).toEqual(["/pets"]);
    expect(memberOf(memberOf(memberOf(value["paths"], "/pets"), "get"), "tags")).toEqual(["pets"]);
  });

  test("copies one node into others", async () => {
    const { value, document, problems } = await overlay(
      SPEC,
      actions({ target: "$.paths['/admin']", copy: "$.paths['/pets']" }),
    );
    expect(problems).toEqual([]);
    const get = memberOf(memberOf(value["paths"], "/admin"), "get");
    expect(memberOf(get, "tags")).toEqual(["pets", "dummy"]);
    expect(memberOf(get, "x-internal")).toBe(true);
    expect(locate(document, ["paths", "/admin", "get", "responses"])).toBe(
      "api.yaml#/paths//pets/get/responses",
    );
  });
});

describe("what is wrong", () => {
  test("is reported, and the other actions are applied", async () => {
    const { value, problems } = await overlay(
      SPEC,
      actions(
        { target: "$.nothing", remove: true },
        { target: "$.paths./pets", update: {} },
        { target: "$.info", update: { title: { a: 1 } } },
        { target: "$.*", update: {} },
        { target: "$.info", copy: "$.tags.*" },
        { target: "$.info" },
        { update: {} },
        { target: "$.info.title", update: "Zoo" },
      ),
    );
    expect(problems).toEqual([
      "overlay-form o0.yaml#/actions/5",
      "overlay-form o0.yaml#/actions/6",
      "overlay-no-match o0.yaml#/actions/0/target",
      "overlay-target o0.yaml#/actions/1/target",
      "overlay-incompatible o0.yaml#/actions/2/update/title",
      "overlay-mixed o0.yaml#/actions/3/target",
      "overlay-copy o0.yaml#/actions/4/copy",
    ]);
    expect(value["info"]).toEqual({ title: "Zoo", version: "1" });
  });

  test("names the action after which it is no API description", async () => {
    const { problems } = await overlay(
      SPEC,
      actions(
        { target: "$.info", remove: true },
        { target: "$.openapi", remove: true },
        { target: "$", remove: true },
      ),
    );
    expect(problems).toEqual([
      "overlay-breaks o0.yaml#/actions/0",
      "overlay-breaks o0.yaml#/actions/1",
      "overlay-breaks o0.yaml#/actions/2",
    ]);
  });

  test("in the overlay itself", async () => {
    const { problems } = await overlay(
      SPEC,
      "overlay: 2.0.0\nextends: ./other.yaml\nactions: [{ target: $.info, update: {} }]",
      "overlay: 1.0.0\nextends: specs/api.yaml\nactions: [{ target: $.info, update: {} }]",
      "a: 1",
    );
    expect(problems).toEqual([
      "overlay-version o0.yaml#/overlay",
      "overlay-extends o0.yaml#/extends",
      "overlay-form o2.yaml#/",
    ]);
  });
});
