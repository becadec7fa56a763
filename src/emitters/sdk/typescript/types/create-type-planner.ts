import type { Diagnostic } from "../../../../diagnostics/diagnostic.js";
import type { ApiModel, ObjectSchema, Schema } from "../../../../model/index.js";
import type { CodecDeclaration, CodecExpression, UnionVariantCodec } from "../../codec.js";
import type { TypeDeclaration } from "../../surface.js";
import type { TypeExpression } from "../../type-expression.js";
import type { NameScope } from "../names/name-scope.js";
import { nameSchemas, typeName, typeScope } from "../names/type-names.js";
import { breakCycles } from "./alias-cycles.js";
import { CodecPlanner } from "./codecs.js";
import { DeclarationList, referredNames, type DeclarationDetails } from "./declaration-list.js";
import { Discriminators } from "./discriminators.js";
import { ObjectViews } from "./object-view.js";
import { planComponent } from "./plan-component.js";
import { planSchema } from "./plan-schema.js";
import { isCompound, type SchemaMap } from "./schema-facts.js";
import type { SchemaTraits } from "./schema-traits.js";
import { findTraits, TWO_SIDED } from "./traits.js";
import type { Place, TypeContext } from "./type-context.js";
import { memberOf, planShapes } from "./union-codec.js";
import { isWithin } from "./type-inclusion.js";
import type { TypeOptions } from "./type-options.js";
import type { Direction, TypePlanner } from "./type-planner.js";

/** Plans all types of a model's SDK; the named schemas are planned at once. */
export function createTypePlanner(model: ApiModel, options: TypeOptions = {}): TypePlanner {
  return new ModelTypePlanner(model, options);
}

class ModelTypePlanner implements TypePlanner, TypeContext {
  readonly options: TypeContext["options"];
  readonly schemas: SchemaMap;
  readonly views: ObjectViews;
  readonly discriminators: Discriminators;
  readonly diagnostics: readonly Diagnostic[];
  readonly #names: ReadonlyMap<string, string>;
  readonly #inputNames = new Map<string, string>();
  readonly #baseNames = new Map<string, string>();
  readonly #scope: NameScope;
  readonly #traits: SchemaTraits;
  readonly #codecs: CodecPlanner;
  readonly #list = new DeclarationList();
  readonly #planned = { both: new Map(), request: new Map(), response: new Map() } as Readonly<
    Record<TypeDeclaration["direction"], Map<Schema, TypeExpression>>
  >;
  readonly #roots = new Set<string>();
  #origin = "";
  /** What is planned now has one form, and so has all that stands in it. */
  #isOneForm = false;

