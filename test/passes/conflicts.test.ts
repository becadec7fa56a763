import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { locationPath } from "../../src/diagnostics/location.js";
import { placeOf } from "../../src/diagnostics/place.js";
import { load } from "../../src/pipeline/load.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-conflicts-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SPEC = `openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets: { get: { responses: { "200": { description: ok } } } }
`;

async function problems(settings: string, more = ""): Promise<string[]> {
  writeFileSync(join(folder, "api.yaml"), SPEC + more);
  writeFileSync(join(folder, "gw-gen.yaml"), settings);
  const { diagnostics } = await load("api.yaml", { cwd: folder });
  return diagnostics.map(({ code, severity, message, location }) => {
    const path = location ? locationPath(location) : [];
    const line = location && placeOf(location).range?.start.line;
    return `${severity} ${code} ${path.join("/")}:${line} ${message}`;
  });
}

describe("combinations that the gateway refuses", () => {
  const cases: readonly (readonly [name: string, settings: string, found: readonly string[]])[] = [
    [
      "a lifetime of cached answers above an hour",
      "stages:\n  prod:\n    cache: { size: '0.5', ttl: 3601 }\n",
      [
        "error settings-value stages/prod/cache/ttl:3 `ttl` must be a whole number from 0 to 3600, not 3601.",
      ],
    ],
    [
      "a plan for a stage that there is not",
      "stages: { prod: {} }\nusagePlans:\n  gold: { stages: [prd] }\n",
      [
        'error plan-unknown-stage usagePlans/gold/stages/0:3 The usage plan "gold" names the stage "prd"; there is "prod".',
      ],
    ],
    [
      "rates above the account's",
      `stages:
  prod: { throttle: { rate: 10000, burst: 5001 } }
usagePlans:
  gold:
    throttle: { rate: 10001, burst: 1 }
    stages: [{ stage: prod, methods: { GET /pets: { rate: 20000, burst: 1 } } }]
`,
      [
        'warning throttle-above-account usagePlans/gold/throttle/rate:5 The usage plan "gold" has a rate of 10001; the account lets 10000 through.',
        'warning throttle-above-account usagePlans/gold/stages/0/methods/GET /pets/rate:6 The usage plan "gold" for GET /pets has a rate of 20000; the account lets 10000 through.',
        'warning throttle-above-account stages/prod/throttle/burst:2 The stage "prod" has a burst of 5001; the account lets 5000 through.',
      ],
    ],
    [
      "two stages under one base path, one by inheritance",
      `stages:
  dev: { domains: [{ domain: api.pets.example, basePath: v1 }] }
  prod: { domains: [{ domain: API.pets.example, basePath: v1 }] }
  other: { domains: [{ domain: api.pets.example }] }
  more: { extends: other }
`,
      [
        'error domain-path-taken stages/prod/domains/0:3 "api.pets.example/v1" leads to the stage "dev" already.',
        'error domain-path-taken stages/more:5 "api.pets.example/" leads to the stage "other" already.',
      ],
    ],
    [
      "a private API that nobody may call",
      "endpoint: { type: private }\n",
      [
        "error private-without-policy endpoint:1 A private API needs a resource policy, and neither settings nor document have one.",
      ],
    ],
    [
      "VPC endpoints of a public API",
      "endpoint: { type: edge, vpcEndpointIds: [vpce-0a] }\n",
      [
        "error vpc-endpoints-not-private endpoint/vpcEndpointIds:1 VPC endpoints belong to a private API, and this one is edge.",
      ],
    ],
    [
      "a private HTTP API",
      "gateway: { kind: http }\nendpoint: { type: private, allowFrom: { vpcs: [vpc-1] } }\n",
      [
        "error endpoint-of-http-api endpoint/type:2 An HTTP API has a regional endpoint, not one of the type private.",
      ],
    ],
    [
      "an API without a way in",
      "endpoint: { disableDefault: true }\n",
      [
        "warning endpoint-unreachable endpoint/disableDefault:1 The default endpoint is switched off, and no stage has a custom domain: nobody reaches the API.",
      ],
    ],
    [
      "a cache without a cluster",
      "stages: { prod: { cache: { enabled: true } } }\n",
      [
        'warning cache-without-size stages/prod/cache:1 The cache of the stage "prod" is enabled, but the stage has none: it lacks `size`.',
      ],
    ],
    [
      "names and values that the gateway does not take",
      `stages:
  a.b: {}
  prod:
    variables:
      back-end: x
      host: "a b"
endpoint:
  type: private
  vpcEndpointIds: [endpoint-1]
  allowFrom: { accounts: ["12"], cidrs: [10.0.0.0/33], vpcEndpoints: [vpce-0a] }
