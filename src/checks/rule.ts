import type { Diagnostic, DiagnosticEntry, Severity } from "../diagnostics/diagnostic.js";
import type { RelatedLocation } from "../diagnostics/diagnostic.js";
import type { SourceLocation } from "../diagnostics/location.js";
import type {
  ApiModel,
  Header,
  MediaType,
  ObjectSchema,
  Operation,
  Parameter,
  RequestBody,
  Response,
  Route,
  SchemaRef,
} from "../model/index.js";

/** Whose rules apply: those of the specification alone, or those of API Gateway too. */
export type CheckProfile = "openapi" | "aws";

/** Where the walk is. */
export interface Site {
  /** The operation that the node belongs to; absent within the shared components. */
  readonly operation?: Operation;
  /** How the node travels; absent where both ways, or unknown. */
  readonly direction?: "request" | "response";
  /** Whether a schema is a branch of `allOf`, `anyOf`, `oneOf`, `not` or a condition: it sees only a part of the value's rules. */
  readonly branch: boolean;
}

/** What a rule wants to see; each node of the model is shown once. */
export interface Visitor {
  operation?(operation: Operation, site: Site): void;
  route?(route: Route, site: Site): void;
  parameter?(parameter: Parameter, site: Site): void;
  requestBody?(body: RequestBody, site: Site): void;
  response?(response: Response, status: string | undefined, site: Site): void;
  header?(header: Header, name: string, site: Site): void;
  mediaType?(mediaType: MediaType, site: Site): void;
  schema?(schema: ObjectSchema, site: Site): void;
  reference?(reference: SchemaRef, site: Site): void;
  /** After the walk. */
  end?(): void | Promise<void>;
}

/** What a rule may know beside the nodes that it is shown. */
export interface CheckContext {
  readonly model: ApiModel;
  /** The bytes of the document as JSON. */
  documentSize(): number;
}

/** Optional parts of a finding. */
export interface FindingDetails {
  readonly related?: readonly RelatedLocation[];
  /** The operation that it is about; passing the walk's `Site` says it. */
  readonly operation?: Operation;
}

/** Reports one finding of a rule with the arguments of its message. */
export type Report<A extends readonly unknown[]> = (
  location: SourceLocation,
  args: A,
  details?: FindingDetails,
) => void;

/** A rule as its family defines it. */
export interface RuleDefinition<A extends readonly unknown[]> {
  readonly code: string;
  readonly severity: Severity;
  readonly message: (...args: A) => string;
  readonly mend: string | ((...args: A) => string);
  readonly explain: string;
  /** The profile that it belongs to; absent: any. */
  readonly profile?: CheckProfile;
  start(report: Report<A>, context: CheckContext): Visitor;
}

/** A row of the table of rules. */
export interface Rule {
  readonly code: string;
  readonly profile?: CheckProfile;
  readonly entry: DiagnosticEntry;
  start(emit: (diagnostic: Diagnostic) => void, context: CheckContext): Visitor;
}

/** Defines a rule; the findings carry the arguments that its message takes. */
export function defineRule<A extends readonly unknown[]>(definition: RuleDefinition<A>): Rule {
  const { code, severity, message, mend, explain, profile } = definition;
  return {
    code,
    ...(profile && { profile }),
    // The catalogue keeps messages of any arguments; only `report` below, typed by A, calls them.
    entry: { severity, message, mend, explain } as unknown as DiagnosticEntry,
    start: (emit, context) =>
      definition.start((location, args, details = {}) => {
        emit({
          code,
          severity,
          message: message(...args),
          mend: typeof mend === "string" ? mend : mend(...args),
          location,
          ...(details.related && { related: details.related }),
          ...(details.operation && { operation: details.operation.key }),
        });
      }, context),
  };
}
