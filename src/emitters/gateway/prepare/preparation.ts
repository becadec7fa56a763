import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import type { ApiModel, HttpApiCors, Operation } from "../../../model/index.js";
import { diagnostic } from "../diagnostics.js";

/** What runs operations that have no integration of their own. */
export interface IntegrationDefaults {
  /** Absent: `http_proxy` where there is a backend, else `lambda` where there is a function, else `mock`. */
  readonly integration?: "http_proxy" | "lambda" | "mock";
  /** Base URLs by name; `default`, or that of an operation's tag. */
  readonly backends: ReadonlyMap<string, string>;
  /** The pattern of Lambda functions' names. */
  readonly function?: string;
  /** The stage's name, for `{stage}` in the pattern. */
  readonly stage?: string;
  readonly cors?: Omit<HttpApiCors, "location">;
}

type Catalogue = (typeof diagnostic)["catalogue"];

/** One preparation of a model for the gateway: the choices, and what there is to tell. */
export class Preparation {
  readonly defaults: IntegrationDefaults;
  /** Whether the document says nothing of a gateway, so that everything may be made to fit. */
  readonly isPlain: boolean;
  readonly isHttp: boolean;
  readonly diagnostics: Diagnostic[] = [];

  constructor(model: ApiModel, defaults: IntegrationDefaults) {
    this.defaults = defaults;
    this.isHttp = model.gateway?.kind === "http";
    this.isPlain = !(
      model.operations.some(({ gateway }) => gateway?.integration) ||
      model.gateway?.requestValidators ||
      model.gateway?.integrations
    );
  }

  /** Tells something about an operation. */
  tell<K extends keyof Catalogue & string>(
    operation: Operation,
    code: K,
    args: Parameters<Catalogue[K]["message"]>,
  ): void {
    const details = { operation: operation.key };
    this.diagnostics.push(diagnostic(code, operation.location, args, details));
  }
}
