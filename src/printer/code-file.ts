import { printDocComment, type DocComment } from "./doc-comment.js";
import { printString } from "./string-literal.js";
import { PRINT_WIDTH } from "./text-width.js";

/** A name that lives in another module; printing it adds the import. */
export interface ImportedName {
  readonly name: string;
  readonly from: string;
  /** A type or an interface: the import leaves no trace at run time. */
  readonly typeOnly?: boolean;
}

/** What a line may be made of. */
export type Printable = string | number | ImportedName | readonly Printable[];

/** Collects the text of one TypeScript file and the imports that it needs. */
export class CodeFile {
  readonly #body: string[] = [];
  readonly #imports = new Map<string, Map<string, boolean>>();
  #indent = "";
  readonly path: string;
  readonly #declared: ReadonlySet<string>;

  /** `declared` are the values of the file itself: an imported value of the same name gets an alias. */
  constructor(path: string, declared: Iterable<string> = []) {
    this.path = path;
    this.#declared = new Set(declared);
  }

  /** Adds one line: file.line`export type ${name} = ${type};` */
  line(strings: TemplateStringsArray, ...values: readonly Printable[]): this {
    let text = strings[0] ?? "";
    values.forEach((value, index) => (text += this.text(value) + (strings[index + 1] ?? "")));
    this.#body.push(text === "" ? "\n" : `${this.#indent}${text}\n`);
    return this;
  }

  /** Adds text that is printed already: whole lines, each with its line break. */
  raw(text: string): this {
    this.#body.push(text);
    return this;
  }

  /** Adds an empty line. */
  blank(): this {
    return this.raw("\n");
  }

  /** Adds a documentation comment. */
  doc(comment: DocComment): this {
    return this.raw(printDocComment(comment, this.#indent));
  }

  /** Runs `body` one level deeper. */
  indent(body: () => void): this {
    const outer = this.#indent;
    this.#indent = `${outer}  `;
    body();
    this.#indent = outer;
    return this;
  }

  /** The text of a value; a name of another module is imported. */
  text(value: Printable): string {
    if (typeof value === "string") return value;
    if (typeof value === "number") return String(value);
    if ("from" in value) return this.use(value);
    return value.map((item) => this.text(item)).join("");
  }

  /** Imports a name and gives the text to write for it. */
  use({ name, from, typeOnly = false }: ImportedName): string {
    const names = this.#imports.get(from) ?? new Map<string, boolean>();
    names.set(name, typeOnly && (names.get(name) ?? true));
    this.#imports.set(from, names);
    return typeOnly ? name : this.#localName(name);
  }

  #localName(name: string): string {
    let local = name;
    while (this.#declared.has(local)) local = `_${local}`;
    return local;
  }

  /** The modules that the file imports, in the order of first use. */
  get importedModules(): readonly string[] {
    return [...this.#imports.keys()];
  }

  /** The whole file, imports first. */
  toString(): string {
    const imports = [...this.#imports]
      .sort(([a], [b]) => compare(a, b))
      .map(([from, names]) => printImport(from, names, (name) => this.#localName(name)));
    const separator = imports.length > 0 && this.#body.length > 0 ? "\n" : "";
    return imports.join("") + separator + this.#body.join("");
  }
}

function printImport(
  from: string,
  names: ReadonlyMap<string, boolean>,
  localName: (name: string) => string,
): string {
  const sorted = [...names].sort(([a], [b]) => compare(a, b));
  const allTypes = sorted.every(([, typeOnly]) => typeOnly);
  const specifiers = sorted.map(([name, typeOnly]) => {
    if (typeOnly) return allTypes ? name : `type ${name}`;
    const local = localName(name);
    return local === name ? name : `${name} as ${local}`;
  });
  const keyword = allTypes ? "import type" : "import";
  const line = `${keyword} { ${specifiers.join(", ")} } from ${printString(from)};\n`;
  if (line.length <= PRINT_WIDTH + 1 || specifiers.length === 1) return line;
  return `${keyword} {\n${specifiers.map((text) => `  ${text},\n`).join("")}} from ${printString(from)};\n`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
