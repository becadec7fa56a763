import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { locationPath } from "../../src/diagnostics/location.js";
import { stageView } from "../../src/passes/stage-view.js";
import { load, type LoadOptions } from "../../src/pipeline/load.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-passes-"));
});

const SPEC = `
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get: { operationId: listPets, tags: [pets], responses: { 200: { $ref: "#/components/responses/Pets" } } }
    post: { operationId: addPet, tags: [pets, write], responses: { 200: { description: ok } } }
  /admin/users:
    get:
      operationId: listUsers
      responses:
        200:
          description: ok
          content: { application/json: { schema: { $ref: "#/components/schemas/User" } } }
components:
  responses:
    Pets:
      description: ok
      content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Pet" } } } }
  schemas:
    Pet: { type: object, properties: { owner: { $ref: "#/components/schemas/Owner" } } }
    Owner: { type: object, properties: { pet: { $ref: "#/components/schemas/Pet" } } }
    User: { type: object }
`;

const run = async (settings: string | undefined, options: LoadOptions = {}, spec = SPEC) => {
  writeFileSync(join(folder, "api.yaml"), spec);
  if (settings !== undefined) writeFileSync(join(folder, "gw-gen.yaml"), settings);
  const result = await load("api.yaml", { cwd: folder, ...options });
  return {
    ...result,
    model: result.model!,
    problems: result.diagnostics.map(({ code, location }) =>
      `${code} ${location ? locationPath(location).join("/") : ""}`.trim(),
    ),
    messages: result.diagnostics.map(({ message }) => message),
    keys: result.model?.operations.map(({ key }) => key),
    schemas: [...(result.model?.components.schemas.keys() ?? [])],
  };
};

describe("filters", () => {
  test.each<[LoadOptions, string[]]>([
    [{ include: ["tag:pets"] }, ["GET /pets", "POST /pets"]],
    [{ exclude: ["/admin/**"] }, ["GET /pets", "POST /pets"]],
    [{ include: ["/pets"], exclude: ["tag:write"] }, ["GET /pets"]],
    [{ include: ["get *"] }, ["GET /pets", "GET /admin/users"]],
    [{ include: ["* /pets"] }, ["GET /pets", "POST /pets"]],
    [{ include: ["list*"] }, ["GET /pets", "GET /admin/users"]],
    [{ include: ["addPet", "listUsers"] }, ["POST /pets", "GET /admin/users"]],
  ])("%j", async (options, keys) => {
    const result = await run(undefined, options);
    expect([result.keys, result.problems]).toEqual([keys, []]);
  });

  test("leave out the components that nothing needs any more", async () => {
    expect((await run(undefined, { include: ["listPets"] })).schemas).toEqual(["Pet", "Owner"]);
    expect((await run(undefined, { include: ["listUsers"] })).schemas).toEqual(["User"]);
    expect((await run(undefined)).schemas).toEqual(["Pet", "Owner", "User"]);
  });

  test("that match nothing are said, with what may be meant", async () => {
    const { messages } = await run(undefined, { include: ["tag:pet"] });
    expect(messages).toEqual([
      '"tag:pet" matches no operation. Did you mean "tag:pets"?',
      "The filters leave no operation.",
    ]);
  });
});

describe("implicit stages", () => {
  const stagesOf = async (servers: string) => {
    const spec = SPEC.replace("servers: [{ url: https://api.example.com }]", `servers: ${servers}`);
    return (await run(undefined, {}, spec)).model.stages.map(({ name, url }) => [name, url]);
  };

  test("are one for each named server", async () => {
    expect(
      await stagesOf(
        '[{url: "https://a/{v}", x-name: Live, variables: {v: {default: "1"}}}, {url: https://b, description: Staging server}, {url: https://c, description: "Sandbox (no money)"}, {url: https://d, description: The rest}, {url: https://e, description: staging too}]',
      ),
    ).toEqual([
      ["live", "https://a/1"],
      ["staging", "https://b"],
      ["sandbox", "https://c"],
    ]);
  });

  test("are a single one without named servers", async () => {
    expect(await stagesOf("[{url: https://a}]")).toEqual([["default", undefined]]);
  });
});

