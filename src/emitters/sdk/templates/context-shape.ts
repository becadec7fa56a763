import type { JsonValue } from "../../../util/json.js";
import type { Printed } from "./printed.js";

/** One member of what a template may print, with the words of its documentation. */
export type ContextMember =
  | { readonly kind: "text" | "printed" | "flag" | "data"; readonly says: string }
  | { readonly kind: "list"; readonly says: string; readonly items: ContextShape }
  | { readonly kind: "object"; readonly says: string; readonly members: ContextShape };

/** What a template may print: one table gives the types, the checks of templates and the documentation. */
export type ContextShape = Readonly<Record<string, ContextMember>>;

/** The values of a context. */
export type ContextOf<S extends ContextShape> = { readonly [K in keyof S]: MemberValue<S[K]> };

type MemberValue<M extends ContextMember> = M extends { readonly items: infer I }
  ? I extends ContextShape
    ? readonly ContextOf<I>[]
    : never
  : M extends { readonly members: infer O }
    ? O extends ContextShape
      ? ContextOf<O>
      : never
    : M["kind"] extends "text"
      ? string
      : M["kind"] extends "printed"
        ? Printed
        : M["kind"] extends "flag"
          ? boolean
          : JsonValue;

/** A text from the description or the settings; empty when there is none. */
export function text(says: string): { readonly kind: "text"; readonly says: string } {
  return { kind: "text", says };
}

/** Text of the template's own language, escaped already. */
export function printed(says: string): { readonly kind: "printed"; readonly says: string } {
  return { kind: "printed", says };
}

/** True or false. */
export function flag(says: string): { readonly kind: "flag"; readonly says: string } {
  return { kind: "flag", says };
}

/** Any JSON, for templates of JSON files. */
export function data(says: string): { readonly kind: "data"; readonly says: string } {
  return { kind: "data", says };
}

/** A list to go through with `each`. */
export function list<const I extends ContextShape>(says: string, items: I) {
  return { kind: "list", says, items } as const;
}

/** Members that belong together. */
export function group<const M extends ContextShape>(says: string, members: M) {
  return { kind: "object", says, members } as const;
}
