import { type DryRunStep, templateName } from "../../pipeline/render-operation.js";
import type { HttpRequest } from "../../runtime/http/message.js";
import { isJsonObject } from "../../util/json.js";
import type { Palette } from "../../util/ansi.js";
import { printable } from "../../util/printable.js";

/** One step of an operation as data: its name, and what it made. */
export interface ReportedStep {
  readonly step: string;
  /** The method and address, the status, or the template's name. */
  readonly head?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  /** What a template or a transform set beside its output. */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

/** The request and the steps of an operation, in one form for people and for tools. */
export function reportedSteps(
  request: HttpRequest,
  steps: readonly DryRunStep[],
): readonly ReportedStep[] {
  const headers = pairsOf(request.rawHeaders);
  const head = `${request.method} ${request.target}`;
  const first = { step: "method request", head, headers, body: request.body.toString("utf8") };
  return [first, ...steps.map(reported)];
}

function reported(step: DryRunStep): ReportedStep {
  switch (step.kind) {
    case "template": {
      const { direction, isTransform, result, template } = step;
      const overrides = direction === "request" ? result.requestOverride : result.responseOverride;
      return {
        step: `${direction} ${isTransform ? "transform" : "template"}`,
        head: templateName(template),
        body: result.output,
        overrides: withoutEmpty(overrides),
      };
    }
    case "integrationRequest": {
      const { integration, request, url } = step;
      const uri = typeof integration.uri === "string" ? integration.uri : undefined;
      const address = url ?? uri ?? "";
      const query = url === undefined && request.query.length > 0 ? queryText(request.query) : "";
      return {
        step: `integration request (${integration.type})`,
        ...(integration.type !== "mock" && { head: `${request.method} ${address}${query}`.trim() }),
        headers: request.headers,
        body: textOf(request.body),
      };
    }
    case "backendAnswer": {
      const { answer, from } = step;
      return {
        step: `integration response (${from})`,
        head: String(answer.status),
        headers: answer.headers,
        body: textOf(answer.body),
      };
    }
    case "methodResponse": {
      const { status, headers, body } = step.response;
      return { step: "method response", head: String(status), headers, body: textOf(body) };
    }
  }
}

/** The steps as text: each with a title, what it made indented below. */
export function stepsText(steps: readonly ReportedStep[], { bold }: Palette): string {
  return steps
    .map(({ step, head, headers = [], body = "", overrides = {} }) => {
      const lines = [
        ...headers.map(([name, value]) => `${name}: ${value}`),
        ...Object.entries(overrides).map(
          ([name, value]) => `sets ${name} ${JSON.stringify(value)}`,
        ),
        ...(body.trim() === "" ? [] : ["", ...body.replace(/\n+$/, "").split("\n")]),
      ];
      const title = `${bold(step)}${head === undefined ? "" : ` ${printable(head)}`}`;
      const shown = lines.map((line) => `${`  ${printable(line)}`.trimEnd()}\n`);
      return `${title}\n${shown.join("")}`;
    })
    .join("\n");
}

function withoutEmpty(overrides: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(overrides).filter(
      ([, value]) => !(isJsonObject(value) && Object.keys(value).length === 0),
    ),
  );
}

function pairsOf(flat: readonly string[]): readonly (readonly [string, string])[] {
  return flat.flatMap((name, index) =>
    index % 2 === 0 ? [[name, flat[index + 1] ?? ""] as const] : [],
  );
}

function queryText(query: readonly (readonly [string, string])[]): string {
  return `?${query.map(([name, value]) => `${name}=${value}`).join("&")}`;
}

function textOf(body: string | Buffer): string {
  return typeof body === "string" ? body : body.toString("utf8");
}
