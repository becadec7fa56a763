import type {
  Example,
  Header,
  Link,
  MediaType,
  Parameter,
  RequestBody,
  Response,
} from "./content.js";
import type { Gateway } from "./gateway.js";
import type { ExternalDocs, Info, ModelSource, Server, Tag } from "./info.js";
import type { JsonValue } from "../util/json.js";
import type { ModelNode, Named } from "./node.js";
import type { Callback, Operation, PathItem, Webhook } from "./operation.js";
import type { Schema } from "./schema.js";
import type { SecurityRequirement, SecurityScheme } from "./security.js";
import type { ApiKey, Stage, UsagePlan } from "./stage.js";
import type { WebSocketApi } from "./websocket.js";

/** One API: what every document becomes and every emitter reads. */
export interface ApiModel extends ModelNode {
  readonly source: ModelSource;
  readonly info: Info;
  readonly servers: readonly Server[];
  readonly tags: readonly Tag[];
  readonly externalDocs?: ExternalDocs;
  /** The document's own requirements; absent: none written. */
  readonly security?: readonly SecurityRequirement[];
  readonly components: Components;
  readonly operations: readonly Operation[];
  /** Extensions of `paths` and `components` themselves, which mean nothing to us. */
  readonly pathsExtensions?: readonly Named<JsonValue>[];
  readonly componentsExtensions?: readonly Named<JsonValue>[];
  readonly webhooks: readonly Webhook[];
  readonly websocket?: WebSocketApi;
  readonly gateway?: Gateway;
  readonly stages: readonly Stage[];
  readonly usagePlans: readonly UsagePlan[];
  readonly apiKeys: readonly ApiKey[];
}

/** Reusable nodes by name, in the document's order. Uses of all but schemas hold the node itself. */
export interface Components {
  /**
   * The document's named schemas, then those that a `$ref` reached in another place or file,
   * which `hoisted` names.
   */
  readonly schemas: ReadonlyMap<string, Schema>;
  /** Names in `schemas` that importing made: the target stood elsewhere. */
  readonly hoisted: ReadonlySet<string>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly headers: ReadonlyMap<string, Header>;
  readonly requestBodies: ReadonlyMap<string, RequestBody>;
  readonly responses: ReadonlyMap<string, Response>;
  readonly examples: ReadonlyMap<string, Example>;
  readonly links: ReadonlyMap<string, Link>;
  readonly callbacks: ReadonlyMap<string, Callback>;
  readonly pathItems: ReadonlyMap<string, PathItem>;
  readonly mediaTypes: ReadonlyMap<string, MediaType>;
  readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
}
