import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeEach, describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { locationPath } from "../../src/diagnostics/location.js";
import { settingsJsonSchema } from "../../src/settings/json-schema.js";
import { loadSettings } from "../../src/settings/load-settings.js";
import { applyPolicy } from "../../src/settings/policy.js";
import type { Settings } from "../../src/settings/settings.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-settings-"));
});

const loadText = async (text: string) => {
  writeFileSync(join(folder, "gw-gen.yaml"), text);
  const { settings, diagnostics } = await loadSettings("api.yaml", undefined, { cwd: folder });
  return {
    settings,
    problems: diagnostics.map(({ code, location }) => {
      const line = location && settings.file?.locate(locationPath(location))?.start.line;
      return `${code} ${line}`;
    }),
    messages: diagnostics.map(({ message }) => message),
  };
};

const WHOLE = `
x-base: &throttle { rate: 10, burst: 20 }
spec: api.yaml
overlays: [common.overlay.yaml]
endpoint: { type: private, vpcEndpointIds: [vpce-1], allowFrom: { cidrs: [10.0.0.0/8] } }
gateway: { kind: rest, minimumCompressionSize: null, binaryMediaTypes: [image/png] }
stages:
  base: { throttle: *throttle, variables: { backend: https://a.example } }
  prod:
    extends: base
    url: https://api.example.com/v1
    methods: { "GET /pets/{petId}": { cache: { enabled: true, ttl: 60 } }, "* *": { logging: error } }
    canary: { percent: 10 }
    domains: [{ domain: api.example.com, basePath: v1 }]
usagePlans:
  gold:
    quota: { limit: 1000, period: day }
    stages: [prod, { stage: base, methods: { GET /pets: { rate: 1, burst: 2 } } }]
    keys: [partner]
apiKeys: { partner: { valueFrom: PARTNER_KEY } }
backends: https://backend.example.com
transforms: { getPet: { request: { body: $.pet } } }
sdk: { name: "@acme/pets", dates: date }
severities: { unreachable-schema: off }
ignores: [{ code: x, operation: GET /pets, reason: it is fine, expires: "2030-01-01" }]
outputs: { client: { kind: sdk, out: ../client, stage: prod } }
limits: { depth: 100 }
`;

describe("loading", () => {
  test("gives nothing where there are none", async () => {
    expect(await loadSettings("api.yaml", undefined, { cwd: folder })).toEqual({
      settings: {},
      diagnostics: [],
    });
  });

  test("takes every key of the table", async () => {
    const { settings, problems } = await loadText(WHOLE);
    expect(problems).toEqual([]);
    expect(settings.content?.stages?.["prod"]?.methods?.["GET /pets/{petId}"]?.cache?.ttl).toBe(60);
    expect(settings.content?.gateway?.minimumCompressionSize).toBeNull();
    expect(Object.keys(settings.content ?? {})).not.toContain("x-base");
  });

  test("reads a named file, and says when it is missing", async () => {
    writeFileSync(join(folder, "other.json"), '{"spec": "x"}');
    const other = await loadSettings("api.yaml", "other.json", { cwd: folder });
    expect(other.settings.content).toEqual({ spec: "x" });
    const none = await loadSettings("api.yaml", "none.yaml", { cwd: folder });
    expect(none.diagnostics.map(({ code }) => code)).toEqual(["file-not-found"]);
  });

  test("reports each wrong part at its place and keeps the rest", async () => {
    const { settings, problems, messages } = await loadText(
      [
        "stage: {}",
        "stages:",
        "  prod: { url: 1, varables: {}, cache: { ttl: 3601 } }",
        "  'a b': {}",
        "endpoint: { type: edgy }",
        "apiKeys: { k: { value: s3cret } }",
        "usagePlans: { p: { quota: { limit: 1.5 } } }",
        "ignores: [{ code: x, expires: soon }]",
        "limits: none",
        "spec: ok.yaml",
      ].join("\n"),
    );
    expect(problems).toEqual([
      "settings-unknown-key 1",
      "settings-wrong-type 3",
      "settings-unknown-key 3",
      "settings-value 3",
      "settings-name 4",
      "settings-value 5",
      "settings-secret 6",
      "settings-value 7",
      "settings-missing-key 7",
      "settings-value 8",
      "settings-missing-key 8",
      "settings-wrong-type 9",
    ]);
    expect(messages.slice(0, 4)).toEqual([
      "The settings know no `stage`. Did you mean `stages`?",
      "`url` must be text, not 1.",
      "The settings know no `varables`. Did you mean `variables`?",
      "`ttl` must be a whole number from 0 to 3600, not 3601.",
    ]);
    expect(settings.content).toEqual({
      stages: { prod: { cache: {} } },
      endpoint: {},
      apiKeys: { k: {} },
      usagePlans: { p: {} },
      ignores: [],
      spec: "ok.yaml",
    });
  });
});

