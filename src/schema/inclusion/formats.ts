import { fullFormats } from "ajv-formats/dist/formats.js";

/** What is known of a format: members, and regular languages around and within it. */
export interface KnownFormat {
  readonly test: (text: string) => boolean;
  readonly samples: readonly string[];
  /** A pattern that every member matches. */
  readonly outer: string;
  /** A pattern whose every match is a member. */
  readonly inner?: string;
}

const OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const IPV4 = `^(${OCTET}\\.){3}${OCTET}$`;
const HEX = "[0-9a-fA-F]";
const UUID = `^([uU][rR][nN]:[uU][uU][iI][dD]:)?${HEX}{8}-(${HEX}{4}-){3}${HEX}{12}$`;
const DATE = "[0-9]{4}-[01][0-9]-[0-3][0-9]";
const ZONE = "([zZ]|[+-][0-9][0-9](:?[0-9][0-9])?)";
const TIME = `[0-2][0-9]:[0-5][0-9]:[0-6][0-9](\\.[0-9]+)?`;
const HOST = "[0-9a-zA-Z.-]+";

const FORMATS: Readonly<Record<string, Omit<KnownFormat, "test">>> = {
  date: {
    samples: ["2024-01-31", "1970-01-01"],
    outer: `^${DATE}$`,
    inner: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$",
  },
  time: { samples: ["12:30:00Z", "23:59:59+01:00"], outer: `^${TIME}${ZONE}$` },
  "date-time": {
    samples: ["2024-01-31T12:30:00Z", "1970-01-01T00:00:00.5+01:00"],
    outer: `^${DATE}[tT\\s]${TIME}${ZONE}$`,
  },
  duration: { samples: ["P1D", "PT1H30M"], outer: "^P[0-9YMDTHSW]+$" },
  uri: {
    samples: ["https://example.com/a", "urn:a:b"],
    outer: "^[a-zA-Z][a-zA-Z0-9+.-]*:[\\x21-\\x7e]*$",
  },
  "uri-reference": { samples: ["/a/b", "https://example.com/a", "a"], outer: "^[\\x21-\\x7e]*$" },
  "uri-template": { samples: ["/a/{b}", "a"], outer: "^[^\\x00-\\x20]*$" },
  email: { samples: ["a@example.com", "user.name@mail.example.org"], outer: `^[!-?A-~]+@${HOST}$` },
  hostname: { samples: ["example.com", "a"], outer: `^${HOST}$` },
  ipv4: { samples: ["192.0.2.1", "10.0.0.1"], outer: IPV4, inner: IPV4 },
  ipv6: { samples: ["2001:db8::1", "::1"], outer: "^[0-9a-fA-F:.]+(%.+)?$" },
  regex: { samples: ["^a+$", "a"], outer: "" },
  uuid: { samples: ["123e4567-e89b-12d3-a456-426614174000"], outer: UUID, inner: UUID },
  "json-pointer": { samples: ["/a/b", ""], outer: "^(/|$)" },
  "relative-json-pointer": { samples: ["0/a", "1#"], outer: "^[0-9]" },
  byte: {
    samples: ["YQ==", "YWJj"],
    outer: "^[A-Za-z0-9+/=\\r\\n]*$",
  },
};

const known = new Map<string, KnownFormat>();

/** Whether members of the format can be told. */
export function isKnownFormat(name: string): boolean {
  return Object.hasOwn(FORMATS, name);
}

/** A format whose members can be told; undefined for others. */
export function knownFormat(name: string): KnownFormat | undefined {
  const made = known.get(name);
  if (made) return made;
  const described = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (!described) return undefined;
  const format: KnownFormat = { ...described, test: testerOf(name) };
  known.set(name, format);
  return format;
}

function testerOf(name: string): (text: string) => boolean {
  const definition: unknown = Object.entries(fullFormats).find(([key]) => key === name)?.[1];
  if (definition instanceof RegExp) {
    const source = new RegExp(definition.source, definition.flags.replace("g", ""));
    return (text) => source.test(text);
  }
  if (typeof definition === "function") return (text) => definition(text) === true;
  if (typeof definition === "object" && definition !== null && "validate" in definition) {
    const { validate } = definition;
    if (typeof validate === "function") return (text) => validate(text) === true;
  }
  return () => true;
}

/** A pattern as the validator runs it: with the `u` flag where it is one then; undefined when it is no pattern. */
export function compilePattern(pattern: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      continue;
    }
  }
  return undefined;
}
