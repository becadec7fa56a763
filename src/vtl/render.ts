import { RootContext } from "./compile/context.js";
import { compileTree } from "./compile/compiler.js";
import { defaultLimits } from "./compile/limits.js";
import type { RenderLimits } from "./compile/limits.js";
import type { Profile } from "./compile/profile.js";
import { Run, StopSignal } from "./compile/run.js";
import type { RunnableTemplate, TraceEvent } from "./compile/run.js";
import { TemplateError } from "./failure.js";
import { GatewayMap } from "./gateway/gateway-map.js";
import { InputValue } from "./gateway/input.js";
import { UtilValue } from "./gateway/util.js";
import { toGatewayMap, toPlain, toValue } from "./gateway/variables.js";
import type { TemplateAst } from "./syntax/ast.js";
import { parseTemplate } from "./syntax/parser.js";
import { JavaMap } from "./values/map.js";
import type { Value } from "./values/value.js";

/** What a mapping template is given: the payload and what surrounds it. */
export interface TemplateEvent {
  /** The payload as text; absent and empty count as `{}`. */
  readonly body?: string | null;
  readonly params?: {
    readonly path?: Readonly<Record<string, unknown>>;
    readonly querystring?: Readonly<Record<string, unknown>>;
    readonly header?: Readonly<Record<string, unknown>>;
  };
  /** What `$context` holds; `requestOverride` and `responseOverride` in it carry over what an earlier template set. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly stageVariables?: Readonly<Record<string, unknown>>;
}

/** Gives the text of a file that a template names; undefined where there is none. */
export type TemplateFiles = (name: string) => string | undefined;

/** What one rendering is given. */
export interface RenderInput {
  /** In the aws profile: what `$input`, `$context` and `$stageVariables` show. */
  readonly event?: TemplateEvent;
  /** Plain variables by name. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Stage variables, where the event has none. */
  readonly stageVariables?: Readonly<Record<string, unknown>>;
  /** The texts that `#parse` and `#include` may name, by name or as a look-up. */
  readonly files?: Readonly<Record<string, string>> | TemplateFiles;
  readonly limits?: Partial<RenderLimits>;
  /** Called for each reference printed, variable set, condition decided and loop round begun. */
  readonly trace?: (event: TraceEvent) => void;
}

/** How a template is compiled. */
export interface CompileOptions {
  /** Whose rules hold; `aws` unless said otherwise. */
  readonly profile?: Profile;
  /** The template's name, for errors. */
  readonly name?: string;
}

/** What a template printed, and what it set in `$context`. */
export interface RenderResult {
  readonly output: string;
  /** `$context.requestOverride` after rendering: maps under `path`, `header`, `querystring`, and other keys set. */
  readonly requestOverride: Readonly<Record<string, unknown>>;
  /** `$context.responseOverride` after rendering: a map under `header`, `status` when set, and other keys set. */
  readonly responseOverride: Readonly<Record<string, unknown>>;
}

/** A template ready to be rendered any number of times. */
export interface CompiledTemplate {
  readonly ast: TemplateAst;
  /** Renders it; throws only TemplateError. */
  readonly render: (input: RenderInput) => RenderResult;
}

/** Parses and compiles a template; throws TemplateError when it does not parse. */
export function compileTemplate(text: string, options: CompileOptions = {}): CompiledTemplate {
  const profile = options.profile ?? "aws";
  const { ast, runnable } = compileText(text, profile, options.name);
  return { ast, render: (input) => renderCompiled(runnable, profile, input) };
}

/** Renders a template once; throws only TemplateError. */
export function renderTemplate(text: string, options: RenderInput & CompileOptions): RenderResult {
  return compileTemplate(text, options).render(options);
}

function compileText(
  text: string,
  profile: Profile,
  name: string | undefined,
  isMacro?: (name: string) => boolean,
): { readonly ast: TemplateAst; readonly runnable: RunnableTemplate } {
  const { template, errors } = parseTemplate(text, {
    ...(name !== undefined && { name }),
    ...(isMacro && { isMacro }),
  });
  const [error] = errors;
  if (error || !template) throw error ?? new Error("a parse without a tree has an error");
  try {
    return { ast: template, runnable: compileTree(template, profile) };
  } catch (failure) {
    if (!(failure instanceof RangeError)) throw failure;
    throw new TemplateError("limit", "the template nests too deeply", { line: 1, column: 1 }, name);
  }
}

function renderCompiled(
  template: RunnableTemplate,
  profile: Profile,
  input: RenderInput,
): RenderResult {
  const run = new Run({
    limits: { ...defaultLimits(profile), ...input.limits },
    files: lookUp(input.files ?? {}),
    compile: (text, current, name) => {
      const isMacro = (macro: string): boolean => current.macros.has(macro);
      return compileText(text, profile, name, isMacro).runnable;
    },
    trace: input.trace,
  });
  try {
    const { variables, overrides } = makeVariables(profile, input);
    run.register(template.macros);
    const out = run.buffer();
    try {
      template.body(new RootContext(run, variables), out);
    } catch (error) {
      if (!(error instanceof StopSignal)) throw error;
    }
    return {
      output: out.text,
      requestOverride: plainMap(overrides.get("requestOverride")),
      responseOverride: plainMap(overrides.get("responseOverride")),
    };
  } catch (error) {
    throw run.toTemplateError(error);
  }
}

function lookUp(files: NonNullable<RenderInput["files"]>): TemplateFiles {
  if (typeof files === "function") return files;
  return (name) => (Object.hasOwn(files, name) ? files[name] : undefined);
}

interface Variables {
  readonly variables: Map<string, Value>;
  /** Where the overrides are found after rendering. */
  readonly overrides: JavaMap;
}

function makeVariables(profile: Profile, input: RenderInput): Variables {
  const variables = new Map<string, Value>();
  if (input.context) {
    for (const [name, value] of Object.entries(input.context)) variables.set(name, toValue(value));
  }
  // Plain variables alone make plain Velocity with the gateway's rules; anything else is an event.
  const event = input.event ?? (input.context ? undefined : {});
  if (profile !== "aws" || event === undefined) return { variables, overrides: new JavaMap() };
  const params = new JavaMap();
  for (const place of ["path", "querystring", "header"] as const) {
    params.put(place, toValue(event.params?.[place] ?? {}));
  }
  const context = gatewayContext(event);
  variables.set("input", new InputValue(event.body ?? "", params));
  variables.set("util", new UtilValue());
  variables.set("context", context);
  variables.set("stageVariables", toValue(event.stageVariables ?? input.stageVariables ?? {}));
  return { variables, overrides: context };
}

/** `$context` with the override maps, which exist before a template sets anything in them. */
function gatewayContext(event: TemplateEvent): GatewayMap {
  const context = toGatewayMap(Object.entries(event.context ?? {}));
  for (const [name, maps] of OVERRIDES) {
    const given = context.get(name);
    const override = given instanceof GatewayMap ? given : new GatewayMap();
    for (const map of maps) if (!override.has(map)) override.put(map, new GatewayMap());
    context.put(name, override);
  }
  return context;
}

const OVERRIDES = [
  ["requestOverride", ["path", "header", "querystring"]],
  ["responseOverride", ["header"]],
] as const;

function plainMap(value: Value): Record<string, unknown> {
  const plain = toPlain(value);
  return typeof plain === "object" && plain !== null ? { ...plain } : {};
}
