/**
 * A mapping template that prints a text as it is: what Velocity would read as a reference or a directive comes from
 * variables (Velocity user guide, "Escaping valid VTL references").
 */
export function literalTemplate(text: string): string {
  if (!/[$#\\]/.test(text)) return text;
  const escaped = text.replace(/[$#\\]/g, (found) => `\${${NAMES.get(found) ?? ""}}`);
  const used = [...NAMES].filter(([character]) => text.includes(character));
  return used.map(([character, name]) => `#set($${name} = '${character}')`).join("") + escaped;
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ["$", "dollar"],
  ["#", "hash"],
  ["\\", "backslash"],
]);
