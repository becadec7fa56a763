import type { SecurityScheme } from "./auth.js";
import type { Codec } from "./codec.js";
import type { CoreOptions } from "./options.js";
import type { RequestDraft } from "./request.js";

/** Adds one parameter to the query of a request, or to a form. */
export type QueryEncoder = (
  draft: Pick<RequestDraft, "query">,
  parameter: ParameterDescriptor,
  value: unknown,
) => void;

/** Adds one parameter to a request: a style of OAS 3.2 §4.12.2.2 in one place. */
export type ParameterEncoder = (
  draft: RequestDraft,
  parameter: ParameterDescriptor,
  value: unknown,
) => void;

/** What is not said by a parameter's name and encoder. */
export interface ParameterDetails {
  /** The name on the wire, where it differs from the member's. */
  readonly name?: string;
  readonly explode?: boolean;
  /** Instead of percent-encoding all that is not unreserved. */
  readonly escape?: (text: string) => string;
  readonly codec?: Codec;
}

/** One parameter as its encoder sees it. */
export interface ParameterDescriptor extends ParameterDetails {
  /** The name on the wire. */
  readonly name: string;
}

/** One parameter of an operation. Equal tuples are one type to the compiler, equal objects are not. */
export type ParameterEntry = readonly [
  member: string,
  encode: ParameterEncoder,
  details?: ParameterDetails,
];

/** What `fetch` sends. */
export type FetchBody = NonNullable<RequestInit["body"]>;

/** A body as `fetch` takes it. */
export interface EncodedBody {
  readonly content: FetchBody;
  /** The header's value where the encoder knows more than the descriptor, such as a boundary. */
  readonly contentType?: string;
  /** Whether it can be read only once, so that it cannot be sent again. */
  readonly once?: boolean;
}

/** Makes a body of one media type. */
export type BodyEncoder = (
  value: unknown,
  media: MediaDescriptor,
) => EncodedBody;

/** One media type of a request body. */
export interface MediaDescriptor {
  readonly mediaType: string;
  readonly encode: BodyEncoder;
  readonly codec?: Codec;
  /** The parts of a form or multipart body that are not as their values suggest. */
  readonly parts?: Readonly<Record<string, PartDescriptor>>;
}

/** How one member of a form or multipart body travels (OAS 3.2 §4.15). */
export interface PartDescriptor {
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A query style: then the RFC 6570 rules apply instead of the content type's. */
  readonly encode?: QueryEncoder;
  readonly explode?: boolean;
  readonly escape?: (text: string) => string;
}

/** Reads the body of an answer. */
export type BodyDecoder = (
  response: Response,
  codec: Codec | undefined,
) => Promise<unknown>;

/** What an answer of one status holds. */
export interface ResponseDescriptor {
  readonly mediaType: string;
  readonly decode: BodyDecoder;
  readonly codec?: Codec;
}

/** One scheme of an alternative, with the scopes that it asks for. */
export type SchemeUse = readonly [scheme: SecurityScheme, ...scopes: string[]];

/** One operation as data: what the client needs to make its request and to read its answers. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  /** The path with its parameters in braces. */
  readonly path: string;
  readonly parameters?: readonly ParameterEntry[];
  /** The media types of the body, the preferred one first. */
  readonly body?: readonly MediaDescriptor[];
  /** By status (`200`, `2XX`, `default`); one without a body is left out. */
  readonly responses?: Readonly<Record<string, ResponseDescriptor>>;
  /** The alternatives of which one is enough; the schemes of each go together. */
  readonly security?: readonly (readonly SchemeUse[])[];
  /** When a deprecated operation ends; empty: it is not known. */
  readonly deprecated?: string;
  /** The header of its idempotency key; `Idempotency-Key` unless told. */
  readonly keyHeader?: string;
  /** Makes that key for each call that is given none. */
  readonly newKey?: (client: CoreOptions) => string;
  /** The base URL of an operation that has a server of its own. */
  readonly baseUrl?: string;
  /** The server of the operation alone; a base URL that the client is given goes before it. */
  readonly serverUrl?: string;
}