describe("stages of the settings", () => {
  const SETTINGS = `
backends: https://all.example
stages:
  base:
    throttle: { rate: 10, burst: 20 }
    variables: { a: "1", b: "1" }
    description: for all
  prod:
    extends: base
    url: https://prod.example
    throttle: { rate: 50 }
    variables: { b: "2" }
    methods: { GET /pets: { cache: { ttl: 5 } }, "* *": { logging: error }, "GET *": { metrics: true } }
    cache: { size: "0.5", enabled: true }
    backends: { other: https://other.example }
  inner:
    include: [/admin/**]
usagePlans:
  gold: { stages: [prod, { stage: inner, methods: { GET /pets: { rate: 1, burst: 1 } } }], keys: [k] }
  silver: { stages: [inner] }
apiKeys: { k: { valueFrom: K }, l: {} }
endpoint: { type: private, allowFrom: { vpcEndpoints: [vpce-1], accounts: ["123456789012"] } }
transforms: { addPet: { request: { body: 1 }, responses: { 200: { body: 2 } } } }
`;

  test("take over what they extend", async () => {
    const { model, problems } = await run(SETTINGS);
    expect(problems).toEqual([]);
    const prod = model.stages.find(({ name }) => name === "prod");
    expect(prod && locationPath(prod.location)).toEqual(["stages", "prod"]);
    expect({ ...prod, location: undefined }).toEqual({
      name: "prod",
      url: "https://prod.example",
      variables: [
        { name: "a", value: "1" },
        { name: "b", value: "2" },
      ],
      defaults: { rate: 50, burst: 20, cache: { enabled: true } },
      overrides: [
        { name: "*/*", value: { logging: "error" } },
        { name: "*/GET", value: { metrics: true } },
        { name: "/pets/GET", value: { cache: { ttl: 5 } } },
      ],
      cacheClusterSize: "0.5",
      backends: [
        { name: "default", value: "https://all.example" },
        { name: "other", value: "https://other.example" },
      ],
      location: undefined,
    });
  });

  test("bring plans, keys, the endpoint and transforms", async () => {
    const { model } = await run(SETTINGS);
    expect(model.usagePlans.map(({ name, stages, keys }) => [name, stages, keys])).toEqual([
      [
        "gold",
        [
          { stage: "prod" },
          { stage: "inner", methods: [{ name: "/pets/GET", value: { rate: 1, burst: 1 } }] },
        ],
        ["k"],
      ],
      ["silver", [{ stage: "inner" }], []],
    ]);
    expect(model.apiKeys.map(({ name, valueFrom }) => [name, valueFrom])).toEqual([
      ["k", "K"],
      ["l", undefined],
    ]);
    expect(model.gateway?.endpoint.type).toBe("private");
    expect(model.gateway?.endpoint.policy).toMatchObject({
      Statement: [
        { Condition: { StringEquals: { "aws:SourceVpce": ["vpce-1"] } } },
        { Principal: { AWS: ["123456789012"] } },
      ],
    });
    expect(model.operations[1]?.transform).toMatchObject({
      request: { body: { kind: "constant", value: 1 } },
      responses: [{ name: "200", value: { body: { kind: "constant", value: 2 } } }],
    });
  });

  test("have a view with their own operations, server, plans and keys", async () => {
    const inner = await run(SETTINGS, { stage: "inner" });
    expect([inner.keys, inner.schemas]).toEqual([["GET /admin/users"], ["User"]]);
    expect(inner.model.usagePlans.map(({ name }) => name)).toEqual(["gold", "silver"]);
    const prod = await run(SETTINGS, { stage: "prod" });
    expect(prod.keys).toHaveLength(3);
    expect(prod.model.servers.map(({ url, name }) => [url, name])).toEqual([
      ["https://prod.example", "prod"],
    ]);
    expect(prod.model.usagePlans.map(({ name, stages }) => [name, stages])).toEqual([
      ["gold", [{ stage: "prod" }]],
    ]);
    expect(prod.model.apiKeys.map(({ name }) => name)).toEqual(["k"]);
  });

  test("keep the schemas that transforms name for their backends", async () => {
    const transforms = "transforms: { addPet: { responses: { 200: { backend: User } } } }";
    const prod = await run(`stages: { prod: { exclude: [/admin/**] }, all: {} }\n${transforms}`, {
      stage: "prod",
    });
    const without = await run("stages: { prod: { exclude: [/admin/**] }, all: {} }", {
      stage: "prod",
    });
    expect([prod.schemas.includes("User"), without.schemas.includes("User")]).toEqual([
      true,
      false,
    ]);
  });

  test("an unknown one gives those that there are", async () => {
    const { model, diagnostics } = await load("api.yaml", { cwd: folder, stage: "x" });
    expect(model).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(["file-not-found"]);
    const result = await run(SETTINGS, { stage: "x" });
    expect(result.messages).toEqual(['There is no stage "x"; there are "base", "prod", "inner".']);
    const whole = await run(SETTINGS);
    expect(stageView(whole.model, "inner").stage?.name).toBe("inner");
  });

  test("report what is wrong at its place", async () => {
    const { problems } = await run(`
stages:
  a: { extends: b }
  b: { extends: c }
  c: { extends: b }
  d: { extends: dd, methods: { GET /pet: {}, "* /pets": {} } }
  e: { extends: e }
usagePlans: { p: { stages: [a, x], keys: [k] } }
endpoint: { type: private }
transforms: { addPets: {} }
`);
    expect(problems).toEqual([
      "stage-cycle stages/c/extends",
      "stage-unknown-parent stages/d/extends",
      "stage-cycle stages/e/extends",
      "plan-unknown-stage usagePlans/p/stages/1",
      "plan-unknown-key usagePlans/p/keys/0",
      "private-without-policy endpoint",
      "stage-method-unknown stages/d/methods/GET /pet",
      "stage-method-unknown transforms/addPets",
    ]);
  });
});

