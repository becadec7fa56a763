import { IDENTIFIER_PART, IDENTIFIER_START } from "../util/identifier-characters.js";

const RESERVED: ReadonlySet<string> = new Set(
  [
    "arguments await break case catch class const continue debugger default delete do else enum eval export",
    "extends false finally for function if implements import in instanceof interface let new null package",
    "private protected public return static super switch this throw true try typeof undefined var void while with yield",
  ].flatMap((line) => line.split(" ")),
);

/** Names that TypeScript does not let a type take. */
const TYPE_KEYWORDS: ReadonlySet<string> = new Set(
  "any bigint boolean never null number object string symbol undefined unknown void".split(" "),
);

const ES5_IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;
const ASTRAL = /[\u{10000}-\u{10ffff}]/u;
const IDENTIFIER = new RegExp(`^[${IDENTIFIER_START}_$][${IDENTIFIER_PART}$]*$`, "u");

/** Whether a name may stand unquoted as an identifier; reserved words may not. */
export function isIdentifier(name: string): boolean {
  return isIdentifierName(name) && !RESERVED.has(name);
}

/** Whether a name may follow a dot; reserved words may. */
export function isIdentifierName(name: string): boolean {
  return ES5_IDENTIFIER.test(name) || IDENTIFIER.test(name);
}

/** Whether a word is reserved in a module, strict mode included. */
export function isReservedWord(name: string): boolean {
  return RESERVED.has(name);
}

/** Whether TypeScript keeps a name for a type of its own. */
export function isTypeKeyword(name: string): boolean {
  return TYPE_KEYWORDS.has(name);
}

/** Whether a property of this name needs no quotes: Prettier keeps names of the basic plane without them. */
export function isPlainKey(name: string): boolean {
  return isIdentifierName(name) && !ASTRAL.test(name);
}
