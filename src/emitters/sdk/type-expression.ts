import type { Documentation } from "./documentation.js";

/** The type of a value in an SDK, independent of the language that prints it. */
export type TypeExpression =
  | PrimitiveType
  | LiteralType
  | ReferenceType
  | ArrayType
  | TupleType
  | RecordType
  | ObjectType
  | UnionType
  | IntersectionType
  | OpenEnumType
  | UnknownVariantType;

/** A type without parts; `binary` is bytes or a stream of them, `bytes` base64 text decoded. */
export interface PrimitiveType {
  readonly kind: "primitive";
  readonly name:
    | "string"
    | "number"
    | "bigint"
    | "boolean"
    | "null"
    | "undefined"
    | "unknown"
    | "never"
    | "date"
    | "bytes"
    | "binary"
    /** A discriminator's value that is none of the known ones. */
    | "unknownValue";
}

/** Exactly one value. */
export interface LiteralType {
  readonly kind: "literal";
  readonly value: string | number | boolean;
}

/** A declared type of the SDK, by its name there. */
export interface ReferenceType {
  readonly kind: "reference";
  readonly name: string;
}

/** A list. */
export interface ArrayType {
  readonly kind: "array";
  readonly element: TypeExpression;
}

/** A list with positions; `rest` types what follows them. */
export interface TupleType {
  readonly kind: "tuple";
  readonly elements: readonly { readonly type: TypeExpression; readonly optional: boolean }[];
  readonly rest?: TypeExpression;
}

/** A map from names to values. */
export interface RecordType {
  readonly kind: "record";
  readonly value: TypeExpression;
}

/** An object with named members; `index` types further ones. */
export interface ObjectType {
  readonly kind: "object";
  readonly members: readonly TypeMember[];
  readonly index?: TypeExpression;
  /** Names of declared object types whose members it has too. */
  readonly extends?: readonly string[];
}

/** One member of an object; the name is the one on the wire. */
export interface TypeMember {
  readonly name: string;
  readonly type: TypeExpression;
  readonly optional: boolean;
  readonly documentation?: Documentation;
}

/** One of several. */
export interface UnionType {
  readonly kind: "union";
  readonly members: readonly TypeExpression[];
  /** The property that tells the variants apart. */
  readonly discriminator?: string;
}

/** All of several. */
export interface IntersectionType {
  readonly kind: "intersection";
  readonly members: readonly TypeExpression[];
}

/** Known values of a primitive that leave room for unknown ones. */
export interface OpenEnumType {
  readonly kind: "openEnum";
  readonly base: "string" | "number";
  readonly values: readonly (string | number)[];
}

/** A variant of a discriminated union that this version of the SDK does not know. */
export interface UnknownVariantType {
  readonly kind: "unknownVariant";
  readonly discriminator: string;
}
