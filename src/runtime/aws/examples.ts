import type { ApiModel } from "../../model/index.js";
import { type HttpRequest, NO_BODY } from "../http/message.js";
import type { Checkers } from "../openapi/checkers.js";
import { MockOperation } from "../openapi/operation.js";
import { fieldsOf } from "./fields.js";
import type { ExampleAnswer } from "./options.js";

/** Answers as the backend of an operation would: with the document's example of its success. */
export function exampleAnswers(model: ApiModel, checkers: Checkers): ExampleAnswer {
  const behaviour = { dynamic: false, errors: false, seed: "", tuning: undefined };
  return async (operation) => {
    const mock = new MockOperation(model, operation, checkers, behaviour);
    const { status, headers, body } = await mock.example(BARE_REQUEST);
    return { status, headers: fieldsOf(headers), body, selector: String(status) };
  };
}

const BARE_REQUEST: HttpRequest = {
  method: "GET",
  target: "/",
  path: "/",
  query: "",
  headers: {},
  rawHeaders: [],
  body: NO_BODY,
  remoteAddress: "",
};
