import { compileJsonPath } from "../jsonpath/json-path.js";
import type { JsonPath } from "../jsonpath/json-path.js";
import { parsePermissiveJson } from "../json/json-parser.js";
import { writeJson } from "../json/json-writer.js";
import type { Methods } from "../methods/java-class.js";
import { takes } from "../methods/signature.js";
import { JavaMap } from "../values/map.js";
import type { JavaType, Value } from "../values/value.js";
import { JavaObject } from "../values/value.js";

/** `$input`: the payload and the request's parameters. */
export class InputValue extends JavaObject {
  /** The payload as text; `{}` when it is empty. */
  readonly body: string;
  /** The parameters: maps under `path`, `querystring` and `header`. */
  readonly params: JavaMap;
  #document: Value | undefined;

  constructor(body: string, params: JavaMap) {
    super();
    this.body = body === "" ? "{}" : body;
    this.params = params;
  }

  get javaType(): JavaType {
    return "gateway.Input";
  }

  toText(): string {
    return "";
  }

  /** What a path leads to in the payload, which is parsed when a template first asks; null for nothing. */
  path(path: string): Value {
    this.#document ??= parsePermissiveJson(this.body);
    if (this.#document === null) return null;
    return cachedPath(path).read(this.#document) ?? null;
  }

  /** What a path leads to, as JSON; two quotes for nothing. */
  json(path: string): string {
    const value = this.path(path);
    return value === null ? '""' : writeJson(value, false);
  }

  /** A parameter of the path, else of the query string, else a header. */
  param(name: string): Value {
    for (const place of this.params.keys()) {
      const values = this.params.get(place);
      if (values instanceof JavaMap && values.has(name)) return values.get(name);
    }
    return null;
  }
}

const paths = new Map<string, JsonPath>();
const CACHED_PATHS = 500;

function cachedPath(text: string): JsonPath {
  let path = paths.get(text);
  if (path === undefined) {
    path = compileJsonPath(text);
    if (paths.size >= CACHED_PATHS) paths.clear();
    paths.set(text, path);
  }
  return path;
}

/** The methods of `$input`. */
export const inputMethods: Methods<InputValue> = {
  getBody: takes([], (self: InputValue) => self.body),
  path: takes(["String"], (self: InputValue, path) => self.path(path)),
  json: takes(["String"], (self: InputValue, path) => self.json(path)),
  params: [
    takes([], (self: InputValue) => self.params),
    takes(["String"], (self: InputValue, name) => self.param(name)),
  ],
};
