import type {
  ApiModel,
  Gateway,
  GatewayAuthorizer,
  MethodSettings,
  Operation,
  SecurityScheme,
  Stage,
  UsagePlan,
} from "../../model/index.js";
import type { JsonValue } from "../../util/json.js";
import { compareValue } from "./compare-annotations.js";
import type { ChangeDetails } from "./change.js";
import { isPolicyNarrowed } from "./compare-policy.js";
import { compareTemplates } from "./compare-templates.js";
import type { Place, Recorder } from "./recorder.js";

type Effect = ChangeDetails["gateway"]["effect"];
type Values = { readonly before?: JsonValue; readonly after?: JsonValue };

/** Adds what changed at the gateway as a whole: its endpoint, stages, usage plans and authorizers. */
export function compareGateways(run: Recorder): void {
  compareApi(run, run.old.gateway, run.new.gateway);
  compareStages(run);
  comparePlans(run);
  for (const [name, scheme] of run.old.components.securitySchemes) {
    const other = run.new.components.securitySchemes.get(name);
    if (other) compareAuthorizers(run, name, scheme, other);
  }
}

/** Adds what changed at the gateway for one operation. */
export function compareMethod(run: Recorder, place: Place, old: Operation, next: Operation): void {
  const before = old.gateway;
  const after = next.gateway;
  const note = noter(run, { ...place, subject: "method" });
  note(
    "api-key",
    before?.apiKeyRequired ?? false,
    after?.apiKeyRequired ?? false,
    ({ after: is }) => (is === true ? "narrowed" : "widened"),
  );
  const validators = { old: validatorOf(run.old, old), new: validatorOf(run.new, next) };
  note("request-validator", validators.old, validators.new, ({ after: is }) =>
    is === undefined ? "widened" : "narrowed",
  );
  const timeout = {
    old: numeric(before?.integration?.timeout),
    new: numeric(after?.integration?.timeout),
  };
  note("timeout", timeout.old, timeout.new, lessIsNarrower);
  note(
    "content-handling",
    before?.integration?.contentHandling,
    after?.integration?.contentHandling,
    () => "changed",
  );
  if (next.method === "OPTIONS") comparePreflight(note, old, next);
  compareTemplates(run, place, old, next);
}

/** What a preflight that the gateway answers itself lets browsers do (reference: "CORS for REST APIs"). */
function comparePreflight(note: Note, old: Operation, next: Operation): void {
  for (const header of ["origin", "methods", "headers"]) {
    const before = allowedBy(old, header);
    const after = allowedBy(next, header);
    note("cors", before && [...before], after && [...after], () => {
      const kept = (before ?? []).every((one) => after?.includes(one) || after?.includes("*"));
      return kept ? "widened" : "narrowed";
    });
  }
}

/** The entries of an `Access-Control-Allow-…` header that an integration response sets to a fixed text. */
function allowedBy({ gateway }: Operation, header: string): readonly string[] | undefined {
  const target = `method.response.header.access-control-allow-${header}`;
  const texts = (gateway?.integration?.responses ?? []).flatMap(({ parameters = [] }) =>
    parameters
      .filter((mapping) => mapping.target.toLowerCase() === target)
      .flatMap(({ expression }) => (expression?.kind === "static" ? [expression.value] : [])),
  );
  if (texts.length === 0) return undefined;
  return texts
    .flatMap((text) => text.split(","))
    .map((entry) => entry.trim())
    .sort();
}

