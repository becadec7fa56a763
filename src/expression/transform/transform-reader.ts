import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { childLocation, type SourceLocation } from "../../diagnostics/location.js";
import type { TransformSource } from "../../model/index.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { nearest } from "../../util/nearest.js";
import { diagnostic } from "./diagnostics.js";
import { parseTransformSource } from "./source-text.js";

/** Reads the parts of one transform and keeps what is wrong in them. */
export class TransformReader {
  readonly diagnostics: Diagnostic[] = [];

  /** Reports what a place cannot be. */
  refuse(location: SourceLocation, what: string): undefined {
    this.diagnostics.push(diagnostic("transform-form", location, [what]));
  }

  /** An object; anything else is reported. */
  object(
    value: JsonValue | undefined,
    location: SourceLocation,
    what: string,
  ): JsonObject | undefined {
    return isJsonObject(value) ? value : this.refuse(location, `${what} is no object`);
  }

  /** A list that is not empty; anything else is reported. */
  list(
    value: JsonValue | undefined,
    location: SourceLocation,
    what: string,
  ): readonly JsonValue[] | undefined {
    if (Array.isArray(value) && value.length > 0) return value as readonly JsonValue[];
    return this.refuse(location, `${what} is no list with something in it`);
  }

  /** Reports the members of an object that are none of those known. */
  only(object: JsonObject, known: readonly string[], location: SourceLocation): void {
    for (const name of Object.keys(object)) {
      if (known.includes(name) || name.startsWith("x-")) continue;
      const [near] = nearest(name, known);
      const hint = near === undefined ? "" : ` (did you mean \`${near}\`?)`;
      this.refuse(childLocation(location, name), `\`${name}\` cannot stand here${hint}`);
    }
  }

  /** A source; anything else is reported. */
  source(
    value: JsonValue | undefined,
    location: SourceLocation,
    variables: readonly string[],
  ): TransformSource | undefined {
    if (typeof value !== "string" || !value.startsWith("$")) {
      return this.refuse(location, "a source is a text that starts with `$`");
    }
    const result = parseTransformSource(value, variables);
    if ("source" in result) return result.source;
    this.diagnostics.push(diagnostic("transform-source", location, [value, result.reason]));
    return undefined;
  }
}
