import { locationPath } from "../../diagnostics/location.js";
import type { ApiModel, MediaType, Operation } from "../../model/index.js";
import type { JsonValue } from "../../util/json.js";
import { findMediaType, isJsonMediaType } from "../../util/media-type.js";
import type { HttpResponse } from "../http/message.js";
import { responseForStatus } from "./negotiate.js";

/** The name of recorded examples. */
const EXAMPLE = "recorded";

interface Recorded {
  readonly target: string;
  readonly update: JsonValue;
}

/** Keeps the first JSON answer of each response of an upstream, as the actions of an OpenAPI Overlay. */
export class Recorder {
  readonly #model: ApiModel;
  readonly #recorded = new Map<string, Recorded>();

  constructor(model: ApiModel) {
    this.#model = model;
  }

  /** Keeps an answer; true when it is a new example. */
  add(operation: Operation, answer: HttpResponse): boolean {
    const media = mediaOf(operation, answer);
    if (!media || !isJsonMediaType(media.name)) return false;
    const isSwagger = this.#model.source.dialect.startsWith("swagger");
    const target = targetOf(media, isSwagger);
    if (target === undefined || this.#recorded.has(target)) return false;
    const value = jsonOf(answer.body);
    if (value === undefined) return false;
    const update = isSwagger
      ? { examples: { [media.name]: value } }
      : { examples: { [EXAMPLE]: { value } } };
    this.#recorded.set(target, { target, update });
    return true;
  }

  /** The overlay of all that was recorded (OpenAPI Overlay 1.0), as JSON. */
  overlay(): string {
    const title = typeof this.#model.info.title === "string" ? this.#model.info.title : "API";
    const document = {
      overlay: "1.0.0",
      info: { title: `Recorded examples of ${title}`, version: "1" },
      actions: [...this.#recorded.values()],
    };
    return `${JSON.stringify(document, undefined, 2)}\n`;
  }
}

function mediaOf(operation: Operation, answer: HttpResponse): MediaType | undefined {
  const chosen = responseForStatus(operation.responses, String(answer.status));
  const content = chosen?.response.content ?? [];
  const at = answer.headers.findIndex(
    (name, index) => index % 2 === 0 && /^content-type$/i.test(name),
  );
  const type = at < 0 ? undefined : answer.headers[at + 1];
  const index =
    type === undefined
      ? undefined
      : findMediaType(
          type,
          content.map(({ name }) => name),
        );
  return index === undefined ? undefined : content[index];
}

/** The JSONPath (RFC 9535) of the place that takes the example; Swagger 2 has it beside the response's schema. */
function targetOf(media: MediaType, isSwagger: boolean): string | undefined {
  const path = locationPath(media.location);
  const steps = isSwagger ? path.slice(0, path.lastIndexOf("responses") + 2) : path;
  if (steps.length === 0) return undefined;
  return `$${steps.map((step) => `[${typeof step === "number" ? step : quoted(step)}]`).join("")}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}

function jsonOf(body: Buffer): JsonValue | undefined {
  try {
    return JSON.parse(body.toString("utf8")) as JsonValue;
  } catch {
    return undefined;
  }
}