function compareApi(run: Recorder, old: Gateway | undefined, next: Gateway | undefined): void {
  if (!old && !next) return;
  const places = { old: (old ?? run.old).location, new: (next ?? run.new).location };
  const note = noter(run, { subject: "gateway", places });
  note("endpoint-type", old?.endpoint.type, next?.endpoint.type, ({ after }) =>
    after === "private" ? "narrowed" : "changed",
  );
  const disabled = (one: Gateway | undefined): boolean => one?.endpoint.disableExecuteApi === true;
  note("default-endpoint", !disabled(old), !disabled(next), ({ after }) =>
    after === false ? "narrowed" : "widened",
  );
  note("policy", old?.endpoint.policy, next?.endpoint.policy, ({ before, after }) => {
    if (before === undefined) return "narrowed";
    if (after === undefined) return "widened";
    return isPolicyNarrowed(before, after) ? "narrowed" : "widened";
  });
  note("api-key-source", old?.apiKeySource, next?.apiKeySource, () => "changed");
  note("compression", old?.minimumCompressionSize, next?.minimumCompressionSize, () => "changed");
  note(
    "binary-types",
    texts(old?.binaryMediaTypes),
    texts(next?.binaryMediaTypes),
    () => "changed",
  );
  compareCors(note, old, next);
  compareGatewayResponses(note, old, next);
}

type Note = (
  aspect: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  effect: (values: Values) => Effect,
) => void;

function noter(run: Recorder, place: Place): Note {
  return (aspect, before, after, effect) =>
    compareValue(before, after, (values) =>
      run.add("gateway", place, { aspect, effect: effect(values), ...values }),
    );
}

function compareCors(note: Note, old: Gateway | undefined, next: Gateway | undefined): void {
  for (const part of ["allowOrigins", "allowMethods", "allowHeaders", "exposeHeaders"] as const) {
    const before = old?.cors?.[part];
    const after = next?.cors?.[part];
    note("cors", before && [...before], after && [...after], () => {
      const kept = (before ?? []).every((one) => after?.includes(one) || after?.includes("*"));
      return kept ? "widened" : "narrowed";
    });
  }
  const credentials = (one: Gateway | undefined): boolean => one?.cors?.allowCredentials ?? false;
  note("cors", credentials(old), credentials(next), ({ after }) =>
    after === true ? "widened" : "narrowed",
  );
}

function compareGatewayResponses(
  note: Note,
  old: Gateway | undefined,
  next: Gateway | undefined,
): void {
  const describe = (one: Gateway | undefined): ReadonlyMap<string, JsonValue> =>
    new Map(
      (one?.gatewayResponses ?? []).map(({ name, value }) => [
        name,
        {
          statusCode: scalar(value.statusCode) ?? null,
          parameters: (value.parameters ?? []).map(({ target, source }) => [
            target,
            scalar(source) ?? null,
          ]),
          templates: (value.templates ?? []).map((one) => [one.name, scalar(one.value) ?? null]),
        },
      ]),
    );
  const before = describe(old);
  const after = describe(next);
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    note("response", before.get(name), after.get(name), () => "changed");
  }
}

function compareStages(run: Recorder): void {
  for (const stage of run.old.stages.filter((one) => !one.implicit)) {
    const other = run.new.stages.find((one) => one.name === stage.name);
    const places = { old: stage.location, ...(other && { new: other.location }) };
    const place: Place = { subject: `stage \`${stage.name}\``, places };
    if (other) compareStage(run, place, stage, other);
    else run.add("gateway", place, { aspect: "stage", effect: "narrowed", before: stage.name });
  }
}

function compareStage(run: Recorder, place: Place, old: Stage, next: Stage): void {
  const note = noter(run, place);
  compareSettings(note, old.defaults, next.defaults);
  const after = new Map(next.overrides.map(({ name, value }) => [name, value]));
  for (const { name, value } of old.overrides) {
    const at = noter(run, { ...place, subject: `${place.subject}, method \`${name}\`` });
    compareSettings(at, value, after.get(name) ?? next.defaults);
  }
  const domains = (stage: Stage): string[] =>
    (stage.domains ?? []).map(({ domain, basePath }) => `${domain}/${basePath}`).sort();
  note("domain", domains(old), domains(next), () =>
    domains(old).every((one) => domains(next).includes(one)) ? "widened" : "narrowed",
  );
  note("canary", old.canary?.percent, next.canary?.percent, () => "changed");
  note("stage-url", old.url, next.url, ({ before }) =>
    before === undefined ? "widened" : "narrowed",
  );
}

