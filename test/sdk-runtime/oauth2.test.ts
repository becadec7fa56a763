import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SchemeUse } from "../../templates/sdk/typescript/runtime/operation.js";
import { Client } from "../../templates/sdk/typescript/runtime/client.js";
import {
  type AccessToken,
  applyAccessToken,
  renewAccessToken,
} from "../../templates/sdk/typescript/runtime/auth.js";
import { oauth2 } from "../../templates/sdk/typescript/runtime/oauth2.js";
import { answerWith, type RecordingServer, startRecordingServer } from "./recording-server.js";

let server: RecordingServer;
let now = 0;
beforeAll(async () => {
  server = await startRecordingServer();
});
afterAll(() => server.close());

/** Tokens are `t1`, `t2` …; a call with a token of `refused` is a 401. */
let refused: ReadonlySet<string>;
let issued: number;
beforeEach(() => {
  server.requests.length = 0;
  refused = new Set();
  issued = 0;
  now = 0;
  server.answer = (request, response) => {
    if (request.url === "/token") {
      issued++;
      answerWith(200, { access_token: `t${issued}`, expires_in: 100 })(request, response);
      return;
    }
    const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
    answerWith(refused.has(token) ? 401 : 204)(request, response);
  };
});

function clientWith(oauth: AccessToken): () => PromiseLike<unknown> {
  const clock = { now: () => now };
  const client = new Client({ baseUrl: server.baseUrl, auth: { oauth }, clock });
  const scheme = {
    name: "oauth",
    apply: applyAccessToken,
    renew: renewAccessToken,
    tokenUrl: `${server.baseUrl}/token`,
  };
  const security: SchemeUse[][] = [[[scheme, "read", "write"]]];
  return () => client.call({ name: "get", method: "GET", path: "/thing", security }, {});
}

const tokensUsed = (): unknown[] =>
  server.requests.filter(({ url }) => url === "/thing").map(({ headers }) => headers.authorization);

describe("OAuth 2", () => {
  it("takes a token or a function that gives one", async () => {
    await clientWith("a")();
    await clientWith(() => Promise.resolve("b"))();
    expect(tokensUsed()).toEqual(["Bearer a", "Bearer b"]);
  });

  it("buys a token with client credentials, once for calls at the same time", async () => {
    const call = clientWith(oauth2({ clientId: "id", clientSecret: "se:cret" }));
    await Promise.all(Array.from({ length: 20 }, call));
    const [token] = server.requests;
    expect(issued).toBe(1);
    expect(token?.body.toString()).toBe("grant_type=client_credentials&scope=read+write");
    expect(token?.headers.authorization).toBe(`Basic ${btoa("id:se%3Acret")}`);
    expect(tokensUsed()).toEqual(Array.from({ length: 20 }, () => "Bearer t1"));
  });

  it("buys a new one before the old one expires", async () => {
    const call = clientWith(oauth2({ clientId: "id", clientSecret: "s" }));
    await call();
    now = 69_000;
    await call();
    now = 71_000;
    await Promise.all([call(), call()]);
    expect(tokensUsed()).toEqual(["Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2"]);
  });

  it("buys a new one after a 401, once", async () => {
    const call = clientWith(oauth2({ clientId: "id", clientSecret: "s" }));
    refused = new Set(["t1"]);
    await call();
    expect(tokensUsed()).toEqual(["Bearer t1", "Bearer t2"]);
    refused = new Set(["t2", "t3"]);
    await expect(call()).rejects.toMatchObject({ status: 401 });
    expect(tokensUsed().slice(2)).toEqual(["Bearer t2", "Bearer t3"]);
  });

  it("shows the client in the body on demand, and spends refresh tokens", async () => {
    const call = clientWith(
      oauth2({
        clientId: "id",
        clientSecret: "s",
        refreshToken: "r",
        scopes: [],
        clientAuthentication: "body",
      }),
    );
    await call();
    expect(server.requests[0]?.body.toString()).toBe(
      "grant_type=refresh_token&refresh_token=r&client_id=id&client_secret=s",
    );
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  it("says what the token endpoint said, and asks again the next time", async () => {
    const { answer } = server;
    server.answer = answerWith(400, { error: "invalid_client" });
    const call = clientWith(oauth2({ clientId: "id", clientSecret: "s" }));
    await expect(call()).rejects.toMatchObject({
      name: "RequestError",
      message: `GET ${server.baseUrl}/thing: auth.oauth: the token endpoint answered 400: invalid_client`,
    });
    server.answer = answer;
    await call();
    expect(tokensUsed()).toEqual(["Bearer t1"]);
  });
});
