import type { Named, SecurityRequirement } from "../../model/index.js";
import type { Documentation } from "./documentation.js";
import type { TypeExpression } from "./type-expression.js";

/** A named type of the SDK. */
export interface TypeDeclaration {
  readonly name: string;
  readonly type: TypeExpression;
  readonly documentation?: Documentation;
  /** The schema's name in `components.schemas`, or the operation's key for what stands inline in it. */
  readonly origin: string;
  /** Whether it is the form that is sent, received, or both. */
  readonly direction: "request" | "response" | "both";
  /** The known values of a named enum: the SDK declares a constant of them beside the type. */
  readonly values?: readonly EnumValue[];
}

/** One known value of a named enum. */
export interface EnumValue {
  readonly name: string;
  readonly value: string | number;
  readonly documentation?: Documentation;
}

/** One member of an operation's request object. */
export interface RequestMember {
  readonly name: string;
  /** `body`, the choice of its media type, or where the parameter travels with its name on the wire. */
  readonly source:
    | { readonly kind: "body" }
    | { readonly kind: "contentType" }
    | { readonly kind: "parameter"; readonly in: string; readonly wireName: string };
  readonly type: TypeExpression;
  readonly required: boolean;
  readonly documentation?: Documentation;
}

/** One operation as users call it. */
export interface SurfaceOperation {
  /** The model's key, `GET /pets/{petId}`. */
  readonly key: string;
  /** The function's and the method's name. */
  readonly name: string;
  /** The member of the client that holds the method: from the first tag. */
  readonly group: string;
  readonly requestTypeName: string;
  readonly members: readonly RequestMember[];
  /** What a success resolves to. */
  readonly result: TypeExpression;
  /** The body of an error by status (`404`, `4XX`, `default`). */
  readonly errors: readonly Named<TypeExpression>[];
  readonly security?: readonly SecurityRequirement[];
  readonly documentation?: Documentation;
}

/** The whole public surface of an SDK as data: planned once, printed by a language, compared by `diff`. */
export interface SdkSurface {
  readonly packageName: string;
  readonly packageVersion: string;
  readonly clientName: string;
  readonly types: readonly TypeDeclaration[];
  readonly operations: readonly SurfaceOperation[];
}
