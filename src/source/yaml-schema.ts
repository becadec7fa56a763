import { FAILSAFE_SCHEMA, Schema, Type } from "js-yaml";

const INTEGER = /^[-+]?[0-9]+$/;
const OCTAL = /^0o[0-7]+$/;
const HEXADECIMAL = /^0x[0-9a-fA-F]+$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INFINITY = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

/** What a schema found that the value no longer shows. */
export interface SchemaFindings {
  /** Integers beyond 2^53, as written. */
  unsafeIntegers: number;
  /** Tags that are neither of YAML nor of CloudFormation. */
  readonly unknownTags: Set<string>;
}

/**
 * The core schema of YAML 1.2 (§10.3) to the letter: dates stay strings, `yes` is a string, `1_000` too.
 * With it merge keys, and the short tags of CloudFormation (`!Sub`) as the functions that they stand for.
 */
export function yamlSchema(findings: SchemaFindings): Schema {
  return FAILSAFE_SCHEMA.extend({
    implicit: [nullType, booleanType, integerType(findings), floatType, mergeType],
    explicit: (["scalar", "sequence", "mapping"] as const).flatMap((kind) =>
      tagTypes(kind, findings),
    ),
  });
}

const nullType = new Type("tag:yaml.org,2002:null", {
  kind: "scalar",
  resolve: (text: string | null) =>
    text === null ||
    text === "" ||
    text === "~" ||
    text === "null" ||
    text === "Null" ||
    text === "NULL",
  construct: () => null,
});

const booleanType = new Type("tag:yaml.org,2002:bool", {
  kind: "scalar",
  resolve: (text: string | null) =>
    text !== null && /^(?:true|True|TRUE|false|False|FALSE)$/.test(text),
  construct: (text: string) => text[0] === "t" || text[0] === "T",
});

function integerType(findings: SchemaFindings): Type {
  return new Type("tag:yaml.org,2002:int", {
    kind: "scalar",
    resolve: (text: string | null) =>
      startsNumber(text) && (INTEGER.test(text) || OCTAL.test(text) || HEXADECIMAL.test(text)),
    construct: (text: string) => {
      const value = Number(text);
      if (!Number.isSafeInteger(value)) findings.unsafeIntegers++;
      // Number("-0") is -0, which JSON and `yaml` read alike.
      return value;
    },
  });
}

const floatType = new Type("tag:yaml.org,2002:float", {
  kind: "scalar",
  resolve: (text: string | null) =>
    startsNumber(text) && (FLOAT.test(text) || INFINITY.test(text) || NOT_A_NUMBER.test(text)),
  construct: (text: string) => {
    if (NOT_A_NUMBER.test(text)) return Number.NaN;
    if (INFINITY.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
    return Number(text);
  },
});

const mergeType = new Type("tag:yaml.org,2002:merge", {
  kind: "scalar",
  resolve: (text: string | null) => text === "<<",
});

/** A quick look that spares most strings the expressions. */
function startsNumber(text: string | null): text is string {
  if (text === null) return false;
  const first = text.charCodeAt(0);
  return (first >= 0x30 && first <= 0x39) || first === 0x2e || first === 0x2d || first === 0x2b;
}

/** The functions with a short form of their own name (CloudFormation guide, "Intrinsic function reference"). */
const FUNCTIONS = [
  "And",
  "Base64",
  "Cidr",
  "Equals",
  "FindInMap",
  "ForEach",
  "GetAtt",
  "GetAZs",
  "If",
  "ImportValue",
  "Join",
  "Length",
  "Not",
  "Or",
  "Select",
  "Split",
  "Sub",
  "ToJsonString",
  "Transform",
];

function tagTypes(kind: "scalar" | "sequence" | "mapping", findings: SchemaFindings): Type[] {
  const short = (name: string, member: string) =>
    new Type(`!${name}`, {
      kind,
      construct: (value: unknown) => ({ [member]: argument(name, value) }),
    });
  return [
    ...FUNCTIONS.map((name) => short(name, `Fn::${name}`)),
    short("Ref", "Ref"),
    short("Condition", "Condition"),
    new Type("tag:yaml.org,2002:", { kind, multi: true, construct: (value: unknown) => value }),
    new Type("!", {
      kind,
      multi: true,
      construct: (value: unknown, tag?: string) => {
        findings.unknownTags.add(tag ?? "!");
        return value;
      },
    }),
  ];
}

/** `!GetAtt Api.RootResourceId` is short for a list of two. */
function argument(name: string, value: unknown): unknown {
  if (name !== "GetAtt" || typeof value !== "string") return value;
  const dot = value.indexOf(".");
  return dot === -1 ? value : [value.slice(0, dot), value.slice(dot + 1)];
}
