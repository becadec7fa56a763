/** How much input is accepted before reading stops; a spec is hostile input. */
export interface Limits {
  /** Bytes of one file. */
  readonly bytes: number;
  /** Levels of nesting. */
  readonly depth: number;
  /** Nodes of one YAML file after its aliases are followed. */
  readonly nodes: number;
  /** Files that one run may read. */
  readonly files: number;
  /** Milliseconds until a request to the network is given up. */
  readonly networkTimeout: number;
}

/** The limits where settings name none. */
export const defaultLimits: Limits = {
  bytes: 64 * 1024 * 1024,
  depth: 500,
  nodes: 1_000_000,
  files: 10_000,
  networkTimeout: 30_000,
};
