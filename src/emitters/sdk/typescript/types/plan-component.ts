import type { ObjectSchema, Schema } from "../../../../model/index.js";
import type { Documentation } from "../../documentation.js";
import type { EnumValue } from "../../surface.js";
import type { ObjectType, TypeExpression } from "../../type-expression.js";
import { NameScope } from "../names/name-scope.js";
import { typeName } from "../names/type-names.js";
import { documentationOf } from "./documentation.js";
import { hasMembers, type ObjectView } from "./object-view.js";
import { planMembers } from "./plan-object.js";
import { planSchema } from "./plan-schema.js";
import type { Place, TypeContext } from "./type-context.js";
import { primitive, unionOf } from "./type-expressions.js";

/** A declaration that a named schema needs; `plan` runs when its place in the list is kept. */
export interface ComponentDeclaration {
  readonly name: string;
  readonly documentation?: Documentation;
  readonly values?: readonly EnumValue[];
  readonly plan: () => TypeExpression;
}

/** What is declared for a named schema in one form: its type, and the base of its variants where it has some. */
export function planComponent(
  schemaName: string,
  schema: Schema,
  place: Place,
  context: TypeContext,
): readonly ComponentDeclaration[] {
  const documentation = documentationOf(schema);
  const details = { name: place.name, ...(documentation && { documentation }) };
  const view = context.views.ofNamed(schemaName);
  if (schema.kind !== "schema" || !view) {
    const values = schema.kind === "schema" ? enumValues(schema) : undefined;
    return [
      { ...details, ...(values && { values }), plan: () => planSchema(schema, place, context) },
    ];
  }
  const tags = context.discriminators.tagsOf(schemaName);
  if (context.discriminators.childrenOf(schemaName).length > 0) {
    return planFamily(schemaName, schema, view, place, context, details);
  }
  if (hasMembers(view) && (tags || !isPlainAlias(view))) {
    return [{ ...details, plan: () => planMembers(view, place, context, tags) }];
  }
  return [{ ...details, plan: () => asInterface(planSchema(schema, place, context)) }];
}

function isPlainAlias({ own, bases, additional, required }: ObjectView): boolean {
  return own.length === 0 && bases.length === 1 && additional.length === 0 && required.length === 0;
}

/** A named map is an interface, which may recur where an alias may not. */
function asInterface(type: TypeExpression): TypeExpression {
  return type.kind === "record" ? { kind: "object", members: [], index: type.value } : type;
}

/**
 * A schema whose discriminator tells apart the schemas that extend it: the union of these, and of one
 * that is not known yet; all of them extend the interface of its own members.
 */
function planFamily(
  schemaName: string,
  schema: ObjectSchema,
  view: ObjectView,
  place: Place,
  context: TypeContext,
  details: { readonly name: string; readonly documentation?: Documentation },
): readonly ComponentDeclaration[] {
  const property = schema.discriminator?.propertyName ?? "";
  const base = context.baseNameOf(schemaName, place.direction);
  const tags = context.discriminators.tagsOf(schemaName);
  const variants = context.discriminators.childrenOf(schemaName).map((child): TypeExpression => ({
    kind: "reference",
    name: context.nameOf(child, place.direction),
  }));
  return [
    {
      ...details,
      plan: () => {
        const unknown = context.declare(`Unknown${place.name}`, {
          direction: "both",
          type: unknownMember(base, property),
        });
        return unionOf([...variants, { kind: "reference", name: unknown }], property);
      },
    },
    {
      name: base,
      plan: () => looseTag(planMembers(view, { ...place, name: base }, context, tags), property),
    },
  ];
}

function unknownMember(base: string, property: string): ObjectType {
  const tag = { name: property, type: primitive("unknownValue"), optional: false };
  return { kind: "object", members: [tag], extends: [base] };
}

/** The base leaves its discriminator open to every variant's value. */
function looseTag(type: ObjectType, property: string): ObjectType {
  const members = type.members.map((member) =>
    member.name === property ? { ...member, type: primitive("string") } : member,
  );
  return { ...type, members };
}

/** The known values of a named enum with names for them; undefined where a constant would say nothing. */
function enumValues(schema: ObjectSchema): readonly EnumValue[] | undefined {
  const values = schema.enum ?? [];
  const scope = new NameScope();
  const known: EnumValue[] = [];
  values.forEach((value, index) => {
    if (typeof value !== "string" && typeof value !== "number") return;
    const name = scope.take(valueName(schema.enumNames?.[index] ?? String(value)));
    const description = schema.enumDescriptions?.[index];
    known.push({
      name,
      value,
      ...(description !== undefined && { documentation: { description } }),
    });
  });
  return known.length > 1 ? known : undefined;
}

function valueName(text: string): string {
  if (text === "") return "Empty";
  const signed = text.replace(/^\+/, "plus ").replace(/^-(?=\d)/, "minus ");
  return /[\p{L}\p{N}]/u.test(signed) ? typeName(signed) : "Value";
}
