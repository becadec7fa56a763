/** How values of lossy formats appear in the SDK. */
export interface TypeOptions {
  /** `format: int64`; a `number` that cannot hold a value exactly is refused, never rounded. */
  readonly int64?: "number" | "bigint" | "string";
  /** `format: date-time` and `date`. */
  readonly dates?: "string" | "date";
  /** Names that the SDK exports besides: no type may take them. */
  readonly reservedNames?: readonly string[];
}

/** The options that every construct is planned by, defaults filled in. */
export type PlannedOptions = Required<Omit<TypeOptions, "reservedNames">>;
