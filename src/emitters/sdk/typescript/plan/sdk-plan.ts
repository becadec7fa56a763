import type { Diagnostic } from "../../../../diagnostics/diagnostic.js";
import type { CodecDeclaration, CodecExpression } from "../../codec.js";
import type { SdkSurface, SurfaceOperation } from "../../surface.js";
import type {
  ParameterPlan,
  RuntimeName,
  SchemeUsePlan,
  ServerPlan,
  ServerVariablePlan,
  WebhooksPlan,
} from "./sdk-parts.js";
import type { SocketPlan } from "./socket-plan.js";
import type { TypeExpression } from "../../type-expression.js";
import type { AnswerOf, ExampleOf } from "./plan-examples.js";

export type {
  ParameterPlan,
  RuntimeName,
  SchemeUsePlan,
  ServerPlan,
  ServerVariablePlan,
} from "./sdk-parts.js";

/** One part of a form or multipart body that is not as its value suggests. */
export interface PartPlan {
  /** The member's name; of a list the position, or `*` for all others. */
  readonly name: string;
  readonly contentType?: string;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly encoder?: RuntimeName;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
}

/** One media type of a request body. */
export interface MediaPlan {
  readonly mediaType: string;
  readonly encoder: RuntimeName;
  readonly type: TypeExpression;
  readonly codec?: CodecExpression;
  readonly parts?: readonly PartPlan[];
}

/** What an answer of one status holds. */
export interface ResponsePlan {
  readonly status: string;
  readonly mediaType: string;
  readonly decoder: RuntimeName;
  readonly type: TypeExpression;
  readonly codec?: CodecExpression;
}

/** How an operation is paged, with the fields of the runtime's `Paging`. */
export interface PagingPlan {
  readonly next:
    "nextByCursor" | "nextByLastItem" | "nextByLink" | "nextByOffset" | "nextByPage" | "nextByUrl";
  readonly items: readonly string[];
  /** The type of an item. */
  readonly element: TypeExpression;
  readonly cursor?: readonly string[];
  readonly parameter?: readonly string[];
  readonly more?: readonly string[];
  readonly start?: number;
}

/** How an operation streams, with the fields of the runtime's `StreamDescriptor`. */
export interface StreamPlan {
  /** The function that streams; where the operation answers with nothing else, its own. */
  readonly name: string;
  readonly read: RuntimeName;
  readonly mediaTypes: readonly string[];
  readonly parse?: RuntimeName;
  /** The type of what an event holds. */
  readonly type: TypeExpression;
  readonly codec?: CodecExpression;
  /** The flag of the body that asks for a stream. */
  readonly flag?: string;
}

/** One operation: what users see of it and what travels. */
export interface OperationPlan {
  readonly surface: SurfaceOperation;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly ParameterPlan[];
  readonly body: readonly MediaPlan[];
  readonly responses: readonly ResponsePlan[];
  readonly security: readonly (readonly SchemeUsePlan[])[];
  readonly serverUrl?: string;
  /** When a deprecated operation ends; empty: it is not known. */
  readonly deprecated?: string;
  /** Absent: its answer is whole. */
  readonly paging?: PagingPlan;
  /** Absent: its answer comes at once. */
  readonly stream?: StreamPlan;
  /** The header of its idempotency key; absent: it has none of its own. */
  readonly idempotencyHeader?: string;
  /** Where the body's type depends on its media type: the name of what the variants share, and theirs. */
  readonly variantTypeNames?: readonly string[];
  /** The name of the type of its errors; absent when the API describes none. */
  readonly errorsTypeName?: string;
  /** The stages that have it, where clients are typed by their stage and not all of them do. */
  readonly stages?: readonly string[];
}

/** A header or query parameter that a Lambda authorizer reads. */
export interface IdentitySource {
  readonly place: "header" | "query";
  readonly name: string;
}

/** A security scheme that operations use. */
export interface SchemePlan {
  /** Its name in the description and in the `auth` option. */
  readonly name: string;
  /** The constant that holds it. */
  readonly constant: string;
  readonly apply?: RuntimeName;
  readonly renew?: RuntimeName;
  readonly parameter?: string;
  readonly header?: string;
  readonly tokenUrl?: string;
  readonly discoveryUrl?: string;
  /** What a Lambda authorizer reads, where it is more than one text: its credentials are an object of these. */
  readonly sources?: readonly IdentitySource[];
  /** The type of its credentials; absent when it takes none. */
  readonly credential?: RuntimeName;
  /** `Provider<string>` and the like where the type is generic. */
  readonly credentialArgument?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
}

/** The operations of one tag: a module, and a class that the client holds an instance of. */
export interface GroupPlan {
  /** The client's member; empty for operations that stand on the client itself. */
  readonly member: string;
  readonly className: string;
  readonly fileName: string;
  readonly description?: string;
  readonly operations: readonly OperationPlan[];
}

/** All that is printed, as data. */
export interface SdkPlan {
  readonly surface: SdkSurface;
  readonly title: string;
  readonly description?: string;
  readonly groups: readonly GroupPlan[];
  /** The socket of an API that has routes. */
  readonly socket?: SocketPlan;
  /** Absent: the API sends nothing of itself. */
  readonly webhooks?: WebhooksPlan;
  readonly codecs: readonly CodecDeclaration[];
  readonly schemes: readonly SchemePlan[];
  /** The option that chooses among `servers`. */
  readonly serverOption: "server" | "stage";
  readonly servers: readonly ServerPlan[];
  readonly serverVariables: readonly ServerVariablePlan[];
  /** Headers and query parameters that a logger must not be told, and that their names do not give away. */
  readonly secretNames: readonly string[];
  /** The VPC endpoints that a private API names; absent: it is not private. */
  readonly vpcEndpoints?: readonly string[];
  /** The stages by which clients are typed, the default first; absent: they are not. */
  readonly stages?: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** What the description shows of a member of a request. */
  readonly exampleOf: ExampleOf;
  /** What the description shows of the body of an answer. */
  readonly answerOf: AnswerOf;
}

/** Whether an SDK has a client: one of an API that is a socket alone has none. */
export function hasClient({ groups, socket }: SdkPlan): boolean {
  return groups.length > 0 || !socket;
}
