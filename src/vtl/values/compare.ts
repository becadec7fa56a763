import type { Value } from "./value.js";

/** Java's `equals` of two values, null included. */
export function equalValues(left: Value, right: Value): boolean {
  if (left === right) return true;
  return typeof left === "object" && left !== null && left.equalTo(right);
}

/** Java's `hashCode`; 0 for null. */
export function hashValue(value: Value): number {
  switch (typeof value) {
    case "string":
      return hashText(value);
    case "number":
      return value;
    case "boolean":
      return value ? 1231 : 1237;
    default:
      return value === null ? 0 : value.hash();
  }
}

/** Java's hash of a string. */
export function hashText(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
}
