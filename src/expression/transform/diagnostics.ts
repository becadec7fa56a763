import { defineDiagnostics } from "../../diagnostics/diagnostic.js";

/** Diagnostics of transforms as they are written. */
export const diagnostic = defineDiagnostics({
  "transform-form": {
    severity: "error",
    message: (what: string) => `This is no transform: ${what}.`,
    mend: "A value is a source such as `$.name` or `$header.X-Id`, a constant, a list, or an object with one of `from`, `const`, `fields`, `each`, `if` and `text`.",
    explain: `A transform makes one message of another. \`request\` has \`body\`, \`headers\`, \`query\` and \`path\`; each of \`responses\`, by status, has \`body\`, \`headers\` and \`status\`. Both may name the backend's schema in \`backend\`.

A value is a source (text that starts with \`$\`), any other scalar as a constant, a list of values, or an object:

- \`from: $.price\` with \`type\` (string, number, integer, boolean) and \`default\`
- \`const: …\` for a constant of any kind
- \`fields: { name: VALUE }\` for an object
- \`each: $.items\` with \`value\`, and \`as\` (the element's name, \`item\` when absent), \`where\` (a condition) and \`default\`
- \`if: CONDITION\` with \`value\` and \`else\`
- \`text: [VALUE, …]\` for joined texts

A condition is \`exists: SOURCE\`; \`from: SOURCE\` with \`equals\`, \`in\`, or \`minimum\` and \`maximum\`; \`all\` or \`any\` of a list; or \`not\`.

A field whose value is absent is left out; \`default\` stands in for what is absent, null, or cannot be converted.`,
  },
  "transform-source": {
    severity: "error",
    message: (text: string, reason: string) => `\`${text}\` is no source: ${reason}.`,
    mend: 'Write `$.member[0].member` or `$["a name"]` for the body, `$item.member` for a loop\'s element, `$header.NAME`, `$query.NAME`, `$path.NAME`, `$context.NAME` or `$stageVariables.NAME`; a constant that starts with `$` is written as `const`.',
    explain:
      "A source names one place. `$` is the body, and members and indexes lead into it; after the name of a loop's element they lead into that. Parameters, `$context` and stage variables are texts.",
  },
});
