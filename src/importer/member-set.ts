/** The names of an object's members: a list in one string, and more names. */
export function memberSet(names: string, ...more: readonly string[]): ReadonlySet<string> {
  return new Set([...names.split(" "), ...more]);
}
