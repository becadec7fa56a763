/**
 * The pattern of a glob: `*` stands for anything but a slash, `**` for anything, `/**` at the end also for nothing;
 * all else stands for itself, braces too, for paths have them.
 */
export function globPattern(glob: string): RegExp {
  const source = glob.replace(/\/\*\*$|\*\*|\*|[\\^$.+?()[\]{}|]/g, (part) => {
    if (part === "/**") return "(?:/.*)?";
    if (part === "**") return ".*";
    return part === "*" ? "[^/]*" : `\\${part}`;
  });
  return new RegExp(`^${source}$`, "s");
}
