import type { JsonValue } from "../util/json.js";
import type { SourceLocation } from "../diagnostics/location.js";

/** A named child; lists of these keep the document's order and are safe for any name, `__proto__` too. */
export interface Named<T> {
  readonly name: string;
  readonly value: T;
}

/** What every node of the model carries. */
export interface ModelNode {
  readonly location: SourceLocation;
  /** Members that start with `x-` and that no typed field holds. */
  readonly extensions?: readonly Named<JsonValue>[];
  /** Members that the dialect does not know, kept for exports. */
  readonly unknown?: readonly Named<JsonValue>[];
}

/** A node that may be shared: `component` is its name in `components` where it was used by reference. */
export interface ReusableNode extends ModelNode {
  readonly component?: string;
}

/**
 * A CloudFormation intrinsic function that stands where a scalar would
 * (CloudFormation guide, "Intrinsic function reference"): `{"Fn::Sub": …}`, `{"Ref": …}`, or the short YAML tags.
 */
export interface Intrinsic {
  readonly kind: "intrinsic";
  /** `Ref`, or `Fn::Sub`, `Fn::GetAtt`, … */
  readonly function: string;
  readonly argument: JsonValue;
}

/** A value that a SAM or CloudFormation body may compute. */
export type Value<T> = T | Intrinsic;