describe("the JSON Schema", () => {
  test("is published up to date", async () => {
    const published = `${JSON.stringify(settingsJsonSchema(), undefined, 2)}\n`;
    await expect(published).toMatchFileSnapshot("../../schemas/gw-gen.schema.json");
  });

  test("judges as the loader does", async () => {
    const validate = new Ajv2020({ strict: true, allErrors: true }).compile(settingsJsonSchema());
    const judge = async (text: string) => {
      const { settings, problems } = await loadText(text);
      return [validate(settings.file?.value), problems.length === 0];
    };
    expect(await judge(WHOLE)).toEqual([true, true]);
    for (const wrong of [
      "stage: {}",
      "stages: { 'a b': {} }",
      "stages: { a: { cache: { ttl: -1 } } }",
      "ignores: [{ code: x }]",
      "apiKeys: { k: { value: x } }",
      "backends: 1",
    ]) {
      expect([wrong, ...(await judge(wrong))]).toEqual([wrong, false, false]);
    }
  });
});

describe("applyPolicy", () => {
  const now = new Date("2026-05-01T12:00:00Z");
  const file = { path: "api.yaml", locate: () => undefined, line: () => undefined };
  const found = (code: string, operation?: string, path?: string[]): Diagnostic => ({
    code,
    severity: "warning",
    message: "",
    ...(operation && { operation }),
    location: (path ?? []).reduce<NonNullable<Diagnostic["location"]>>(
      (parent, key) => ({ file, parent, key }),
      { file },
    ),
  });
  const apply = (items: Diagnostic[], content: Settings["content"] & {}, strict = false) =>
    applyPolicy(items, { content }, { strict, now }).map(
      ({ code, severity }) => `${code} ${severity}`,
    );

  test("changes severities, then applies strictness", () => {
    const items = [found("a"), found("b"), found("c"), found("d")];
    const content = { severities: { a: "info", b: "off", c: "error" } } as const;
    expect(apply(items, content)).toEqual(["a info", "c error", "d warning"]);
    expect(apply(items, content, true)).toEqual(["a info", "c error", "d error"]);
  });

  test("hides what an ignore names, by operation, path or file", () => {
    const items = [
      found("a", "GET /pets/{petId}"),
      found("a", undefined, ["paths", "/pets", "post"]),
      found("a", undefined, ["paths", "/admin", "get"]),
      found("b"),
    ];
    const reason = "r";
    expect(apply(items, { ignores: [{ code: "a", operation: "* /pets**", reason }] })).toEqual([
      "a warning",
      "b warning",
    ]);
    expect(apply(items, { ignores: [{ code: "*", path: "/pets/**", reason }] })).toEqual([
      "a warning",
      "b warning",
    ]);
    expect(apply(items, { ignores: [{ code: "*", file: "*.yaml", reason }] })).toEqual([]);
  });

  test("reports ignores that ended or hide nothing", () => {
    const ignores = [
      { code: "a", reason: "r", expires: "2026-05-01" },
      { code: "b", reason: "r", expires: "2026-04-30" },
      { code: "c", reason: "r" },
    ];
    expect(apply([found("a"), found("b")], { ignores })).toEqual([
      "b warning",
      "ignore-expired warning",
      "ignore-unused info",
    ]);
  });
});
