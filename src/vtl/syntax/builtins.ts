/** The directives beside `#if` and `#set`, and whether they have a block. */
const BUILTINS: ReadonlyMap<string, "block" | "line"> = new Map([
  ["foreach", "block"],
  ["include", "line"],
  ["parse", "line"],
  ["macro", "block"],
  ["literal", "block"],
  ["evaluate", "line"],
  ["break", "line"],
  ["define", "block"],
  ["stop", "line"],
]);

/** Whether a directive has a block, ends with its line, or is not built in. */
export function builtinType(name: string): "block" | "line" | undefined {
  return BUILTINS.get(name);
}

/** Whether a directive is built in. */
export function isBuiltin(name: string): boolean {
  return BUILTINS.has(name);
}