function compareSettings(note: Note, old: MethodSettings, next: MethodSettings): void {
  note("throttle", old.rate, next.rate, lessIsNarrower);
  note("throttle", old.burst, next.burst, lessIsNarrower);
  note("cache", old.cache?.enabled ?? false, next.cache?.enabled ?? false, () => "changed");
  note("cache-ttl", old.cache?.ttl, next.cache?.ttl, () => "changed");
}

function comparePlans(run: Recorder): void {
  for (const plan of run.old.usagePlans) {
    const other = run.new.usagePlans.find((one) => one.name === plan.name);
    const places = { old: plan.location, ...(other && { new: other.location }) };
    const place: Place = { subject: `usage plan \`${plan.name}\``, places };
    if (other) comparePlan(noter(run, place), plan, other);
    else run.add("gateway", place, { aspect: "usage-plan", effect: "narrowed", before: plan.name });
  }
}

const DAYS = { day: 1, week: 7, month: 30 } as const;

function comparePlan(note: Note, old: UsagePlan, next: UsagePlan): void {
  note("throttle", old.throttle?.rate, next.throttle?.rate, lessIsNarrower);
  note("throttle", old.throttle?.burst, next.throttle?.burst, lessIsNarrower);
  const perDay = (plan: UsagePlan): number =>
    plan.quota ? plan.quota.limit / DAYS[plan.quota.period] : Number.POSITIVE_INFINITY;
  const describe = (plan: UsagePlan): JsonValue | undefined =>
    plan.quota && { limit: plan.quota.limit, period: plan.quota.period };
  note("quota", describe(old), describe(next), () =>
    perDay(next) < perDay(old) ? "narrowed" : "widened",
  );
  const stages = (plan: UsagePlan): string[] => plan.stages.map(({ stage }) => stage).sort();
  note("usage-plan", stages(old), stages(next), () =>
    stages(old).every((one) => stages(next).includes(one)) ? "widened" : "narrowed",
  );
}

function compareAuthorizers(
  run: Recorder,
  name: string,
  old: SecurityScheme,
  next: SecurityScheme,
): void {
  const places = { old: old.location, new: next.location };
  const note = noter(run, { subject: `authorizer of \`${name}\``, places });
  const before = describeAuthorizer(old.authorizer);
  const after = describeAuthorizer(next.authorizer);
  note("authorizer", before, after, ({ after: is }) => (is === undefined ? "widened" : "narrowed"));
  const ttl = (one: SecurityScheme): JsonValue | undefined => scalar(one.authorizer?.resultTtl);
  note("authorizer-ttl", ttl(old), ttl(next), () => "changed");
}

function describeAuthorizer(one: GatewayAuthorizer | undefined): JsonValue | undefined {
  if (!one) return undefined;
  return {
    type: one.rawType ?? one.type,
    identitySources: [...(one.identitySources ?? [])].sort(),
    validation: one.identityValidationExpression ?? null,
    issuer: scalar(one.jwt?.issuer) ?? null,
    audience: texts(one.jwt?.audience) ?? null,
  };
}

/** The validator that holds for an operation, as what it checks. */
function validatorOf(model: ApiModel, operation: Operation): JsonValue | undefined {
  const name = operation.gateway?.requestValidator ?? model.gateway?.requestValidator;
  const found = model.gateway?.requestValidators?.find((one) => one.name === name)?.value;
  if (!found || (!found.body && !found.parameters)) return undefined;
  return { body: found.body, parameters: found.parameters };
}

/** A limit that was not there and is, or that is lower than it was, lets less through. */
function lessIsNarrower({ before, after }: Values): Effect {
  if (typeof after !== "number") return "widened";
  return typeof before !== "number" || after < before ? "narrowed" : "widened";
}

function numeric(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function scalar(value: unknown): JsonValue | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  return JSON.stringify(value);
}

function texts(values: readonly unknown[] | undefined): JsonValue | undefined {
  return values?.map((value) => String(scalar(value))).sort();
}
