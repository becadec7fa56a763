import type { ObjectReader } from "../object-reader.js";

/** The media types that an operation takes or gives: its own list, else the document's. */
export function mediaTypesOf(operation: ObjectReader, key: "consumes" | "produces"): string[] {
  if (operation.raw[key] !== undefined) return operation.texts(key) ?? [];
  return documentMediaTypes(operation, key);
}

/** The document's own list. */
export function documentMediaTypes(owner: ObjectReader, key: "consumes" | "produces"): string[] {
  const list = owner.scope.run.document.value[key];
  if (!Array.isArray(list)) return [];
  return (list as readonly unknown[]).filter((item) => typeof item === "string");
}
