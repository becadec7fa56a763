import type { ObjectSchema } from "../../model/index.js";
import { samplePattern } from "./pattern-sample.js";
import type { Random } from "./random.js";

/** The values that examples of well-known formats use, so that they are easy to recognise. */
const FIXED: Readonly<Record<string, string>> = {
  date: "2019-08-24",
  time: "14:15:22Z",
  "date-time": "2019-08-24T14:15:22Z",
  duration: "P1D",
  email: "user@example.com",
  "idn-email": "пользователь@пример.ру",
  hostname: "example.com",
  "idn-hostname": "пример.ру",
  ipv4: "192.168.0.1",
  ipv6: "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
  uri: "http://example.com",
  url: "http://example.com",
  "uri-reference": "../dictionary",
  "uri-template": "http://example.com/{endpoint}",
  iri: "http://example.com/entity/1",
  "iri-reference": "/entity/1",
  uuid: "095be615-a8ad-4c33-8e9c-c7612fbf6c9f",
  "json-pointer": "/json/pointer",
  "relative-json-pointer": "1/relative/json/pointer",
  regex: "/regex/",
  password: "pa$$word",
  byte: "c3RyaW5n",
};

const WORDS =
  "alder amber aspen birch brook cedar clover copper coral ember fern garnet harbor hazel heron indigo ivory juniper laurel linden maple meadow nickel olive opal orchid pearl pine quartz river sage silver slate spruce thistle topaz velvet violet walnut willow".split(
    " ",
  );

/** A fixed text for a string schema: by format, pattern and length. */
export function fixedText(schema: ObjectSchema, random: Random): string {
  const low = schema.minLength ?? 0;
  const high = schema.maxLength ?? Number.POSITIVE_INFINITY;
  if (schema.format !== undefined && Object.hasOwn(FIXED, schema.format)) {
    const text = FIXED[schema.format] ?? "";
    if (schema.pattern === undefined && text.length >= low && text.length <= high) return text;
  }
  return patterned(schema, random) ?? fitted("string", low, high);
}

/** A random text for a string schema: by format, pattern and length. */
export function randomText(schema: ObjectSchema, random: Random): string {
  const low = schema.minLength ?? 0;
  const high = schema.maxLength ?? Number.POSITIVE_INFINITY;
  const patternText = patterned(schema, random);
  if (patternText !== undefined) return patternText;
  const formatted = schema.format === undefined ? undefined : randomFormat(schema.format, random);
  if (formatted !== undefined && formatted.length >= low && formatted.length <= high) {
    return formatted;
  }
  const words = Array.from({ length: random.integer(1, 4) }, () => random.pick(WORDS) ?? "");
  return fitted(words.join(" "), low, high);
}

function patterned(schema: ObjectSchema, random: Random): string | undefined {
  if (schema.pattern === undefined) return undefined;
  return samplePattern(schema.pattern, random, {
    low: schema.minLength ?? 0,
    high: schema.maxLength ?? Number.POSITIVE_INFINITY,
  });
}

function fitted(text: string, low: number, high: number): string {
  const wanted = Math.min(low, 100_000);
  const long =
    text.length >= wanted ? text : text.repeat(Math.ceil(wanted / text.length)).slice(0, wanted);
  return long.length > high ? long.slice(0, high) : long;
}

function randomFormat(format: string, random: Random): string | undefined {
  const word = (): string => random.pick(WORDS) ?? "";
  const moment = (): string => new Date(random.integer(0, 2_000_000_000) * 1000).toISOString();
  switch (format) {
    case "date":
      return moment().slice(0, 10);
    case "time":
      return `${moment().slice(11, 19)}Z`;
    case "date-time":
      return moment();
    case "duration":
      return `P${random.integer(1, 30)}D`;
    case "email":
    case "idn-email":
      return `${word()}.${word()}@example.com`;
    case "hostname":
    case "idn-hostname":
      return `${word()}.example.com`;
    case "ipv4":
      return `192.0.2.${random.integer(1, 254)}`;
    case "ipv6":
      return `2001:db8::${random.integer(1, 0xffff).toString(16)}`;
    case "uri":
    case "url":
    case "iri":
      return `https://${word()}.example.com/${word()}`;
    case "uri-reference":
    case "iri-reference":
      return `/${word()}/${word()}`;
    case "uuid":
      return randomUuid(random);
    case "byte":
      return Buffer.from(word()).toString("base64");
    default:
      return FIXED[format];
  }
}

function randomUuid(random: Random): string {
  const hex = (length: number): string =>
    Array.from({ length }, () => random.integer(0, 15).toString(16)).join("");
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${"89ab"[random.integer(0, 3)] ?? "8"}${hex(3)}-${hex(12)}`;
}