describe("load", () => {
  test("applies the overlays of settings, stage and options, and lists all inputs", async () => {
    const overlay = (name: string, title: string) =>
      writeFileSync(
        join(folder, name),
        `overlay: 1.0.0\nactions: [{ target: $.info, update: { x-${title}: true, title: ${title} } }]`,
      );
    overlay("one.yaml", "one");
    overlay("two.yaml", "two");
    overlay("three.yaml", "three");
    const settings =
      "overlays: [one.yaml]\nstages: { s: { overlays: [two.yaml] }, t: { extends: s } }\n";
    const { model, inputs, problems, document } = await run(settings, {
      stage: "t",
      overlays: ["three.yaml"],
    });
    expect(problems).toEqual([]);
    expect(model.info.title).toBe("three");
    expect(Object.keys(document?.value["info"] ?? {})).toEqual([
      "title",
      "version",
      "x-one",
      "x-two",
      "x-three",
    ]);
    expect(inputs.map(({ path }) => path)).toEqual([
      "api.yaml",
      "gw-gen.yaml",
      "one.yaml",
      "two.yaml",
      "three.yaml",
    ]);
    expect((await run(settings)).model.info.title).toBe("one");
    expect((await run(settings, { settings: false })).model.info.title).toBe("Pets");
  });

  test("obeys the limits of the settings", async () => {
    expect((await run("limits: { bytes: 10 }")).problems).toEqual(["file-too-large"]);
    expect((await run("limits: { bytes: 10 }", { limits: { bytes: 10_000 } })).problems).toEqual(
      [],
    );
  });

  test("reads an overlay that the settings name wrongly", async () => {
    const { problems, model } = await run("overlays: [none.yaml]");
    expect(problems).toEqual(["file-not-found overlays/0"]);
    expect(model.operations).toHaveLength(3);
  });
});
