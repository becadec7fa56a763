import type { Operation, Schema, TransformSource, TransformStep } from "../../model/index.js";
import type { JsonType } from "../../model/index.js";
import { followPath, partsOf, type PathResult } from "../templates/payload-schema.js";

type Schemas = ReadonlyMap<string, Schema>;

/** What is known of the messages that a transform reads: the body's schema, those of loops' elements, the parameters. */
export class SourceScope {
  readonly #operation: Operation;
  readonly #schemas: Schemas;
  readonly #bodies: ReadonlyMap<string, Schema | undefined>;

  constructor(
    operation: Operation,
    schemas: Schemas,
    bodies: ReadonlyMap<string, Schema | undefined>,
  ) {
    this.#operation = operation;
    this.#schemas = schemas;
    this.#bodies = bodies;
  }

  /** The scope within a loop over a source. */
  within(variable: string, source: TransformSource): SourceScope {
    const list = this.path(source, [{ kind: "each" }]);
    const [only, ...more] = list.kind === "schemas" ? list.schemas : [];
    const element = more.length === 0 ? only : undefined;
    const bodies = new Map([...this.#bodies, [variable, element]]);
    return new SourceScope(this.#operation, this.#schemas, bodies);
  }

  /** Where a source in the body leads. */
  path(source: TransformSource, more: readonly { readonly kind: "each" }[] = []): PathResult {
    if (source.kind !== "body") return { kind: "unknown" };
    const schema = this.#bodies.get(source.variable ?? "");
    if (!schema) return { kind: "unknown" };
    return followPath(schema, [...source.steps, ...more], this.#schemas);
  }

  /** The types that a source may have; undefined when nobody knows. */
  types(source: TransformSource): ReadonlySet<JsonType> | undefined {
    if (source.kind !== "body") return new Set<JsonType>(["string"]);
    const found = this.path(source);
    if (found.kind !== "schemas") return undefined;
    const types = found.schemas.map((schema) => schema.types);
    return types.some((one) => !one) ? undefined : new Set(types.flatMap((one) => one ?? []));
  }

  /** Whether a valid message may lack a source; false when nobody knows. */
  mayLack(source: TransformSource): boolean {
    switch (source.kind) {
      case "body":
        return this.#mayLackSteps(this.#bodies.get(source.variable ?? ""), source.steps);
      case "parameter": {
        const { parameters } = this.#operation;
        const known = parameters.find(
          (one) => one.in === source.in && one.name.toLowerCase() === source.name.toLowerCase(),
        );
        return source.in !== "path" && known?.required !== true;
      }
      default:
        return false;
    }
  }

  #mayLackSteps(schema: Schema | undefined, steps: readonly TransformStep[]): boolean {
    const [step, ...rest] = steps;
    if (!schema || !step) return false;
    const [only, ...more] = partsOf(schema, this.#schemas) ?? [];
    if (!only || more.length > 0) return false;
    if (step.kind === "index") return (only.minItems ?? 0) <= step.index;
    if (only.required?.includes(step.name) !== true) return true;
    const property = only.properties?.find(({ name }) => name === step.name);
    return this.#mayLackSteps(property?.value, rest);
  }
}
