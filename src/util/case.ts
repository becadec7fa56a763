import { IDENTIFIER_PART } from "./identifier-characters.js";

const BOUNDARIES = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu;
/** All but what identifiers may hold: letters and marks, but no `²`, which is a number too. */
const SEPARATORS = new RegExp(`(?:[^${IDENTIFIER_PART}]|\\p{Pc})+`, "u");
const PART = new RegExp(`^[${IDENTIFIER_PART}]+$`, "u");
const ASCII_WORD = /^[A-Za-z0-9]+$/;

/** The words of a name in any case: `petStore_URLs` has `pet`, `Store`, `URLs`. */
export function words(name: string): string[] {
  return segments(name).flatMap((segment) => segment.split(BOUNDARIES));
}

/** `PascalCase`; capitals inside a segment stay (`petID` → `PetID`), shouted names are lowered (`PET_ID` → `PetId`). */
export function pascalCase(name: string): string {
  if (ASCII_WORD.test(name)) return capitalize(name);
  const parts = segments(name);
  if (parts.length === 0) return "";
  if (parts.length === 1) return capitalize(parts[0] ?? "");
  return (isShouted(name) ? parts.map((part) => part.toLowerCase()) : parts)
    .map(capitalize)
    .join("");
}

/** `camelCase`; a leading run of capitals is lowered as one word (`APIKey` → `apiKey`). */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  const [first = ""] = pascal.split(BOUNDARIES, 1);
  return first.toLowerCase() + pascal.slice(first.length);
}

/** `kebab-case` in lower case. */
export function kebabCase(name: string): string {
  return words(name).join("-").toLowerCase();
}

function segments(name: string): string[] {
  return name.split(SEPARATORS).filter((segment) => segment !== "");
}

function isShouted(name: string): boolean {
  return name === name.toUpperCase();
}

function capitalize(word: string): string {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0x20);
  if (word === "") return "";
  const capital = first.toUpperCase();
  // Some old letters have capitals that came later than the compilers that names are for.
  return (PART.test(capital) ? capital : first) + word.slice(first.length);
}
