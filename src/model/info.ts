import type { ModelNode, Named, Value } from "./node.js";

/** The dialects that gw-gen reads. */
export type Dialect =
  | "swagger-2.0"
  | "openapi-3.0"
  | "openapi-3.1"
  | "openapi-3.2"
  | "asyncapi-2"
  | "asyncapi-3"
  | "postman";

/** The document that a model was made from. */
export interface ModelSource {
  readonly dialect: Dialect;
  /** The version as written, such as `3.0.3`. */
  readonly version: string;
  /** Every file read, the main one first, as shown to users. */
  readonly files: readonly string[];
}

/** The info object (OAS 3.2 §4.3). */
export interface Info extends ModelNode {
  readonly title: Value<string>;
  readonly version: Value<string>;
  readonly summary?: string;
  readonly description?: Value<string>;
  readonly termsOfService?: string;
  readonly contact?: Contact;
  readonly license?: License;
}

/** The contact object. */
export interface Contact extends ModelNode {
  readonly name?: string;
  readonly url?: string;
  readonly email?: string;
}

/** The licence object. */
export interface License extends ModelNode {
  readonly name: string;
  readonly identifier?: string;
  readonly url?: string;
}

/** A link to documentation outside. */
export interface ExternalDocs extends ModelNode {
  readonly url: string;
  readonly description?: string;
}

/** A tag of the document's list; operations name tags, listed or not. */
export interface Tag extends ModelNode {
  readonly name: string;
  readonly summary?: string;
  readonly description?: string;
  readonly externalDocs?: ExternalDocs;
  readonly parent?: string;
  /** The `kind` member of OAS 3.2. */
  readonly tagKind?: string;
  /** The value of the gateway's tag of this name (`x-amazon-apigateway-tag-value`). */
  readonly tagValue?: Value<string>;
}

/** A server; Swagger 2's host, basePath and schemes become one per scheme. */
export interface Server extends ModelNode {
  /** The URL template as written, with `{variables}`; relative URLs stay relative. */
  readonly url: Value<string>;
  readonly name?: string;
  readonly description?: string;
  readonly variables?: readonly Named<ServerVariable>[];
}

/** A variable of a server's URL. */
export interface ServerVariable extends ModelNode {
  readonly default: Value<string>;
  readonly enum?: readonly string[];
  readonly description?: string;
}
