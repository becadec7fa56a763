import type {
  ApiModel,
  Operation,
  SecurityRequirement,
  SecurityScheme,
} from "../../model/index.js";
import type { JsonValue } from "../../util/json.js";
import { canonicalJson } from "../../schema/inclusion/index.js";
import { compareValue } from "./compare-annotations.js";
import type { CompareContext, Place } from "./context.js";

/** What one alternative asks for: the scopes by the wire form of each scheme. */
type Alternative = ReadonlyMap<string, ReadonlySet<string>>;

/** Adds what changed in who may call an operation: requirements are alternatives of schemes that must all be met. */
export function compareSecurity(
  context: CompareContext,
  place: Place,
  old: Operation,
  next: Operation,
): void {
  const written = {
    old: old.security ?? context.old.security ?? [],
    new: next.security ?? context.new.security ?? [],
  };
  const before = alternatives(context.old, written.old);
  const after = alternatives(context.new, written.new);
  const keeps = before.every((one) => after.some((other) => asksNoMore(other, one)));
  const grows = after.every((one) => before.some((other) => asksNoMore(other, one)));
  if (keeps && grows) return;
  const at = { ...place, subject: "security" };
  const onlyScopes = scopeChanges(context, at, written);
  if (onlyScopes) return;
  context.add("security", at, {
    effect: keeps ? "widened" : "narrowed",
    before: written.old.map(describe),
    after: written.new.map(describe),
  });
}

/** Says scopes one by one where nothing but scopes changed; false where more did. */
function scopeChanges(
  context: CompareContext,
  place: Place,
  written: {
    readonly old: readonly SecurityRequirement[];
    readonly new: readonly SecurityRequirement[];
  },
): boolean {
  const [old] = written.old;
  const [next] = written.new;
  if (written.old.length !== 1 || written.new.length !== 1 || !old || !next) return false;
  const names = (one: SecurityRequirement): string =>
    canonicalJson(one.schemes.map(({ name }) => name).sort());
  if (names(old) !== names(next)) return false;
  for (const { name, scopes } of next.schemes) {
    const had = old.schemes.find((one) => one.name === name)?.scopes ?? [];
    for (const scope of scopes.filter((one) => !had.includes(one))) {
      context.add("security-scope", place, { scope, scheme: name, added: true });
    }
    for (const scope of had.filter((one) => !scopes.includes(one))) {
      context.add("security-scope", place, { scope, scheme: name, added: false });
    }
  }
  return canonicalJson(old) !== canonicalJson(next);
}

function describe(requirement: SecurityRequirement): JsonValue {
  return Object.fromEntries(requirement.schemes.map(({ name, scopes }) => [name, scopes]));
}

function alternatives(
  model: ApiModel,
  requirements: readonly SecurityRequirement[],
): readonly Alternative[] {
  if (requirements.length === 0) return [new Map()];
  return requirements.map(
    ({ schemes }) =>
      new Map(
        schemes.map(({ name, scopes }) => [
          wireForm(model.components.securitySchemes.get(name), name),
          new Set(scopes),
        ]),
      ),
  );
}

/** Whether everyone who meets `other` meets `one`. */
function asksNoMore(one: Alternative, other: Alternative): boolean {
  return [...one].every(([scheme, scopes]) => {
    const held = other.get(scheme);
    return held !== undefined && [...scopes].every((scope) => held.has(scope));
  });
}

/** What a client must do for a scheme, whatever its name. */
function wireForm(scheme: SecurityScheme | undefined, name: string): string {
  switch (scheme?.kind) {
    case "apiKey":
      return `apiKey ${scheme.in} ${scheme.in === "header" ? scheme.name.toLowerCase() : scheme.name}`;
    case "http":
      return `http ${scheme.scheme.toLowerCase()}`;
    case "mutualTLS":
      return "mutualTLS";
    case "oauth2":
    case "openIdConnect":
    case "unknown":
      return `${scheme.kind} ${name}`;
    default:
      return `? ${name}`;
  }
}

/** Adds what changed in the security schemes themselves. */
export function compareSchemes(context: CompareContext): void {
  const old = context.old.components.securitySchemes;
  const next = context.new.components.securitySchemes;
  for (const [name, scheme] of old) {
    const other = next.get(name);
    const subject = `security scheme \`${name}\``;
    if (!other) {
      context.add(
        "scheme",
        { subject, places: { old: scheme.location } },
        {
          name,
          action: "removed",
        },
      );
      continue;
    }
    const place: Place = { subject, places: { old: scheme.location, new: other.location } };
    const before = fieldsOf(scheme);
    const after = fieldsOf(other);
    const used = isUsed(context.old, name);
    for (const field of new Set([...before.keys(), ...after.keys()])) {
      compareValue(before.get(field), after.get(field), (values) =>
        context.add("scheme-field", place, { name, field, used, ...values }),
      );
    }
  }
  for (const [name, scheme] of next) {
    if (old.has(name)) continue;
    const place: Place = {
      subject: `security scheme \`${name}\``,
      places: { new: scheme.location },
    };
    context.add("scheme", place, { name, action: "added" });
  }
}

function isUsed(model: ApiModel, name: string): boolean {
  const names = (list: readonly SecurityRequirement[] | undefined): boolean =>
    list?.some(({ schemes }) => schemes.some((one) => one.name === name)) ?? false;
  return names(model.security) || model.operations.some((operation) => names(operation.security));
}

/** The fields of a scheme that clients depend on, by name. */
function fieldsOf(scheme: SecurityScheme): ReadonlyMap<string, JsonValue> {
  const fields = new Map<string, JsonValue>([["type", scheme.kind]]);
  if (scheme.kind === "apiKey") fields.set("in", scheme.in).set("name", scheme.name);
  if (scheme.kind === "http") fields.set("scheme", scheme.scheme);
  if (scheme.kind === "openIdConnect") fields.set("openIdConnectUrl", scheme.openIdConnectUrl);
  if (scheme.kind !== "oauth2") return fields;
  for (const flow of scheme.flows) {
    fields.set(`${flow.type}`, true);
    for (const url of [
      "authorizationUrl",
      "tokenUrl",
      "refreshUrl",
      "deviceAuthorizationUrl",
    ] as const) {
      const value = flow[url];
      if (value !== undefined) fields.set(`${flow.type}.${url}`, value);
    }
    for (const { name, value } of flow.scopes) fields.set(`${flow.type}.scopes.${name}`, value);
  }
  return fields;
}
