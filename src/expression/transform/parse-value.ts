import { childLocation, type SourceLocation } from "../../diagnostics/location.js";
import type { Named, TransformType, TransformValue } from "../../model/index.js";
import { keysInOrder } from "../../source/key-order.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { parseCondition } from "./parse-condition.js";
import { RESERVED_VARIABLES } from "./source-text.js";
import type { TransformReader } from "./transform-reader.js";

const TYPES: readonly TransformType[] = ["string", "number", "integer", "boolean"];

/** The members that say what an object of a transform is, and those that may stand beside them. */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  from: ["type", "default"],
  const: [],
  fields: [],
  each: ["as", "where", "value", "default"],
  if: ["value", "else"],
  text: [],
};

type ValueParser = typeof parseTransformValue;

/** Reads a value; undefined when it is none, which is then reported. */
export function parseTransformValue(
  value: JsonValue | undefined,
  location: SourceLocation,
  variables: readonly string[],
  reader: TransformReader,
): TransformValue | undefined {
  if (typeof value === "string" && value.startsWith("$")) {
    const source = reader.source(value, location, variables);
    return source && { kind: "read", source, location };
  }
  if (Array.isArray(value)) {
    const items = allOf(value as readonly JsonValue[], location, variables, reader);
    return items && { kind: "list", items, location };
  }
  if (!isJsonObject(value)) return { kind: "constant", value: value ?? null, location };
  return new FormReader(value, location, variables, reader).read();
}

/** Reads values by name, each as `parse` does. */
export function parseNamedValues(
  value: JsonValue | undefined,
  location: SourceLocation,
  variables: readonly string[],
  reader: TransformReader,
  parse: ValueParser = parseTransformValue,
): readonly Named<TransformValue>[] | undefined {
  const object = reader.object(value, location, "this");
  return (
    object &&
    [...keysInOrder(object)].flatMap((name) => {
      const at = childLocation(location, name);
      const part = parse(object[name], at, variables, reader);
      return part ? [{ name, value: part }] : [];
    })
  );
}

/** Reads a value that must have a text; objects and lists are reported. */
export function parseTextValue(
  value: JsonValue | undefined,
  location: SourceLocation,
  variables: readonly string[],
  reader: TransformReader,
): TransformValue | undefined {
  const made = parseTransformValue(value, location, variables, reader);
  const structure = made && structureIn(made);
  if (!structure) return made;
  return reader.refuse(structure.location, "an object or a list cannot become a text");
}

/** The part of a value that is an object or a list, however it is chosen. */
function structureIn(value: TransformValue): TransformValue | undefined {
  switch (value.kind) {
    case "object":
    case "list":
    case "loop":
      return value;
    case "read":
      return value.default && structureIn(value.default);
    case "choice":
      return structureIn(value.value) ?? (value.otherwise && structureIn(value.otherwise));
    default:
      return undefined;
  }
}

function allOf(
  values: readonly JsonValue[],
  location: SourceLocation,
  variables: readonly string[],
  reader: TransformReader,
  parse: ValueParser = parseTransformValue,
): readonly TransformValue[] | undefined {
  const parts = values.map((value, index) =>
    parse(value, childLocation(location, index), variables, reader),
  );
  const known = parts.filter((part) => part !== undefined);
  return known.length === parts.length ? known : undefined;
}

/** Reads the objects of a transform, each told by one of its members. */
class FormReader {
  readonly #object: JsonObject;
  readonly #location: SourceLocation;
  readonly #variables: readonly string[];
  readonly #reader: TransformReader;

  constructor(
    object: JsonObject,
    location: SourceLocation,
    variables: readonly string[],
    reader: TransformReader,
  ) {
    this.#object = object;
    this.#location = location;
    this.#variables = variables;
    this.#reader = reader;
  }

