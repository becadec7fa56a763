/** What users choose of an SDK, whatever its language. */
export interface SdkOptions {
  /** The package's name, such as `@acme/pets`; from the title when absent. */
  readonly packageName?: string;
  /** The package's version; the API's when absent and it is a version, else `0.0.0`. */
  readonly packageVersion?: string;
  /** The client class; from the title when absent. */
  readonly clientName?: string;
  /** An SPDX licence expression for the package. */
  readonly license?: string;
  /** The repository's URL for the package. */
  readonly repository?: string;
  /** `package`: with all that publishing needs; `source`: the modules alone. */
  readonly layout?: "package" | "source";
  /** The stage whose URL the client has; users choose among all when absent. */
  readonly stage?: string;
  /** `format: int64`; a `number` refuses what it cannot hold exactly. */
  readonly int64?: "number" | "bigint" | "string";
  /** `format: date-time` and `date`. */
  readonly dates?: "string" | "date";
}
