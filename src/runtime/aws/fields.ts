/** Header fields in order, names as sent; names may repeat. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** Fields of names and values in turn. */
export function fieldsOf(flat: readonly string[]): Fields {
  const fields: [string, string][] = [];
  for (let at = 0; at < flat.length; at += 2) fields.push([flat[at] ?? "", flat[at + 1] ?? ""]);
  return fields;
}

/** The last value of a name, without regard to case. */
export function fieldValue(fields: Fields, name: string): string | undefined {
  const lower = name.toLowerCase();
  return fields.findLast(([known]) => known.toLowerCase() === lower)?.[1];
}

/** Fields without some names (lower-case). */
export function withoutFields(fields: Fields, names: ReadonlySet<string>): Fields {
  return fields.filter(([name]) => !names.has(name.toLowerCase()));
}

/** Fields in which `name` stands once, with that value. */
export function withField(fields: Fields, name: string, value: string): Fields {
  return [...withoutFields(fields, new Set([name.toLowerCase()])), [name, value]];
}

/** Values by name as first written; of repeated names the last value. */
export function singleValues(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    [...groups(fields).values()].map(({ name, values }) => [name, values.at(-1) ?? ""]),
  );
}

/** All values by name as first written. */
export function multiValues(fields: Fields): Record<string, string[]> {
  return Object.fromEntries([...groups(fields).values()].map(({ name, values }) => [name, values]));
}

function groups(fields: Fields): Map<string, { name: string; values: string[] }> {
  const found = new Map<string, { name: string; values: string[] }>();
  for (const [name, value] of fields) {
    const key = name.toLowerCase();
    const group = found.get(key);
    if (group) group.values.push(value);
    else found.set(key, { name, values: [value] });
  }
  return found;
}