`,
      [
        'error settings-name stages/a.b:2 The name "a.b" must be up to 128 letters, digits, hyphens and underscores.',
        'error settings-name stages/prod/variables/back-end:5 The name "back-end" must be up to 64 letters, digits and underscores.',
        'error settings-value stages/prod/variables/host:6 `host` must be up to 512 letters, digits and - . _ ~ : / ? # & = ,, not "a b".',
        'error settings-value endpoint/vpcEndpointIds/0:9 `vpcEndpointIds[0]` must be an id such as vpce-0123abcd, not "endpoint-1".',
        'error settings-value endpoint/allowFrom/cidrs/0:10 `cidrs[0]` must be an address or a range such as 203.0.113.0/24, not "10.0.0.0/33".',
        'error settings-value endpoint/allowFrom/accounts/0:10 `accounts[0]` must be an account id of 12 digits, not "12".',
      ],
    ],
    [
      "secrets in plain text",
      `apiKeys:
  partner: { value: s3cret }
stages:
  prod:
    url: https://admin:pa55@pets.example
    variables: { key: ${`AKIA${"EXAMPLE".repeat(3).slice(0, 16)}`} }
`,
      [
        "error settings-secret-value stages/prod/url:5 `url` holds a password in plain text.",
        "error settings-secret-value stages/prod/variables/key:6 `key` holds an AWS access key in plain text.",
        "error settings-secret apiKeys/partner/value:2 `value` would keep a secret in plain text.",
      ],
    ],
    [
      "stages that extend one another",
      "stages:\n  a: { extends: b }\n  b: { extends: c }\n  c: { extends: a }\n",
      ["error stage-cycle stages/c/extends:4 The stages a → b → c → a extend one another."],
    ],
  ];
  test.each(cases)("%s", async (_name, settings, found) => {
    expect((await problems(settings)).toSorted()).toEqual([...found].toSorted());
  });

  test("a private API that is to become edge-optimized", async () => {
    const source = "x-amazon-apigateway-endpoint-configuration: { vpcEndpointIds: [vpce-1] }\n";
    expect(await problems("endpoint: { type: edge }\n", source)).toEqual([
      "error endpoint-private-to-edge endpoint/type:1 A private API cannot become edge-optimized.",
    ]);
    expect(await problems("endpoint: { type: regional }\n", source)).toEqual([]);
  });

  test("but not what a raised quota, domains or a policy make possible", async () => {
    expect(
      await problems(`gateway: { accountThrottle: { rate: 20000, burst: 8000 } }
endpoint: { disableDefault: true }
stages:
  dev: { throttle: { rate: 20000, burst: 8000 }, domains: [{ domain: api.pets.example, basePath: dev }] }
  prod: { domains: [{ domain: api.pets.example }], cache: { size: "0.5", enabled: true, ttl: 3600 } }
`),
    ).toEqual([]);
  });
});

describe("an overlay that makes the document invalid", () => {
  const overlaid = async (spec: string, ...actions: readonly string[]): Promise<string[]> => {
    const list = actions.map((action) => `  - ${action}\n`).join("");
    writeFileSync(
      join(folder, "prod.yaml"),
      `overlay: 1.1.0\ninfo: { title: prod, version: "1" }\nactions:\n${list}`,
    );
    writeFileSync(join(folder, "api.yaml"), spec);
    writeFileSync(join(folder, "gw-gen.yaml"), "overlays: [prod.yaml]\n");
    const { diagnostics } = await load("api.yaml", { cwd: folder });
    return diagnostics.map(({ code, message, location }) => {
      const place = location && placeOf(location);
      return `${code} ${place?.path}:${place?.range?.start.line} ${message}`;
    });
  };
  const WITH_SCHEMA = `openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
components:
  schemas:
    Pet: { type: object }
    Toy: { type: object }
`;

  test("names the action that takes away what is referred to, among those that are right", async () => {
    const found = await overlaid(
      WITH_SCHEMA,
      "{ target: $.info, update: { title: Live pets } }",
      "{ target: $.components.schemas.Toy, remove: true }",
      "{ target: $.components.schemas.Pet, remove: true }",
      "{ target: $.info, update: { description: Pets of all kinds } }",
    );
    expect(found.filter((line) => line.startsWith("overlay-"))).toEqual([
      "overlay-invalid prod.yaml:6 This action makes the document invalid: Nothing stands where `$ref: #/components/schemas/Pet` points to.",
    ]);
  });

  test("blames no action for what was wrong before", async () => {
    const wrong = WITH_SCHEMA.replace("schemas/Pet", "schemas/Pat");
    const found = await overlaid(wrong, "{ target: $.info, update: { title: Live pets } }");
    expect(found.filter((line) => line.startsWith("overlay-"))).toEqual([]);
    expect(found).toHaveLength(1);
  });
});
