import type { ObjectSchema, Schema } from "../../../../model/index.js";
import type { TypeDeclaration } from "../../surface.js";
import type { TypeExpression } from "../../type-expression.js";
import type { Discriminators } from "./discriminators.js";
import type { ObjectViews } from "./object-view.js";
import type { SchemaMap } from "./schema-facts.js";
import type { PlannedOptions } from "./type-options.js";
import type { Direction } from "./type-planner.js";

/** Where a schema stands: what is declared for it, or within it, is named after its place. */
export interface Place {
  readonly name: string;
  readonly direction: Direction;
  /** Within another value, not the whole body. */
  readonly nested: boolean;
  /** What stands here is being declared under the place's own name. */
  readonly declared?: true;
}

/** What the planning of one construct needs of the rest. */
export interface TypeContext {
  readonly options: PlannedOptions;
  readonly schemas: SchemaMap;
  readonly views: ObjectViews;
  readonly discriminators: Discriminators;
  /** The type of any schema. */
  typeOf(schema: Schema, place: Place): TypeExpression;
  /** The name of a named schema's type in a direction. */
  nameOf(schema: string, direction: Direction): string;
  /** The name of the interface with a named object's members, which the schema's variants extend. */
  baseNameOf(schema: string, direction: Direction): string;
  /** Declares the type of an inline schema, once for each form that it has; gives its name. */
  declareInline(schema: ObjectSchema, place: Place, plan: (name: string) => TypeExpression): string;
  /** Declares a type that no schema stands for alone. */
  declare(wanted: string, declaration: Omit<TypeDeclaration, "name" | "origin">): string;
  /** The type declared under a name, once planned. */
  declared(name: string): TypeExpression | undefined;
  /** Whether `type` surely fits where `other` stands. */
  isWithin(type: TypeExpression, other: TypeExpression): boolean;
}

/** The place of a part of what stands at `place`. */
export function within(place: Place, suffix: string): Place {
  return { name: place.name + suffix, direction: place.direction, nested: true };
}
