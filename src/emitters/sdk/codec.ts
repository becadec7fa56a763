/**
 * How a value of a type travels as JSON, as data: planned beside the type, printed by a language, run by the
 * SDK's runtime. A codec stands only where the type on the wire and in the SDK differ; everything else, and
 * every value that does not have the planned shape, passes unchanged.
 * `null` and `undefined` pass through each codec.
 */
export type CodecExpression =
  | LeafCodec
  | ReferenceCodec
  | ArrayCodec
  | TupleCodec
  | RecordCodec
  | ObjectCodec
  | UnionCodec
  | AllCodec;

/**
 * A scalar: `int64Number` refuses what a number cannot hold exactly, `int64BigInt` and `int64String` read
 * JSON numbers and strings, `date` is a full-date, `dateTime` an RFC 3339 date-time, `base64` bytes.
 */
export interface LeafCodec {
  readonly kind: "leaf";
  readonly name: "int64Number" | "int64BigInt" | "int64String" | "date" | "dateTime" | "base64";
}

/** A declared codec, by its name in the SDK. */
export interface ReferenceCodec {
  readonly kind: "reference";
  readonly name: string;
}

/** Every element of a list. */
export interface ArrayCodec {
  readonly kind: "array";
  readonly element: CodecExpression;
}

/** Elements by position; absent ones pass unchanged. */
export interface TupleCodec {
  readonly kind: "tuple";
  readonly elements: readonly (CodecExpression | undefined)[];
  readonly rest?: CodecExpression;
}

/** Every value of a map. */
export interface RecordCodec {
  readonly kind: "record";
  readonly value: CodecExpression;
}

/**
 * Members by name on the wire; `rest` is for all further members. Where there is one, a member that is
 * the same in both is listed too, with an empty `all`.
 */
export interface ObjectCodec {
  readonly kind: "object";
  readonly members: readonly { readonly name: string; readonly codec: CodecExpression }[];
  readonly rest?: CodecExpression;
}

/** One of several: the first variant that the value fits; a value that fits none passes unchanged. */
export interface UnionCodec {
  readonly kind: "union";
  readonly variants: readonly UnionVariantCodec[];
}

/** One variant of a union; without a codec its values pass unchanged. */
export interface UnionVariantCodec {
  /** Values that a member must have, the discriminator's above all. */
  readonly tags?: readonly VariantTag[];
  /** Members that must be present. */
  readonly required?: readonly string[];
  readonly codec?: CodecExpression;
}

/** The values of one member that choose a variant. */
export interface VariantTag {
  readonly name: string;
  readonly values: readonly (string | number | boolean)[];
}

/** All of several, one after the other on the same value. */
export interface AllCodec {
  readonly kind: "all";
  readonly codecs: readonly CodecExpression[];
}

/** A named codec of the SDK. */
export interface CodecDeclaration {
  readonly name: string;
  readonly codec: CodecExpression;
}
