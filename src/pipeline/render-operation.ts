import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { InputFile } from "../emitter/emitter.js";
import type { ApiModel, Operation, PathSegment, Template } from "../model/index.js";
import type { BackendAnswer } from "../runtime/aws/backend.js";
import { type DryRun, dryRun, type DryRunStep } from "../runtime/aws/dry-run.js";
import type { HttpRequest } from "../runtime/http/message.js";
import { exampleRequest } from "../schema/example-request.js";
import { isJsonObject, type JsonValue } from "../util/json.js";
import { nearest } from "../util/nearest.js";
import type { TraceEvent } from "../vtl/index.js";
import { load, type LoadOptions } from "./load.js";
import { judged, type PolicyChoice } from "./policy.js";
import { diagnostic } from "./render-diagnostics.js";
import { describeError } from "./render.js";
import type { EventParts, Values } from "./template-event.js";

export type { DryRunStep } from "../runtime/aws/dry-run.js";

/** Which operation of a spec is run, and with what. */
export interface RenderOperationOptions extends LoadOptions, PolicyChoice {
  /** An operationId or `GET /path`. */
  readonly operation: string;
  readonly event: EventParts;
  /** What the backend answers with; absent: what a mock integration or the examples give. */
  readonly backend?: { readonly status: number; readonly body: string };
  /** Told what each line of a template does; `name` is the template's. */
  readonly trace?: (event: TraceEvent, name: string) => void;
}

/** The steps of an operation; an error among the diagnostics says why there are no more. */
export interface RenderOperationResult {
  /** The request as the gateway gets it; absent when the operation was not found. */
  readonly request?: HttpRequest;
  readonly steps: readonly DryRunStep[];
  readonly diagnostics: readonly Diagnostic[];
  readonly inputs: readonly InputFile[];
}

/** Runs the templates, mappings and transforms of one operation step by step; no backend is called. */
export async function renderOperation(
  spec: string,
  options: RenderOperationOptions,
): Promise<RenderOperationResult> {
  const found = await findOperation(spec, options);
  const { model, operation, inputs } = found;
  if (!model || !operation) return { steps: [], diagnostics: found.diagnostics, inputs };
  const { event, backend, trace } = options;
  const stage = model.stages[0];
  const variables = stage?.variables.map(({ name, value }) => [name, value] as const) ?? [];
  const request = requestOf(operation, event);
  const run = await dryRun({
    model,
    operation,
    request,
    stage: stage?.name ?? "default",
    pathParameters: texts(event.path),
    stageVariables: { ...Object.fromEntries(variables), ...texts(event.stageVariables) },
    context: event.context ?? {},
    ...(backend && { answer: answerOf(backend) }),
    ...(trace && { trace: (step, template) => trace(step, templateName(template)) }),
  });
  const diagnostics = [...found.diagnostics, ...failureOf(run, operation)];
  return { request, steps: run.steps, diagnostics, inputs };
}

/** An event that fits an operation: from its examples, else from its schemas. */
export async function printEvent(
  spec: string,
  options: LoadOptions & PolicyChoice & { readonly operation: string },
): Promise<{ readonly event?: EventParts; readonly diagnostics: readonly Diagnostic[] }> {
  const { model, operation, diagnostics } = await findOperation(spec, options);
  if (!model || !operation) return { diagnostics };
  const { bodies, ...params } = exampleRequest(operation, model.components.schemas);
  const [body] = bodies;
  return { event: { ...params, ...(body !== undefined && { body }) }, diagnostics };
}

/** How a template is called where its steps are told: its file, else its media type. */
export function templateName({ file, location, mediaType }: Template): string {
  return file === undefined ? mediaType : location.file.path;
}

interface Found {
  readonly model?: ApiModel;
  readonly operation?: Operation;
  readonly diagnostics: readonly Diagnostic[];
  readonly inputs: readonly InputFile[];
}

async function findOperation(
  spec: string,
  options: LoadOptions & PolicyChoice & { readonly operation: string },
): Promise<Found> {
  const loaded = await load(spec, options);
  const { model, inputs } = loaded;
  const diagnostics = judged(loaded.diagnostics, loaded.settings, options);
  if (!model) return { diagnostics, inputs };
  const { operation: name } = options;
  const operation = model.operations.find(
    ({ key, operationId }) => key === name || operationId === name,
  );
  if (operation) return { model, operation, diagnostics, inputs };
  const known = model.operations.flatMap(({ key, operationId }) => [key, operationId ?? key]);
  const unknown = diagnostic("operation-unknown", undefined, [name, nearest(name, known)]);
  return { model, diagnostics: [...diagnostics, unknown], inputs };
}

function failureOf({ failed, fault }: DryRun, operation: Operation): Diagnostic[] {
  if (!fault) return [];
  const details = { operation: operation.key };
  if (failed) {
    const { location, text } = failed.template;
    const source = typeof text === "string" ? text : "";
    return [{ ...describeError(failed.error, location, source), ...details }];
  }
  const location = operation.gateway?.integration?.location ?? operation.location;
  const reason = fault.validation ?? fault.message ?? fault.errorType;
  return [diagnostic("operation-fault", location, [fault.status, fault.fault, reason], details)];
}

function answerOf({ status, body }: { status: number; body: string }): BackendAnswer {
  return {
    status,
    headers: [["Content-Type", "application/json"]],
    body: Buffer.from(body),
    selector: errorMessageIn(body) ?? String(status),
  };
}

/** The text that patterns see of a function's error. */
function errorMessageIn(body: string): string | undefined {
  try {
    const value = JSON.parse(body) as JsonValue;
    const message = isJsonObject(value) ? value.errorMessage : undefined;
    return typeof message === "string" ? message : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function requestOf({ method, path }: Operation, event: EventParts): HttpRequest {
  const values = texts(event.path);
  const filled = path.segments.map((segment) => segmentText(segment, values)).join("/");
  const query = Object.entries(event.querystring ?? {})
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map(
        (one: JsonValue) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(one))}`,
      ),
    )
    .join("&");
  const hasType = Object.keys(event.header ?? {}).some((name) => /^content-type$/i.test(name));
  const headers: [string, string][] = Object.entries(texts(event.header));
  if (event.body !== undefined && !hasType) headers.push(["Content-Type", "application/json"]);
  const body = Buffer.from(event.body ?? "");
  const target = `/${filled}`;
  return {
    method: method === "ANY" ? (body.length > 0 ? "POST" : "GET") : method,
    target: query === "" ? target : `${target}?${query}`,
    path: target,
    query,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    rawHeaders: headers.flat(),
    body,
    remoteAddress: "127.0.0.1",
  };
}

function segmentText(segment: PathSegment, values: Readonly<Record<string, string>>): string {
  const filled = (name: string, encode: (text: string) => string): string => {
    const value = values[name];
    return value === undefined ? `{${name}}` : encode(value);
  };
  switch (segment.kind) {
    case "static":
      return segment.text;
    case "parameter":
      return filled(segment.name, encodeURIComponent);
    case "greedy":
      return filled(segment.name, encodeURI);
    case "mixed":
      return segment.parts
        .map((part) => (typeof part === "string" ? part : filled(part.name, encodeURIComponent)))
        .join("");
  }
}

function texts(values: Values = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: JsonValue): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
