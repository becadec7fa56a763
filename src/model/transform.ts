import type { JsonValue } from "../util/json.js";
import type { ModelNode, Named } from "./node.js";

/** The transforms of an operation, as settings or `x-gw-gen-transform` give them. */
export interface Transform extends ModelNode {
  readonly request?: MessageTransform;
  /** By status: that of the integration response, or `default`. */
  readonly responses?: readonly Named<MessageTransform>[];
  /** The whole as it was written, for exports. */
  readonly written?: JsonValue;
}

/** How one message is made of another; what is absent stays as it is. */
export interface MessageTransform extends ModelNode {
  /** The schema among the components of what the backend takes or gives. */
  readonly backend?: string;
  /** The new body, JSON. */
  readonly body?: TransformValue;
  readonly headers?: readonly Named<TransformValue>[];
  /** Of requests: query parameters. */
  readonly query?: readonly Named<TransformValue>[];
  /** Of requests: variables of the integration's address. */
  readonly path?: readonly Named<TransformValue>[];
  /** Of responses: the new status. */
  readonly status?: TransformValue;
}

/** What a transform puts in a place. A value may be absent; then its place is left out. */
export type TransformValue =
  | TransformConstant
  | TransformRead
  | TransformObject
  | TransformList
  | TransformLoop
  | TransformChoice
  | TransformText;

/** A value that is always the same. */
export interface TransformConstant extends ModelNode {
  readonly kind: "constant";
  readonly value: JsonValue;
}

/** The types that a value can be converted to. */
export type TransformType = "string" | "number" | "integer" | "boolean";

/** A value that is read from somewhere; `type` converts it, `default` stands in where it is absent, null or of another kind. */
export interface TransformRead extends ModelNode {
  readonly kind: "read";
  readonly source: TransformSource;
  readonly type?: TransformType;
  readonly default?: TransformValue;
}

/** An object of fields; a field whose value is absent is left out. */
export interface TransformObject extends ModelNode {
  readonly kind: "object";
  readonly fields: readonly Named<TransformValue>[];
}

/** A list of so many values; one that is absent is null. */
export interface TransformList extends ModelNode {
  readonly kind: "list";
  readonly items: readonly TransformValue[];
}

/** A list with a value for each element of another; one that is absent is left out. Absent where the source is no list. */
export interface TransformLoop extends ModelNode {
  readonly kind: "loop";
  readonly source: TransformSource;
  /** The element's name in `value` and `where`. */
  readonly variable: string;
  readonly where?: TransformCondition;
  readonly value: TransformValue;
  readonly default?: TransformValue;
}

/** One of two values; absent where the condition fails and there is no other. */
export interface TransformChoice extends ModelNode {
  readonly kind: "choice";
  readonly condition: TransformCondition;
  readonly value: TransformValue;
  readonly otherwise?: TransformValue;
}

/** The texts of values, joined; absent and null ones are empty. */
export interface TransformText extends ModelNode {
  readonly kind: "text";
  readonly parts: readonly TransformValue[];
}

/** One step into a JSON value. */
export type TransformStep =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "index"; readonly index: number };

/** Where a value is read. */
export type TransformSource =
  /** The body, or the element of a loop. */
  | {
      readonly kind: "body";
      /** The loop's variable; absent for the body itself. */
      readonly variable?: string;
      readonly steps: readonly TransformStep[];
    }
  | { readonly kind: "parameter"; readonly in: "header" | "query" | "path"; readonly name: string }
  | { readonly kind: "context"; readonly names: readonly string[] }
  | { readonly kind: "stageVariable"; readonly name: string };

/** What decides between values; texts are compared, so that `1` and `"1"` are equal. */
export type TransformCondition =
  /** Whether something is there and not null. */
  | { readonly kind: "exists"; readonly source: TransformSource }
  | {
      readonly kind: "equals";
      readonly source: TransformSource;
      readonly texts: readonly string[];
    }
  /** Whether something is a number within bounds, both of which belong to the range. */
  | {
      readonly kind: "range";
      readonly source: TransformSource;
      readonly minimum?: number;
      readonly maximum?: number;
    }
  | { readonly kind: "all" | "any"; readonly conditions: readonly TransformCondition[] }
  | { readonly kind: "not"; readonly condition: TransformCondition };
