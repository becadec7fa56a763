import type { ApiModel, MessageTransform, Operation, Schema } from "../../model/index.js";
import { isJsonMediaType } from "../../util/media-type.js";
import { nearest } from "../../util/nearest.js";
import { requestSchema } from "../templates/payload-schema.js";
import { checkTransform, type LocatedFinding } from "../transforms/transform-checker.js";
import { defineRule } from "../rule.js";

const meant = (near: readonly string[]): string =>
  near.length > 0 ? ` Did you mean ${near.map((name) => `\`${name}\``).join(", ")}?` : "";

/** Backend schemas that are not there. */
export const transformSchemaUnknown = defineRule({
  code: "transform-schema-unknown",
  severity: "error",
  message: (name: string, near: readonly string[]) =>
    `There is no schema \`${name}\` among the components.${meant(near)}`,
  mend: "Name a schema of `components.schemas`.",
  explain:
    "`backend` names the schema of what the backend takes or gives, so that the transform can be checked and its answers invented.",
  start: (report, { model }) => ({
    operation(operation, site) {
      const { schemas } = model.components;
      for (const { transform } of messagesOf(operation)) {
        const { backend } = transform;
        if (backend === undefined || schemas.has(backend)) continue;
        report(transform.location, [backend, nearest(backend, schemas.keys())], site);
      }
    },
  }),
});

/** Sources that no message has. */
export const transformSourceImpossible = defineRule({
  code: "transform-source-impossible",
  severity: "warning",
  message: (text: string, why: string, near: readonly string[]) =>
    `Nothing is ever at \`${text}\`: ${why}.${meant(near)}`,
  mend: "Correct the source, or describe it in the schema or the operation's parameters.",
  explain:
    "The schema of what the transform reads does not have this place, or the operation does not declare the parameter. The value is absent for every valid message.",
  start: (report, { model }) => ({
    operation(operation, site) {
      for (const finding of findingsOf(operation, model)) {
        if (finding.kind === "source") {
          report(finding.location, [finding.text, finding.why, finding.near], site);
        } else if (finding.kind === "parameter") {
          const why = "the operation declares no such parameter";
          report(finding.location, [finding.text, why, finding.near], site);
        }
      }
    },
  }),
});

/** Fields that the target does not have. */
export const transformFieldUnknown = defineRule({
  code: "transform-field-unknown",
  severity: "warning",
  message: (name: string, near: readonly string[]) =>
    `The target's schema has no member \`${name}\`.${meant(near)}`,
  mend: "Correct the name, or describe the member in the schema of the target.",
  explain:
    "A request is held against the schema that `backend` names, a response against the one that the operation describes for its status.",
  start: (report, { model }) => ({
    operation(operation, site) {
      for (const finding of findingsOf(operation, model)) {
        if (finding.kind === "field") report(finding.location, [finding.name, finding.near], site);
      }
    },
  }),
});

/** Required members of the target that a transform does not make, or not always. */
export const transformFieldMissing = defineRule({
  code: "transform-field-missing",
  severity: "warning",
  message: (name: string, isOptional: boolean) =>
    isOptional
      ? `The target requires \`${name}\`, and its source may be absent.`
      : `The target requires \`${name}\`, which the transform does not make.`,
  mend: "Add the field, or give its source a `default`.",
  explain:
    "A field whose value is absent is left out of the object; where the target's schema requires it, the message is not valid.",
  start: (report, { model }) => ({
    operation(operation, site) {
      for (const finding of findingsOf(operation, model)) {
        if (finding.kind !== "missing") continue;
        report(finding.location, [finding.name, finding.isOptional], site);
      }
    },
  }),
});

/** Values of another type than the target's. */
export const transformTypeWrong = defineRule({
  code: "transform-type-wrong",
  severity: "warning",
  message: (made: string, wanted: string) =>
    `The value is of type ${made}, and the target takes ${wanted}.`,
  mend: "Convert it with `type`, or read another source.",
  explain:
    "The type follows from the schema of the source, from `type`, or from the constant. Parameters, `$context` and stage variables are texts.",
  start: (report, { model }) => ({
    operation(operation, site) {
      for (const finding of findingsOf(operation, model)) {
        if (finding.kind === "type") report(finding.location, [finding.made, finding.wanted], site);
      }
    },
  }),
});

/** Transforms that no integration can run. */
export const transformIgnored = defineRule({
  code: "transform-ignored",
  severity: "warning",
  message: () => "The integration is a proxy of a function, which takes no transform.",
  mend: "Use an integration of type `aws`, or transform in the function.",
  explain:
    "A proxy of a function gets the request as an event and answers in an agreed form; mapping templates, and so transforms, have no place in it. A proxy of an HTTP address becomes an integration of type `http`.",
  start: (report) => ({
    operation({ transform, gateway }, site) {
      if (transform && gateway?.integration?.type === "aws_proxy") {
        report(transform.location, [], site);
      }
    },
  }),
});

interface Message {
  readonly transform: MessageTransform;
  /** Of responses. */
  readonly status?: string;
}

function messagesOf({ transform }: Operation): readonly Message[] {
  const { request, responses = [] } = transform ?? {};
  return [
    ...(request ? [{ transform: request }] : []),
    ...responses.map(({ name, value }) => ({ transform: value, status: name })),
  ];
}

const known = new WeakMap<Operation, readonly LocatedFinding[]>();

function findingsOf(operation: Operation, model: ApiModel): readonly LocatedFinding[] {
  if (!operation.transform) return [];
  const before = known.get(operation);
  if (before) return before;
  const { schemas } = model.components;
  const findings = messagesOf(operation).flatMap(({ transform, status }) => {
    const backend = schemas.get(transform.backend ?? "");
    const own =
      status === undefined
        ? requestSchema(operation, "application/json")
        : responseSchema(operation, status);
    const sides =
      status === undefined ? { source: own, target: backend } : { source: backend, target: own };
    return checkTransform(transform, { operation, schemas, ...sides });
  });
  known.set(operation, findings);
  return findings;
}

function responseSchema({ responses }: Operation, status: string): Schema | undefined {
  const content = responses.find((one) => one.status === status)?.response.content ?? [];
  return content.find(({ name }) => isJsonMediaType(name))?.schema;
}