  read(): TransformValue | undefined {
    const forms = Object.keys(FORMS).filter((name) => Object.hasOwn(this.#object, name));
    const [form] = forms;
    if (form === undefined || forms.length > 1) {
      const names = Object.keys(FORMS).map((name) => `\`${name}\``);
      return this.#reader.refuse(this.#location, `an object has one of ${names.join(", ")}`);
    }
    this.#reader.only(this.#object, [form, ...(FORMS[form] ?? [])], this.#location);
    switch (form) {
      case "from":
        return this.#read();
      case "const":
        return { kind: "constant", value: this.#object.const ?? null, location: this.#location };
      case "fields":
        return this.#fields();
      case "each":
        return this.#loop();
      case "if":
        return this.#choice();
      default:
        return this.#text();
    }
  }

  #read(): TransformValue | undefined {
    const { from, type } = this.#object;
    const source = this.#reader.source(from, this.#at("from"), this.#variables);
    const known = TYPES.find((one) => one === type);
    if (type !== undefined && !known) {
      return this.#reader.refuse(this.#at("type"), `\`type\` is one of ${TYPES.join(", ")}`);
    }
    const fallback = this.#value("default");
    return (
      source && {
        kind: "read",
        source,
        ...(known && { type: known }),
        ...(fallback && { default: fallback }),
        location: this.#location,
      }
    );
  }

  #fields(): TransformValue | undefined {
    const { fields } = this.#object;
    const at = this.#at("fields");
    const named = parseNamedValues(fields, at, this.#variables, this.#reader);
    return named && { kind: "object", fields: named, location: this.#location };
  }

  #loop(): TransformValue | undefined {
    const { each, as: name = "item", where, value } = this.#object;
    const source = this.#reader.source(each, this.#at("each"), this.#variables);
    if (
      typeof name !== "string" ||
      !/^[a-z][A-Za-z0-9]*$/.test(name) ||
      RESERVED_VARIABLES.has(name)
    ) {
      return this.#reader.refuse(
        this.#at("as"),
        "`as` is a name of letters and digits that is not taken",
      );
    }
    if (this.#variables.includes(name)) {
      return this.#reader.refuse(
        this.#at("as"),
        `a loop around it has an element \`$${name}\` too`,
      );
    }
    const inner = [...this.#variables, name];
    const condition =
      where === undefined
        ? undefined
        : parseCondition(where, this.#at("where"), inner, this.#reader);
    const made =
      value === undefined
        ? this.#reader.refuse(this.#location, "`each` needs `value`")
        : parseTransformValue(value, this.#at("value"), inner, this.#reader);
    const fallback = this.#value("default");
    if (!source || !made || (where !== undefined && !condition)) return undefined;
    return {
      kind: "loop",
      source,
      variable: name,
      ...(condition && { where: condition }),
      value: made,
      ...(fallback && { default: fallback }),
      location: this.#location,
    };
  }

  #choice(): TransformValue | undefined {
    const condition = parseCondition(
      this.#object.if,
      this.#at("if"),
      this.#variables,
      this.#reader,
    );
    const value = this.#value("value");
    if (!Object.hasOwn(this.#object, "value")) {
      return this.#reader.refuse(this.#location, "`if` needs `value`");
    }
    const otherwise = this.#value("else");
    return (
      condition &&
      value && {
        kind: "choice",
        condition,
        value,
        ...(otherwise && { otherwise }),
        location: this.#location,
      }
    );
  }

  #text(): TransformValue | undefined {
    const at = this.#at("text");
    const list = this.#reader.list(this.#object.text, at, "`text`");
    const parts = list && allOf(list, at, this.#variables, this.#reader, parseTextValue);
    return parts && { kind: "text", parts, location: this.#location };
  }

  /** The value at a member that may be absent. */
  #value(name: string): TransformValue | undefined {
    if (!Object.hasOwn(this.#object, name)) return undefined;
    return parseTransformValue(this.#object[name], this.#at(name), this.#variables, this.#reader);
  }

  #at(name: string): SourceLocation {
    return childLocation(this.#location, name);
  }
}
