/** JSON as Prettier prints other files of it: lists of words that fit stay on one line. */
export function printJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  const joined = text.replace(
    /^( *)("[^"\n]*": )?\[\n((?: *"[^"\n]*",?\n)+) *\]/gm,
    (all, ...parts) => {
      const [margin = "", key = "", lines = ""] = parts as string[];
      const items = lines.trim().split(/\n\s*/).join(" ");
      const flat = `${margin}${key}[${items}]`;
      return flat.length < 80 ? flat : all;
    },
  );
  return `${joined}\n`;
}
