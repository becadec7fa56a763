/** Documentation of a declared thing, as plain text and data; printers escape it. */
export interface Documentation {
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  /** A date (RFC 8594). */
  readonly sunset?: string;
  readonly stability?: string;
  readonly examples?: readonly string[];
  readonly defaultValue?: string;
  /** What values must meet beyond their type, each as one short phrase on one line. */
  readonly constraints?: readonly string[];
  readonly see?: readonly { readonly url: string; readonly description?: string }[];
}
