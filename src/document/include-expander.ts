import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation, type SourceLocation } from "../diagnostics/location.js";
import { copyKeyOrder } from "../source/key-order.js";
import type { SourceFile, SourceReader } from "../source/source-file.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../util/json.js";
import { diagnostic } from "./diagnostics.js";
import { memberOf } from "./editable-document.js";

/**
 * Puts local files in the place of the `AWS::Include` transforms that name them
 * (CloudFormation guide, "AWS::Include transform"); other macros are left out and reported.
 */
export class IncludeExpander {
  readonly diagnostics: Diagnostic[] = [];
  readonly provenance = new Map<JsonValue, SourceLocation>();
  readonly #reader: SourceReader;
  /** The files whose content is being expanded, the innermost last. */
  readonly #files: SourceFile[];

  constructor(root: SourceFile, reader: SourceReader) {
    this.#reader = reader;
    this.#files = [root];
  }

  /** The value with all that it includes; the same value where it includes nothing. */
  expand(value: JsonValue, location: SourceLocation): JsonValue {
    if (Array.isArray(value)) {
      const items = (value as readonly JsonValue[]).map((item, index) =>
        this.expand(item, childLocation(location, index)),
      );
      return items.every((item, index) => item === value[index]) ? value : items;
    }
    if (!isJsonObject(value)) return value;
    const transform = memberOf(value, "Fn::Transform");
    const members: [string, JsonValue][] = [];
    let isChanged = transform !== undefined;
    for (const [key, child] of Object.entries(value)) {
      if (key === "Fn::Transform") continue;
      const expanded = this.expand(child, childLocation(location, key));
      isChanged ||= expanded !== child;
      members.push([key, expanded]);
    }
    if (!isChanged) return value;
    const copy: JsonObject = Object.fromEntries(members);
    copyKeyOrder(value, copy);
    if (transform === undefined) return copy;
    return this.#transform(transform, copy, childLocation(location, "Fn::Transform"));
  }

  /** An include's members are joined to those that stand beside it. */
  #transform(transform: JsonValue, beside: JsonObject, at: SourceLocation): JsonValue {
    const found = Array.isArray(transform) ? transform : [transform];
    let result = beside;
    for (const item of found as readonly JsonValue[]) {
      const included = this.#include(item, at);
      if (!included) continue;
      const { value, location } = included;
      if (!isJsonObject(value)) return value;
      for (const [key, child] of Object.entries(value)) {
        const isNode = typeof child === "object" && child !== null;
        if (isNode && !this.provenance.has(child)) {
          this.provenance.set(child, childLocation(location, key));
        }
      }
      const merged = { ...value, ...result };
      if (Object.keys(result).length === 0) this.provenance.set(merged, location);
      result = merged;
    }
    return result;
  }

  #include(
    transform: JsonValue,
    at: SourceLocation,
  ): { value: JsonValue; location: SourceLocation } | undefined {
    const name = memberOf(transform, "Name");
    if (name !== "AWS::Include") {
      const shown = typeof name === "string" ? name : JSON.stringify(transform).slice(0, 80);
      this.diagnostics.push(diagnostic("template-macro", at, [shown]));
      return undefined;
    }
    const place = memberOf(memberOf(transform, "Parameters"), "Location");
    const from = this.#files.at(-1);
    const isLocal = typeof place === "string" && !/^[a-z][a-z0-9+]+:\/\//i.test(place);
    if (!isLocal || !from) {
      const shown = typeof place === "string" ? place : JSON.stringify(place ?? null).slice(0, 80);
      this.diagnostics.push(diagnostic("template-remote-body", at, [shown]));
      return undefined;
    }
    const { file, diagnostics } = this.#reader.resolve(place, from, at);
    this.diagnostics.push(...diagnostics);
    if (!file) return undefined;
    if (this.#files.includes(file)) {
      this.diagnostics.push(diagnostic("include-cycle", at, [file.path]));
      return undefined;
    }
    this.#files.push(file);
    const location = { file };
    const value = this.expand(file.value, location);
    this.#files.pop();
    return { value, location };
  }
}
