/** A part of an integration's URI: text, a path variable `{id}`, or `${stageVariables.name}`. */
export type UriPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "path"; readonly name: string }
  | { readonly kind: "stageVariable"; readonly name: string };

/** Takes a URI apart at its variables (API Gateway guide, "Using API Gateway stage variables"). */
export function parseIntegrationUri(uri: string): UriPart[] {
  const parts: UriPart[] = [];
  let from = 0;
  for (const match of uri.matchAll(/\$\{stageVariables\.([^{}]+)\}|(?<!\$)\{([^{}]+)\}/g)) {
    if (match.index > from) parts.push({ kind: "text", text: uri.slice(from, match.index) });
    const [whole, stage, path] = match;
    if (stage !== undefined) parts.push({ kind: "stageVariable", name: stage });
    else if (path !== undefined) parts.push({ kind: "path", name: path });
    from = match.index + whole.length;
  }
  if (from < uri.length) parts.push({ kind: "text", text: uri.slice(from) });
  return parts;
}

/** Writes a URI's parts. */
export function printIntegrationUri(parts: readonly UriPart[]): string {
  return parts.map(printPart).join("");
}

function printPart(part: UriPart): string {
  if (part.kind === "text") return part.text;
  return part.kind === "path" ? `{${part.name}}` : `\${stageVariables.${part.name}}`;
}
