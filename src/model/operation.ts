import type { JsonValue } from "../util/json.js";
import type { Parameter, RequestBody, Response } from "./content.js";
import type { OperationGateway } from "./gateway.js";
import type { ExternalDocs, Server } from "./info.js";
import type { ModelNode, Named, ReusableNode } from "./node.js";
import type { SecurityRequirement } from "./security.js";
import type { Transform } from "./transform.js";

/** A method in upper case: the standard ones, `QUERY`, an additional one of OAS 3.2, or `ANY` (API Gateway). */
export type Method = string;

/** One part of a path between slashes. */
export type PathSegment =
  | { readonly kind: "static"; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string }
  /** `{name+}`: the rest of the path (API Gateway). */
  | { readonly kind: "greedy"; readonly name: string }
  /** Text and parameters in one segment, such as `{id}.json`. */
  | { readonly kind: "mixed"; readonly parts: readonly (string | { readonly name: string })[] };

/** A path template, as written and in parts; a trailing slash is an empty last static segment. */
export interface Path {
  readonly raw: string;
  readonly segments: readonly PathSegment[];
}

/** A response at its status: `200`, `2XX` or `default`. */
export interface StatusResponse {
  readonly status: string;
  readonly response: Response;
}

/** One operation of the API, of a callback or of a webhook. */
export interface Operation extends ModelNode {
  readonly kind: "operation";
  /** `GET /pets/{petId}`: unique in its list, the identity across versions and in settings. */
  readonly key: string;
  /** As written; absent when the document gives none. */
  readonly operationId?: string;
  readonly method: Method;
  readonly path: Path;
  readonly tags: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly externalDocs?: ExternalDocs;
  /** The path item's parameters and the operation's, merged by name and place; path item's first. */
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: readonly StatusResponse[];
  /** Extensions of `responses` itself. */
  readonly responsesExtensions?: readonly Named<JsonValue>[];
  readonly callbacks?: readonly Named<Callback>[];
  /** Absent: the document's; empty: none needed. */
  readonly security?: readonly SecurityRequirement[];
  /** The operation's or path item's own servers; absent: the document's. */
  readonly servers?: readonly Server[];
  readonly pathItem: PathItem;
  /** Names of the stages it is in; absent: all. */
  readonly stages?: readonly string[];
  readonly lifecycle?: Lifecycle;
  readonly transform?: Transform;
  readonly gateway?: OperationGateway;
}

/** What a path item says for all of its operations (shared by them). */
export interface PathItem extends ReusableNode {
  /** Of a path item of the components: its operations, with an empty path. */
  readonly operations?: readonly Operation[];
  readonly summary?: string;
  readonly description?: string;
}

/** A callback: URL expressions with their operations. */
export interface Callback extends ReusableNode {
  readonly kind: "callback";
  readonly expressions: readonly Named<readonly Operation[]>[];
}

/** A webhook: a name with its operations; their path is empty. */
export interface Webhook extends ReusableNode {
  readonly kind: "webhook";
  readonly name: string;
  readonly operations: readonly Operation[];
}

/** `x-stability-level`, `x-sunset` (a date, RFC 8594) and `x-internal`. */
export interface Lifecycle {
  readonly stability?: string;
  readonly sunset?: string;
  readonly internal?: boolean;
}
