import type { ApiModel, Operation } from "../../model/index.js";
import { sample } from "../../schema/sample.js";
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
    const answer = { status, headers: fieldsOf(headers), selector: String(status) };
    return { ...answer, body: backendBody(model, operation, answer.selector) ?? body };
  };
}

/** The body that a backend of another schema gives, where a transform of the response names it. */
function backendBody(model: ApiModel, operation: Operation, status: string): Buffer | undefined {
  const named = operation.transform?.responses ?? [];
  const transform = [status, "default"].flatMap(
    (name) => named.find((one) => one.name === name) ?? [],
  );
  const { schemas } = model.components;
  const schema = schemas.get(transform[0]?.value.backend ?? "");
  const made = schema && sample(schema, { schemas, mode: "fixed", direction: "response" });
  return made?.kind === "value" ? Buffer.from(JSON.stringify(made.value)) : undefined;
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
