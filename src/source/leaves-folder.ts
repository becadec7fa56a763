import { isAbsolute, relative, sep } from "node:path";

/** Whether an absolute path stands outside an absolute folder. */
export function leavesFolder(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
}
