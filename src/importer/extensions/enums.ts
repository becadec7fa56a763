import type { Named } from "../../model/index.js";
import { diagnostic } from "../diagnostics.js";
import type { ObjectReader } from "../object-reader.js";
import { report } from "../run.js";

/** One of a list of lower-case values, written in any case; anything else is reported. */
export function lowerCase<T extends string>(
  reader: ObjectReader,
  key: string,
  known: readonly T[],
): T | undefined {
  const text = reader.text(key);
  const found = known.find((value) => value === text?.toLowerCase());
  if (text !== undefined && found === undefined) {
    const args = [`\`${key}\``, text, known.join(", ")] as const;
    report(reader.scope, diagnostic("unknown-value", reader.at(key), [...args]));
  }
  return found;
}

/** Reads an object's members by name, each an object. */
export function values<T>(owner: ObjectReader, read: (reader: ObjectReader) => T): Named<T>[] {
  return owner.all().flatMap((member) => {
    const reader = owner.asObject(member);
    return reader ? [{ name: member.name, value: read(reader) }] : [];
  });
}
