import { defineRule } from "../rule.js";

/** Methods whose request has no body with a meaning (RFC 9110 §9.3). */
const BODYLESS: ReadonlySet<string> = new Set(["GET", "HEAD", "DELETE", "TRACE"]);

/** Headers that OpenAPI describes elsewhere and therefore ignores as parameters. */
const DESCRIBED_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["accept", "the media types of the responses"],
  ["content-type", "the media types of the request body"],
  ["authorization", "a security scheme"],
]);

/** Operations without an operationId. */
export const missingOperationId = defineRule({
  code: "operation-id-missing",
  severity: "warning",
  message: () => "The operation has no `operationId`.",
  mend: "Give it one, such as `listPets`: method names of SDKs come from it.",
  explain:
    "Without an `operationId` the names of generated functions are made from the verb and the path, and change when the path does.",
  start: (report) => ({
    operation(operation, site) {
      if (operation.operationId === undefined) report(operation.location, [], site);
    },
  }),
});

/** Operations that never succeed on paper. */
export const noSuccessResponse = defineRule({
  code: "success-response-missing",
  severity: "warning",
  message: (statuses: string) =>
    `The operation describes no successful response, only ${statuses}.`,
  mend: "Describe the response of success, such as `200` or `204`.",
  explain:
    "The result's type of a generated function comes from the successful responses. Where there are only errors, and no `default`, a call has no known result.",
  start: (report) => ({
    operation(operation, site) {
      const statuses = operation.responses.map(({ status }) => status);
      if (statuses.length === 0 || statuses.some((status) => /^([123]|default$)/i.test(status)))
        return;
      report(operation.location, [statuses.join(", ")], site);
    },
  }),
});

/** Bodies on methods that have none. */
export const unexpectedBody = defineRule({
  code: "body-without-meaning",
  severity: "warning",
  message: (method: string) =>
    `A \`${method}\` request has a body here, which has no defined meaning.`,
  mend: "Move the content into parameters, or use POST, PUT or PATCH.",
  explain:
    "RFC 9110 §9.3 gives the content of GET, HEAD and DELETE requests no meaning: `fetch` refuses it on GET and HEAD, and gateways and caches may drop or reject it.",
  start: (report) => ({
    operation({ method, requestBody }, site) {
      if (requestBody && BODYLESS.has(method)) report(requestBody.location, [method], site);
    },
  }),
});

/** Content of responses that have none. */
export const contentOnEmptyStatus = defineRule({
  code: "content-on-empty-status",
  severity: "warning",
  message: (status: string) =>
    `A response with status ${status} has no content, but one is described.`,
  mend: "Remove the content, or use another status.",
  explain: "Responses with 1xx, 204, 205 and 304 end after their headers (RFC 9110 §6.4.1).",
  start: (report) => ({
    operation(operation, site) {
      for (const { status, response } of operation.responses) {
        if (!/^(1\d\d|204|205|304)$/.test(status)) continue;
        if (response.content?.some(({ schema }) => schema !== undefined)) {
          report(response.location, [status], site);
        }
      }
    },
  }),
});

/** Header parameters that the specification tells tools to ignore. */
export const ignoredHeaderParameter = defineRule({
  code: "header-parameter-ignored",
  severity: "warning",
  message: (name: string, instead: string) =>
    `The header parameter \`${name}\` is ignored: ${instead} describe${instead.startsWith("a ") ? "s" : ""} it.`,
  mend: "Remove the parameter and describe the header there.",
  explain:
    "Parameters named `Accept`, `Content-Type` and `Authorization` in headers are ignored (OpenAPI 3.2 §4.12.1): media types and security schemes say what they hold.",
  start: (report) => ({
    parameter({ in: place, name, location }, site) {
      const instead = place === "header" ? DESCRIBED_ELSEWHERE.get(name.toLowerCase()) : undefined;
      if (instead !== undefined) report(location, [name, instead], site);
    },
  }),
});

/** Tags that the document does not list, when it lists any. */
export const undeclaredTag = defineRule({
  code: "tag-undeclared",
  severity: "info",
  message: (tag: string) => `The tag \`${tag}\` is not in the document's list of tags.`,
  mend: "Add it to `tags` at the root, or correct its spelling.",
  explain:
    "Operations may use tags that the document does not list, but where it lists some, another one is often a slip, and an SDK then gets one group more.",
  start(report, { model }) {
    const known = new Set(model.tags.map(({ name }) => name));
    return {
      operation(operation, site) {
        if (known.size === 0) return;
        for (const tag of operation.tags) {
          if (!known.has(tag)) report(operation.location, [tag], site);
        }
      },
    };
  },
});
