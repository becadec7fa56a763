import type { JsonValue } from "../util/json.js";
import type { ModelNode, Named, ReusableNode } from "./node.js";
import type { Server } from "./info.js";
import type { Schema } from "./schema.js";

/** Where a parameter travels; `querystring` (OAS 3.2) is the whole query as one value. */
export type ParameterLocation = "path" | "query" | "header" | "cookie" | "querystring";

/** The style values of parameters and headers (OAS 3.2 §4.12.2.2), and `tsv` for Swagger 2's collection format. */
export type ParameterStyle =
  | "matrix"
  | "label"
  | "simple"
  | "form"
  | "spaceDelimited"
  | "pipeDelimited"
  | "deepObject"
  | "cookie"
  | "tsv";

/** A parameter; `style` and `explode` are as written: their defaults are `effectiveStyle`'s to know. */
export interface Parameter extends ReusableNode {
  readonly kind: "parameter";
  readonly name: string;
  readonly in: ParameterLocation;
  readonly required?: boolean;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly allowEmptyValue?: boolean;
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly schema?: Schema;
  /** Instead of `schema`: exactly one media type. */
  readonly content?: readonly MediaType[];
  readonly examples?: readonly Named<Example>[];
}

/** A header of a response or a part; the name stands at its use. */
export interface Header extends ReusableNode {
  readonly kind: "header";
  readonly required?: boolean;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
  readonly schema?: Schema;
  readonly content?: readonly MediaType[];
  readonly examples?: readonly Named<Example>[];
}

/** An example; a single `example` member becomes one whose name is empty. */
export interface Example extends ReusableNode {
  readonly kind: "example";
  readonly summary?: string;
  readonly description?: string;
  /** The value; absent when it is elsewhere (`externalValue`) or only serialized. */
  readonly value?: JsonValue;
  /** OAS 3.2: the value as data, and as it stands on the wire. */
  readonly dataValue?: JsonValue;
  readonly serializedValue?: string;
  readonly externalValue?: string;
}

/** What one media type of a body, response or parameter holds. */
export interface MediaType extends ReusableNode {
  readonly kind: "mediaType";
  /** The media type or range as written, such as `application/json` or `image/*`. */
  readonly name: string;
  readonly schema?: Schema;
  /** The schema of each item of a sequential media type (OAS 3.2). */
  readonly itemSchema?: Schema;
  readonly examples?: readonly Named<Example>[];
  readonly encoding?: readonly Named<Encoding>[];
  readonly prefixEncoding?: readonly Encoding[];
  readonly itemEncoding?: Encoding;
}

/** How one property travels in a form or multipart body (OAS 3.2 §4.15). */
export interface Encoding extends ModelNode {
  readonly contentType?: string;
  readonly headers?: readonly Named<Header>[];
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly encoding?: readonly Named<Encoding>[];
  readonly prefixEncoding?: readonly Encoding[];
  readonly itemEncoding?: Encoding;
}

/** A request body by media type; Swagger 2's body and formData parameters become one. */
export interface RequestBody extends ReusableNode {
  readonly kind: "requestBody";
  readonly required?: boolean;
  readonly description?: string;
  readonly content: readonly MediaType[];
  /** The name of Swagger 2's body parameter. */
  readonly name?: string;
}

/** A response; its status stands at its use. */
export interface Response extends ReusableNode {
  readonly kind: "response";
  readonly summary?: string;
  readonly description?: string;
  readonly headers?: readonly Named<Header>[];
  readonly content?: readonly MediaType[];
  readonly links?: readonly Named<Link>[];
}

/** A link from a response to an operation (OAS 3.2 §4.20). */
export interface Link extends ReusableNode {
  readonly kind: "link";
  readonly operationRef?: string;
  readonly operationId?: string;
  readonly parameters?: readonly Named<JsonValue>[];
  readonly requestBody?: JsonValue;
  readonly description?: string;
  readonly server?: Server;
}
