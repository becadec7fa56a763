import { defineDiagnostics } from "../../../../diagnostics/diagnostic.js";

/** What naming repairs. */
export const diagnostic = defineDiagnostics({
  "sdk-type-renamed": {
    severity: "info",
    message: (schema: string, name: string) =>
      `The schema ${JSON.stringify(schema)} is called ${name} in the SDK: its own name is taken, reserved or no identifier.`,
    mend: "Rename the schema, if another name reads better.",
    explain: `A type needs a name that is an identifier, that no other type has, and that hides no global of
JavaScript (\`Error\`, \`Record\`, \`Response\` …) or export of the SDK. A schema without such a name gets the
nearest one: \`Error\` becomes \`ErrorModel\`, the second of \`foo-bar\` and \`foo_bar\` becomes \`FooBar2\`,
\`3d-model\` becomes \`_3dModel\`. The name does not depend on schemas with other names.`,
  },
  "sdk-operation-renamed": {
    severity: "info",
    message: (wanted: string, name: string) =>
      `The operation ${JSON.stringify(wanted)} is the function ${name} in the SDK: the name is taken, reserved or no identifier.`,
    mend: "Give the operation an operationId of its own, or name it with `x-gw-gen-name`.",
    explain: `Every operation becomes a function, so its name has to be an identifier that no other operation
and no reserved word has: a bare \`delete\` becomes \`delete_\`, the second \`getPet\` becomes \`getPet2\`.`,
  },
  "sdk-operation-unnamed": {
    severity: "info",
    message: (name: string) =>
      `The operation has no operationId; the SDK calls it ${name}, after its method and path.`,
    mend: "Add an operationId, so that the function keeps its name when the path changes.",
    explain: `Without \`operationId\` the name comes from the method and the path: \`GET /pets/{petId}\` becomes
\`getPetsByPetId\`. It changes when the path does.`,
  },
  "sdk-member-renamed": {
    severity: "info",
    message: (name: string, place: string, member: string) =>
      `The ${place} parameter ${JSON.stringify(name)} is the member ${member} of the request: the plain name is taken.`,
    mend: "Nothing, unless two parameters of one name are a mistake.",
    explain: `A request is one object, but a path, query, header and cookie parameter may share one name, or be
called \`body\`. The first keeps the name, in the order path, query, header, cookie; the others are told
apart by their place: \`queryId\`, \`headerId\`.`,
  },
});
