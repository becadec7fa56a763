import { expect, it } from "vitest";
import { prepare } from "../../templates/sdk/typescript/runtime/prepare.js";

const operation = { name: "upload", method: "GET", path: "/files" };
const urlOf = (own: object, client: object): string =>
  prepare({ ...operation, ...own }, {}, { baseUrl: "https://api.test/v1", ...client }, {}).request
    .url;

it.each<[string, object, object, string]>([
  ["the client's base URL", {}, {}, "https://api.test/v1/files"],
  [
    "the operation's own server",
    { serverUrl: "https://upload.test" },
    {},
    "https://upload.test/files",
  ],
  [
    "a base URL that was given, before the operation's own server",
    { serverUrl: "https://upload.test" },
    { isBaseUrlGiven: true },
    "https://api.test/v1/files",
  ],
  [
    "the address of the next page, before all",
    { baseUrl: "https://api.test", serverUrl: "https://upload.test" },
    { isBaseUrlGiven: true },
    "https://api.test/files",
  ],
])("requests go to %s", (_name, own, client, expected) => {
  expect(urlOf(own, client)).toBe(expected);
});
