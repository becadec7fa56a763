/** One step of a path into a document: a member name or an array index. */
export type PathKey = string | number;

/** A place in a text; both numbers start at 1, columns count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A range in a text; `end` is exclusive and may be missing when only the start is known. */
export interface TextRange {
  readonly start: Position;
  readonly end?: Position;
}

/** What a location needs to know of the file it points into; `source/` implements it. */
export interface LocatableFile {
  /** The path as shown to users: relative to the working directory, `-` for standard input. */
  readonly path: string;
  /** Where the node at `pointer` stands: of its key, else of its value; undefined when it is not in the text. */
  locate(pointer: readonly PathKey[], target?: "key" | "value"): TextRange | undefined;
  /** The text of a line (from 1) without its line break; undefined past the end. */
  line(number: number): string | undefined;
}

/** A node's place: a linked path into a file, joined to a pointer and looked up only when printed. */
export interface SourceLocation {
  readonly file: LocatableFile;
  readonly parent?: SourceLocation;
  readonly key?: PathKey;
  /** A position within the string at this place (templates inside strings), relative to its start. */
  readonly within?: Position;
}

/** The location of the member `key` of the node at `parent`. */
export function childLocation(parent: SourceLocation, key: PathKey): SourceLocation {
  return { file: parent.file, parent, key };
}

/** The path from the file's root to the location. */
export function locationPath(location: SourceLocation): PathKey[] {
  const path: PathKey[] = [];
  for (let at: SourceLocation | undefined = location; at; at = at.parent) {
    if (at.key !== undefined) path.push(at.key);
  }
  return path.reverse();
}
