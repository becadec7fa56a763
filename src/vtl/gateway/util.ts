import { Failure } from "../failure.js";
import { parsePermissiveJson } from "../json/json-parser.js";
import type { Methods } from "../methods/java-class.js";
import { takes } from "../methods/signature.js";
import { elementText } from "../values/text.js";
import type { JavaType } from "../values/value.js";
import { JavaObject } from "../values/value.js";

/** `$util` */
export class UtilValue extends JavaObject {
  get javaType(): JavaType {
    return "gateway.Util";
  }

  toText(): string {
    return "";
  }
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ["\b", "\\b"],
  ["\n", "\\n"],
  ["\t", "\\t"],
  ["\f", "\\f"],
  ["\r", "\\r"],
]);

/** `$util.escapeJavaScript`: as commons-lang 2.6 has it, quotes of both kinds and the slash included. */
export function escapeJavaScript(text: string): string {
  return text.replace(/["'\\/]|[^\u0020-\u007f]/g, (c) => {
    if (/["'\\/]/.test(c)) return `\\${c}`;
    const code = c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return SHORT.get(c) ?? `\\u${code}`;
  });
}

/** Text as Java encodes it in UTF-8: half a surrogate pair becomes a question mark. */
function encodable(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "?");
}

/** `$util.urlEncode`: as java.net.URLEncoder, so a blank becomes `+`. */
export function urlEncode(text: string): string {
  return encodeURIComponent(encodable(text))
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

/** `$util.urlDecode`: as java.net.URLDecoder; fails for a `%` without two digits. */
export function urlDecode(text: string): string {
  return text.replaceAll("+", " ").replace(/(%[0-9a-fA-F]{2})+|%/g, (run) => {
    if (run === "%") throw new Failure("URLDecoder: Illegal hex characters in escape (%) pattern");
    return Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8");
  });
}

/** `$util.base64Decode`: the standard alphabet; fails for anything else. */
export function base64Decode(text: string): string {
  if (!/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}(==)?|[A-Za-z0-9+/]{3}=?)?$/.test(text)) {
    throw new Failure("Illegal base64 character or wrong ending unit");
  }
  return Buffer.from(text, "base64").toString("utf8");
}

/** The methods of `$util`. */
export const utilMethods: Methods<UtilValue> = {
  escapeJavaScript: takes(["Object"], (_: UtilValue, value) =>
    escapeJavaScript(elementText(value)),
  ),
  parseJson: takes(["String"], (_: UtilValue, text) => parsePermissiveJson(text)),
  urlEncode: takes(["String"], (_: UtilValue, text) => urlEncode(text)),
  urlDecode: takes(["String"], (_: UtilValue, text) => urlDecode(text)),
  base64Encode: takes(["String"], (_: UtilValue, text) =>
    Buffer.from(encodable(text), "utf8").toString("base64"),
  ),
  base64Decode: takes(["String"], (_: UtilValue, text) => base64Decode(text)),
};
