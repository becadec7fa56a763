import type { CodecExpression } from "../../codec.js";
import type { Documentation } from "../../documentation.js";
import type { TypeExpression } from "../../type-expression.js";

/** A name that a runtime module exports; `module` is its file without extension. */
export interface RuntimeName {
  readonly module: string;
  readonly name: string;
}

/** How one parameter reaches the wire. */
export interface ParameterPlan {
  readonly member: string;
  readonly wireName: string;
  readonly encoder: RuntimeName;
  /** Only where it is not what the encoder does by itself. */
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly codec?: CodecExpression;
}

/** One scheme of an alternative. */
export interface SchemeUsePlan {
  readonly scheme: string;
  readonly scopes: readonly string[];
}

/** A server that users may choose. */
export interface ServerPlan {
  readonly name: string;
  readonly url: string;
  readonly description?: string;
}

/** A variable of the servers' URLs. */
export interface ServerVariablePlan {
  readonly name: string;
  readonly defaultValue: string;
  readonly values: readonly string[];
  readonly description?: string;
}

/** What the API sends of itself under one name. */
export interface WebhookPlan {
  readonly name: string;
  readonly type: TypeExpression;
  readonly codec?: CodecExpression;
  readonly documentation?: Documentation;
}

/** All that the API sends of itself, and the names of the types that hold it. */
export interface WebhooksPlan {
  readonly typeName: string;
  readonly eventTypeName: string;
  readonly webhooks: readonly WebhookPlan[];
}
