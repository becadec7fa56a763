import { defineDiagnostics } from "../../../../diagnostics/diagnostic.js";

/** What planning an SDK cannot make of what it is told. */
export const diagnostic = defineDiagnostics({
  "sdk-pagination-invalid": {
    severity: "warning",
    message: (operation: string, reason: string) =>
      `The SDK does not page ${operation} as it is told: ${reason}.`,
    mend: "Correct `pagination` in the settings or `x-gw-gen-pagination` in the description, or take it out.",
    explain: `\`kind\` is \`cursor\`, \`offset\`, \`page\`, \`link\` or \`none\`. \`items\` points to a list in the answer's body,
\`next\` to the cursor or address of the next page, \`parameter\` names the query parameter (or the member of a
JSON body) that takes the cursor, offset or page. Without \`items\`, the body's only list is taken. When one of
them leads nowhere, the operation gets no iteration over its pages; calling it works as ever.`,
  },
});
