import type { CodeFile } from "../../../../printer/code-file.js";
import type { CodecExpression, UnionVariantCodec } from "../../codec.js";
import { code, list, type Literal, object, string, thunk } from "./literal.js";

/** Where a module finds the runtime and the named codecs. */
export interface CodecModules {
  /** `../runtime` or `./runtime`. */
  readonly runtime: string;
  /** `../codecs.js`; absent in the module of the codecs itself. */
  readonly codecs?: string;
}

/** A codec as code: a name where it has one, else an object; what it uses is imported into `file`. */
export function codecLiteral(
  file: CodeFile,
  codec: CodecExpression,
  modules: CodecModules,
): Literal {
  const runtime = (name: string): Literal =>
    code(file.use({ name, from: `${modules.runtime}/codec.js` }));
  const part = (inner: CodecExpression): Literal => codecLiteral(file, inner, modules);
  const later = (inner: CodecExpression | undefined): Literal | undefined =>
    inner && thunk(part(inner));
  switch (codec.kind) {
    case "leaf":
      return runtime(codec.name);
    case "reference":
      return code(
        modules.codecs ? file.use({ name: codec.name, from: modules.codecs }) : codec.name,
      );
    case "array":
      return object([
        ["kind", runtime("list")],
        ["rest", later(codec.element)],
      ]);
    case "tuple": {
      const elements = codec.elements.map((element) =>
        element ? part(element) : code("undefined"),
      );
      return object([
        ["kind", runtime("list")],
        ["positions", thunk(list(elements))],
        ["rest", later(codec.rest)],
      ]);
    }
    case "record":
      return object([
        ["kind", runtime("object")],
        ["rest", later(codec.value)],
      ]);
    case "object": {
      const members = codec.members.map(({ name, codec: inner }) => [name, part(inner)] as const);
      return object([
        ["kind", runtime("object")],
        ["members", members.length > 0 ? thunk(object(members)) : undefined],
        ["rest", later(codec.rest)],
      ]);
    }
    case "union":
      return object([
        ["kind", runtime("union")],
        ["variants", thunk(list(codec.variants.map((variant) => variantLiteral(variant, part))))],
      ]);
    case "all":
      return object([
        ["kind", runtime("all")],
        ["positions", thunk(list(codec.codecs.map(part)))],
      ]);
  }
}

function variantLiteral(
  { tags = [], required = [], codec }: UnionVariantCodec,
  part: (codec: CodecExpression) => Literal,
): Literal {
  const values = tags.map(({ name, values: known }) => [name, list(known.map(scalar))] as const);
  return object([
    ["codec", codec && part(codec)],
    ["tags", values.length > 0 ? object(values) : undefined],
    ["required", required.length > 0 ? list(required.map(string)) : undefined],
  ]);
}

function scalar(value: string | number | boolean): Literal {
  return typeof value === "string" ? string(value) : code(String(value));
}
