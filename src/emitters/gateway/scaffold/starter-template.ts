import type { Schema, TransformStep } from "../../../model/index.js";
import { constantJson } from "../../../transform/constant.js";
import { escapedString, jsonText, stringLiteral } from "../../../transform/vtl/literals.js";
import { assign } from "../../../transform/vtl/made-value.js";
import { PayloadPath } from "../../../transform/vtl/payload-path.js";
import { bodyShape, type MemberShape, type ShapeContext } from "./body-shape.js";

/** A place of the payload: how a template refers to it, and its JSONPath. */
interface Place {
  readonly reference: string;
  readonly path: PayloadPath;
  /** Names of the schemas that it lies in. */
  readonly within: readonly string[];
  /** How many loops it lies in. */
  readonly loops: number;
}

/**
 * A mapping template that writes a body of a schema again, member by member, as a start for one's own: right JSON for
 * every body that the schema allows. Members that the schema does not name are left out; maps, unions and what
 * contains itself are copied as they are.
 */
export function starterTemplate(schema: Schema, context: ShapeContext): string {
  const writer = new StarterWriter(context);
  const root = { reference: "inputRoot", path: new PayloadPath(), within: [], loops: 0 };
  return `${assign("inputRoot", "$input.path('$')")}${writer.value(schema, root, "")}\n`;
}

class StarterWriter {
  readonly #context: ShapeContext;
  #commas = 0;

  constructor(context: ShapeContext) {
    this.#context = context;
  }

  /** The text of a value; its first line continues the line that it stands in. */
  value(schema: Schema, at: Place, indent: string): string {
    if (schema.kind === "ref" && at.within.includes(schema.name)) {
      return copied(at, true);
    }
    const place = schema.kind === "ref" ? { ...at, within: [...at.within, schema.name] } : at;
    const shape = bodyShape(schema, this.#context);
    const isNull = `$${at.reference} == ""`;
    switch (shape.kind) {
      case "json":
        return copied(at, shape.nullable);
      case "text": {
        const isNoText = `!($${at.reference}.length() >= 0)`;
        return orNull(escapedString(at.reference), isNoText, shape.nullable);
      }
      case "plain":
        return orNull(`$${at.reference}`, isNull, shape.nullable);
      case "list":
        return orNull(this.#list(shape.items, place, indent), isNull, shape.nullable);
      case "object":
        return orNull(this.#object(shape.members, place, indent), isNull, shape.nullable);
    }
  }

  #list(items: Schema, place: Place, indent: string): string {
    const loops = place.loops + 1;
    const suffix = loops === 1 ? "" : String(loops);
    const [element, index] = [`elem${suffix}`, `index${suffix}`];
    const path = place.path.element(index);
    const inner = `${indent}  `;
    const text = this.value(items, { ...place, reference: element, path, loops }, inner);
    // Only a copy asks for the index: it is read by its path.
    const usesIndex = text.includes(`{${index}}`) || text.includes(`$${index} `);
    const sets = usesIndex ? assign(index, "$foreach.index") : "";
    const start = `[\n#foreach($${element} in $${place.reference})\n${sets}`;
    return `${start}${inner}${text}#if($foreach.hasNext),#end\n#end\n${indent}]`;
  }

  /** Required members first: a comma then stands in front of each optional one. */
  #object(members: readonly MemberShape[], place: Place, indent: string): string {
    const required = members.filter((member) => member.required);
    const optional = members.filter((member) => !member.required);
    const inner = `${indent}  `;
    const member = ({ name, value }: MemberShape) =>
      `${jsonText(constantJson(name))}: ${this.value(value, memberOf(place, name), inner)}`;
    const certain = required.map((each) => `${inner}${member(each)}`).join(",\n");
    const comma =
      required.length === 0 && optional.length > 1 ? `comma${this.#nextComma()}` : undefined;
    const lines = optional.map((each, index) => {
      const front = required.length > 0 ? "," : comma && index > 0 ? `\${${comma}}` : "";
      const sets = comma && index < optional.length - 1 ? `\n${assign(comma, "','")}` : "\n";
      const test = `#if($${place.reference}.containsKey(${stringLiteral(each.name)}))\n`;
      return `${test}${inner}${front}${member(each)}${sets}#end\n`;
    });
    const head = comma ? assign(comma, "''") : "";
    const start = certain === "" ? "" : `${certain}\n`;
    return `{\n${head}${start}${lines.join("")}${indent}}`;
  }

  #nextComma(): string {
    this.#commas += 1;
    return this.#commas === 1 ? "" : String(this.#commas);
  }
}

function memberOf(place: Place, name: string): Place {
  const step: TransformStep = { kind: "member", name };
  // `class` would be Java's.
  const isPlain = /^[A-Za-z]\w*$/.test(name) && name !== "class";
  const access = isPlain ? `.${name}` : `.get(${stringLiteral(name)})`;
  return { ...place, reference: `${place.reference}${access}`, path: place.path.step(step) };
}

/** The value as JSON, as it was sent; null and empty text both print as two quotes, and only a text has a length. */
function copied({ path, reference }: Place, nullable: boolean): string {
  const made = path.argument();
  const isCalled = "argument" in made;
  const json = `$input.json(${isCalled ? made.argument : "$path"})`;
  const prelude = isCalled ? "" : `\n${assign("path", made.expression)}`;
  return prelude + orNull(json, `${json} == '""' && $${reference}.length() != 0`, nullable);
}

function orNull(text: string, isNull: string, nullable: boolean): string {
  return nullable ? `#if(${isNull})null#{else}${text}#end` : text;
}