  constructor(model: ApiModel, { int64 = "number", dates = "string", reservedNames }: TypeOptions) {
    this.options = { int64, dates };
    this.schemas = model.components.schemas;
    this.views = new ObjectViews(this.schemas);
    this.#traits = findTraits(this.schemas, this.options);
    this.discriminators = new Discriminators(model, this.views, this.#traits);
    this.#scope = typeScope(reservedNames);
    const requests = [...this.schemas].map(([name, { location }]) => ({ name, location }));
    const { names, diagnostics } = nameSchemas(requests, this.#scope);
    this.#names = names;
    this.diagnostics = diagnostics;
    this.#codecs = new CodecPlanner(this, names, this.#traits);
    this.#planComponents();
  }

  typeOf(schema: Schema, place: Place | Direction, hint = ""): TypeExpression {
    if (typeof place === "object") return this.#typeAt(schema, place);
    const name = isCompound(schema) ? typeName(hint) : "";
    const type = this.#typeAt(schema, { name, direction: place, nested: false });
    for (const name of referredNames(type)) this.#roots.add(name);
    return type;
  }

  codecOf(schema: Schema, direction: Direction): CodecExpression | undefined {
    return this.#codecs.codecOf(schema, direction);
  }

  shapesOf(schema: Schema): readonly UnionVariantCodec[] {
    return planShapes(schema, this.#codecs);
  }

  memberOf(schema: Schema, name: string): Schema | undefined {
    return memberOf(schema, name, this);
  }

  codecDeclarations(): readonly CodecDeclaration[] {
    return this.#codecs.declarations();
  }

  reserveName(wanted: string): string {
    return this.#scope.take(wanted);
  }

  declarations(): readonly TypeDeclaration[] {
    return breakCycles(this.#list.reachable(this.#roots), (wanted) => this.#scope.take(wanted));
  }

  nameOf(schema: string, direction: Direction): string {
    const name = this.#names.get(schema) ?? schema;
    return (direction === "request" ? this.#inputNames.get(name) : undefined) ?? name;
  }

  baseNameOf(schema: string, direction: Direction): string {
    const name = this.nameOf(schema, direction);
    return this.#baseNames.get(name) ?? name;
  }

  declareInline(
    schema: ObjectSchema,
    place: Place,
    plan: (name: string) => TypeExpression,
  ): string {
    const form = this.#formOf(schema, place.direction);
    const name = this.#scope.take(form === "request" ? `${place.name}Input` : place.name);
    const details = { origin: this.#origin, direction: form };
    this.#list.add(name, details, () => plan(name));
    return name;
  }

  declare(wanted: string, { type, ...details }: Omit<TypeDeclaration, "name" | "origin">): string {
    const name = this.#scope.take(wanted);
    this.#list.add(name, { ...details, origin: this.#origin }, () => type);
    return name;
  }

  declared(name: string): TypeExpression | undefined {
    return this.#list.get(name);
  }

  isWithin(type: TypeExpression, other: TypeExpression): boolean {
    return isWithin(type, other, (name) => this.#list.get(name));
  }

  /** The type of a schema; asked for again, the same one, so that inline objects are declared once. */
  #typeAt(schema: Schema, place: Place): TypeExpression {
    if (!isCompound(schema)) return planSchema(schema, place, this);
    const planned = this.#planned[this.#formOf(schema, place.direction)];
    const known = planned.get(schema);
    if (known) return known;
    const type = planSchema(schema, place, this);
    planned.set(schema, type);
    return type;
  }

  #formOf(schema: Schema, direction: Direction): TypeDeclaration["direction"] {
    const isBoth = this.#isOneForm || (this.#traits.of(schema) & TWO_SIDED) === 0;
    return isBoth ? "both" : direction;
  }

  #planComponents(): void {
    for (const [schema, name] of this.#names) {
      if ((this.#traits.ofNamed(schema) & TWO_SIDED) !== 0) {
        this.#inputNames.set(name, this.#scope.take(`${name}Input`));
      }
      this.#roots.add(name);
    }
    for (const schema of this.#names.keys()) this.#reserveBases(schema);
    for (const [name, schema] of this.schemas) {
      this.#origin = name;
      const isSplit = (this.#traits.ofNamed(name) & TWO_SIDED) !== 0;
      this.#isOneForm = !isSplit;
      this.#planForm(name, schema, "response", isSplit ? "response" : "both");
      if (isSplit) this.#planForm(name, schema, "request", "request");
    }
    this.#origin = "";
    this.#isOneForm = false;
  }

  #reserveBases(schema: string): void {
    if (this.discriminators.childrenOf(schema).length === 0) return;
    for (const name of new Set([this.nameOf(schema, "response"), this.nameOf(schema, "request")])) {
      this.#baseNames.set(name, this.#scope.take(`${name}Base`));
    }
  }

  #planForm(
    schema: string,
    value: Schema,
    direction: Direction,
    form: DeclarationDetails["direction"],
  ): void {
    const name = this.nameOf(schema, direction);
    const place: Place = { name, direction, nested: true, declared: true };
    for (const { name: declared, plan, ...details } of planComponent(schema, value, place, this)) {
      this.#list.add(declared, { ...details, origin: schema, direction: form }, plan);
    }
  }
}
