import { isPlainKey } from "./identifier.js";
import { printString } from "./string-literal.js";

/** A property's name in a type or an object literal, quoted only where needed. */
export function printKey(name: string): string {
  return isPlainKey(name) ? name : printString(name);
}

/**
 * A property's name in an object literal that makes an object: `__proto__` would set the prototype there,
 * so it is computed.
 */
export function printLiteralKey(name: string): string {
  return name === "__proto__" ? '["__proto__"]' : printKey(name);
}
