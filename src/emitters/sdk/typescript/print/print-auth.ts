import { CodeFile } from "../../../../printer/code-file.js";
import { printKey } from "../../../../printer/property-key.js";
import type { RuntimeName, SchemePlan } from "../plan/sdk-plan.js";
import { code, list, type Literal, object, printAssignment, string } from "./literal.js";

/** `auth.ts`: the schemes as data and the type of their credentials. */
export function printAuth(schemes: readonly SchemePlan[]): CodeFile {
  const file = new CodeFile("auth.ts");
  const type = { name: "SecurityScheme", from: "./runtime/auth.js", typeOnly: true };
  for (const scheme of schemes) {
    file.raw(
      printAssignment(
        `export const ${scheme.constant}: ${file.use(type)}`,
        schemeLiteral(file, scheme),
      ),
    );
    file.blank();
  }
  for (const scheme of schemes) printIdentity(file, scheme);
  file.doc({
    paragraphs: ["Credentials by scheme; each operation takes the first alternative that is set."],
    tags: [],
  });
  const taking = schemes.filter(({ credential }) => credential);
  if (taking.length === 0) return file.raw("export type AuthOptions = Record<string, never>;\n");
  file.raw("export interface AuthOptions {\n");
  file.indent(() => taking.forEach((scheme) => printCredential(file, scheme)));
  return file.raw("}\n");
}

function printIdentity(file: CodeFile, scheme: SchemePlan): void {
  if (!scheme.sources) return;
  file.doc({ paragraphs: ["What the authorizer knows callers by."], tags: [] });
  file.raw(`export interface ${identityName(scheme)} {\n`);
  for (const name of new Set(scheme.sources.map((source) => source.name))) {
    file.raw(`  readonly ${printKey(name)}: string;\n`);
  }
  file.raw("}\n");
  file.blank();
}

function identityName({ constant }: SchemePlan): string {
  const name = constant.replace(/Scheme(?=\d*$)/, "Identity");
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function printCredential(file: CodeFile, scheme: SchemePlan): void {
  const { description, deprecated } = scheme;
  file.doc({
    paragraphs: description === undefined ? [] : [description],
    tags: deprecated ? [{ name: "deprecated" }] : [],
  });
  const type = credentialText(file, scheme);
  const key = printKey(scheme.name);
  const flat = `  readonly ${key}?: ${type} | undefined;`;
  file.raw(
    flat.length <= 80 ? `${flat}\n` : `  readonly ${key}?:\n    | ${type}\n    | undefined;\n`,
  );
}

function credentialText(file: CodeFile, scheme: SchemePlan): string {
  const { credential, credentialArgument, sources } = scheme;
  if (!credential) return "undefined";
  const name = file.use({ ...importOf(credential), typeOnly: true });
  if (sources) return `${name}<${identityName(scheme)}>`;
  if (credentialArgument === undefined) return name;
  const isNamed = /^[A-Z]/.test(credentialArgument);
  const argument = isNamed
    ? file.use({ name: credentialArgument, from: "./runtime/auth.js", typeOnly: true })
    : credentialArgument;
  return `${name}<${argument}>`;
}

function schemeLiteral(file: CodeFile, scheme: SchemePlan): Literal {
  const runtime = (name: RuntimeName | undefined): Literal | undefined =>
    name && code(file.use(importOf(name)));
  const text = (value: string | undefined): Literal | undefined =>
    value === undefined ? undefined : string(value);
  return object(
    [
      ["name", string(scheme.name)],
      ["apply", runtime(scheme.apply)],
      ["renew", runtime(scheme.renew)],
      ["parameter", text(scheme.parameter)],
      ["header", text(scheme.header)],
      [
        "sources",
        scheme.sources &&
          list(scheme.sources.map(({ place, name }) => list([string(place), string(name)]))),
      ],
      ["tokenUrl", text(scheme.tokenUrl)],
      ["discoveryUrl", text(scheme.discoveryUrl)],
    ],
    true,
  );
}

function importOf({ module, name }: RuntimeName): { readonly name: string; readonly from: string } {
  return { name, from: `./runtime/${module}.js` };
}
