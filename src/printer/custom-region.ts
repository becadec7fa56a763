/** Where a region for the user's own code stands. */
export interface CustomRegion {
  readonly name: string;
  /** What begins a comment of a line. */
  readonly comment: "//" | "<!--";
  readonly indent?: string;
}

/** The two lines between which users write code that every later run keeps (`src/source/custom-regions.ts` reads them). */
export function printRegion({ name, comment, indent = "" }: CustomRegion): string {
  const end = comment === "<!--" ? " -->" : "";
  return `${indent}${comment} gw-gen:keep ${name}${end}\n${indent}${comment} gw-gen:end${end}\n`;
}
