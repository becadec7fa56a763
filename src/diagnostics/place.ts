import { locationPath, type Position, type SourceLocation, type TextRange } from "./location.js";

/** A location looked up: what a reader or an editor needs to go there. */
export interface Place {
  /** The file as shown to users. */
  readonly path: string;
  /** Absent when the node does not stand in the text. */
  readonly range?: TextRange;
  /** The JSON Pointer (RFC 6901) of the node, empty for the root. */
  readonly pointer: string;
}

/** Looks a location up in its file; of a node that was never written its nearest written ancestor is the place. */
export function placeOf(location: SourceLocation): Place {
  const path = locationPath(location);
  const pointer = path
    .map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
  const range = location.within
    ? rangeWithin(location, location.within)
    : location.file.locate(path, "key");
  return { path: location.file.path, pointer, ...(range && { range }) };
}

function rangeWithin(location: SourceLocation, within: Position): TextRange | undefined {
  const path = locationPath(location);
  const start =
    path.length === 0 ? { line: 1, column: 1 } : location.file.locate(path, "value")?.start;
  if (!start) return undefined;
  const column = within.line === 1 ? start.column + within.column - 1 : within.column;
  return { start: { line: start.line + within.line - 1, column } };
}

/** `file:line:column`, or what of it is known. */
export function placeText(place: Place): string {
  if (place.range) return `${place.path}:${place.range.start.line}:${place.range.start.column}`;
  return place.pointer === "" ? place.path : `${place.path}#${place.pointer}`;
}
