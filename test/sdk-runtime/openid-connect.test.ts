import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type AccessToken,
  applyAccessToken,
  renewAccessToken,
} from "../../templates/sdk/typescript/runtime/auth.js";
import { Client } from "../../templates/sdk/typescript/runtime/client.js";
import {
  applyUserPoolToken,
  openIdConnect,
} from "../../templates/sdk/typescript/runtime/openid-connect.js";
import { answerWith, type RecordingServer, startRecordingServer } from "./recording-server.js";

let server: RecordingServer;
beforeAll(async () => {
  server = await startRecordingServer();
});
afterAll(() => server.close());

/** What the issuer says of itself. */
let metadata: readonly [status: number, body: object];
let now: number;
beforeEach(() => {
  server.requests.length = 0;
  now = 0;
  metadata = [200, { issuer: server.baseUrl, token_endpoint: `${server.baseUrl}/token` }];
  let issued = 0;
  server.answer = (request, response) => {
    const { url } = request;
    if (url.endsWith("/.well-known/openid-configuration")) {
      return answerWith(...metadata)(request, response);
    }
    if (url !== "/token") return answerWith(204)(request, response);
    issued++;
    answerWith(200, { access_token: `t${issued}`, expires_in: 100 })(request, response);
  };
});

const credentials = { clientId: "me", clientSecret: "secret" };

function callWith(token: AccessToken, scheme: object = {}): () => PromiseLike<unknown> {
  const auth = { oidc: token };
  const client = new Client({ baseUrl: server.baseUrl, auth, clock: { now: () => now } });
  const whole = {
    name: "oidc",
    apply: applyAccessToken,
    renew: renewAccessToken,
    discoveryUrl: `${server.baseUrl}/pool/`,
    ...scheme,
  };
  const security = [[[whole, "read"] as const]];
  return () => client.call({ name: "get", method: "GET", path: "/thing", security }, {});
}

const asked = (): string[] => server.requests.map(({ url }) => url);

describe("a source of tokens with discovery", () => {
  it("asks the issuer once, then for one token, for calls at the same time", async () => {
    const call = callWith(openIdConnect(credentials));
    await Promise.all(Array.from({ length: 20 }, call));
    expect(asked().slice(0, 2)).toEqual(["/pool/.well-known/openid-configuration", "/token"]);
    expect(asked().filter((url) => url !== "/thing").length).toBe(2);
    const token = server.requests.find(({ url }) => url === "/token");
    expect(token?.body.toString()).toBe("grant_type=client_credentials&scope=read");
    expect(token?.headers.authorization).toBe(`Basic ${btoa("me:secret")}`);
    expect(server.last.headers.authorization).toBe("Bearer t1");
  });

  it("buys the next token before the old one expires, from the endpoint that it knows", async () => {
    const call = callWith(openIdConnect(credentials));
    await call();
    now = 69_000;
    await call();
    expect(server.last.headers.authorization).toBe("Bearer t1");
    now = 71_000;
    await call();
    expect(server.last.headers.authorization).toBe("Bearer t2");
    expect(asked().filter((url) => url.includes("well-known")).length).toBe(1);
  });

  it("takes an issuer, or the URL of a discovery document, instead of the API's", async () => {
    await callWith(openIdConnect({ ...credentials, issuer: `${server.baseUrl}/mine` }))();
    const discoveryUrl = `${server.baseUrl}/other/.well-known/openid-configuration`;
    await callWith(openIdConnect(credentials), { discoveryUrl })();
    expect(asked().filter((url) => url.includes("well-known"))).toEqual([
      "/mine/.well-known/openid-configuration",
      "/other/.well-known/openid-configuration",
    ]);
  });

  it("sends a user pool's token alone in its header", async () => {
    const scheme = { apply: applyUserPoolToken, parameter: "Authorization" };
    await callWith(openIdConnect(credentials), scheme)();
    expect(server.last.headers.authorization).toBe("t1");
    await callWith(() => Promise.resolve("id token"), scheme)();
    expect(server.last.headers.authorization).toBe("id token");
  });

  it.each([
    [[500, {}], /auth\.oidc: no token endpoint at .*, which answered 500$/],
    [[200, { token_endpoint: 7 }], /no token endpoint at .*, which answered 200$/],
    [[200, { token_endpoint: "file:///etc" }], /names the token endpoint file:\/\/\/etc$/],
  ] as const)("tells what the issuer said: %j, and asks again", async (said, message) => {
    metadata = said;
    const call = callWith(openIdConnect(credentials));
    await expect(call()).rejects.toThrow(message);
    expect(asked().length).toBe(1);
    metadata = [200, { token_endpoint: `${server.baseUrl}/token` }];
    await call();
    expect(server.last.headers.authorization).toBe("Bearer t1");
  });

  it("does not go from an issuer with TLS to an endpoint without", async () => {
    const source = openIdConnect({ ...credentials, issuer: "https://id.example" });
    const answer = { token_endpoint: "http://id.example/token" };
    const context = {
      scopes: [],
      now: () => 0,
      fetch: () => Promise.resolve(Response.json(answer)),
    };
    await expect(source.getToken({ name: "oidc" }, context)).rejects.toThrow(
      "names the token endpoint http://id.example/token",
    );
  });
});
