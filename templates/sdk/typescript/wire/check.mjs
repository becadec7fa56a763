import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, METHODS } from "node:http";
import { test } from "node:test";

/**
 * Calls an operation once for each answer that it may get, against a server on this machine: what arrives there has to
 * be what the description asks for, and what the call gives be what the answer holds.
 */
export function check(
  Client,
  { call, options, input, sent, answers, stream = false },
) {
  for (const answer of answers) {
    const title = `${call.join(".")} sends ${sent.method} ${sent.path} and reads ${answer.status}`;
    // What Node.js does not know as a method its server does not read.
    const skip = !METHODS.includes(sent.method);
    test(title, { skip }, async () => {
      const { requests, origin, close } = await serve(answer);
      try {
        const client = new Client({
          baseUrl: "https://api.example.com",
          ...options,
          retry: false,
          // Wherever an operation is, it is called here.
          fetch: (url, init) => {
            const { pathname, search } = new URL(url);
            return fetch(origin + pathname + search, init);
          },
        });
        const target = call
          .slice(0, -1)
          .reduce((object, name) => object[name], client);
        const method = call.at(-1);
        if (stream) {
          for await (const event of target[method](input, { reconnect: false }))
            assert.ok(event);
        } else {
          await expectOutcome(target[method](input), answer);
        }
        assert.equal(requests.length, 1);
        expectRequest(requests[0], sent);
      } finally {
        close();
      }
    });
  }
}

async function expectOutcome(call, answer) {
  if ("error" in answer) {
    const outcome = await call.safe();
    assert.equal(outcome.ok, false);
    assert.equal(outcome.error.status, answer.status);
    assert.deepEqual(outcome.error.body, answer.error);
  } else if ("result" in answer) {
    assert.deepEqual(await call, answer.result);
  } else {
    const response = await call.raw();
    assert.equal(response.status, answer.status);
    await response.body?.cancel();
  }
}

function expectRequest(request, sent) {
  const url = new URL(request.url, "http://localhost");
  assert.equal(request.method, sent.method);
  // What a described path has of a query or a fragment is no part of it.
  const [path] = sent.path.split(/[?#]/, 1);
  const parts = path.split(/(\{[^{}]*\})/);
  const names = parts
    .filter((_, at) => at % 2 === 1)
    .map((part) => part.slice(1, -1));
  const pattern = parts.map((part, at) =>
    at % 2 === 1 ? "(.*?)" : plainOrEncoded(part),
  );
  const found = new RegExp(`${pattern.join("")}$`).exec(url.pathname);
  assert.ok(found, `${url.pathname} is not ${path}`);
  for (const [name, value] of Object.entries(sent.pathParameters ?? {})) {
    assert.equal(decodeURIComponent(found[names.indexOf(name) + 1]), value);
  }
  for (const [name, value] of Object.entries(sent.query ?? {})) {
    assert.deepEqual(url.searchParams.getAll(name), [value]);
  }
  for (const [name, value] of Object.entries(sent.headers ?? {})) {
    assert.equal(request.headers[name.toLowerCase()], value);
  }
  if (sent.contentType !== undefined) {
    const essence = (type) =>
      String(type).split(";", 1)[0].trim().toLowerCase();
    assert.equal(
      essence(request.headers["content-type"]),
      essence(sent.contentType),
    );
  }
  if ("body" in sent) assert.deepEqual(JSON.parse(request.body), sent.body);
}

/** A server that gives one answer to everything, and keeps what it was asked. */
async function serve(answer) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const { method, url, headers } = request;
    requests.push({
      method,
      url,
      headers,
      body: Buffer.concat(parts).toString(),
    });
    if (answer.contentType !== undefined)
      response.setHeader("content-type", answer.contentType);
    response.statusCode = answer.status;
    response.end("body" in answer ? JSON.stringify(answer.body) : answer.text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return {
    requests,
    origin: `http://127.0.0.1:${server.address().port}`,
    close,
  };
}

function plainOrEncoded(text) {
  return `(?:${escape(text)}|${escape(encodeURI(text))})`;
}

function escape(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
