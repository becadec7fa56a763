import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";

/** What the gateway's import puts in itself (API Gateway guide, "AWS variables for OpenAPI import"). */
const KNOWN = /^AWS::(?:AccountId|Partition|Region)$/;

/**
 * Writes intrinsic functions that need nothing but the account, partition and region as the text that the gateway's
 * import resolves; the others stay.
 */
export function resolvePseudoParameters(document: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [name, resolved(value)]),
  );
}

function resolved(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(resolved);
  if (!isJsonObject(value)) return value;
  return textOf(value) ?? resolvePseudoParameters(value);
}

function textOf(value: JsonObject): string | undefined {
  const [only, ...others] = Object.entries(value);
  if (!only || others.length > 0) return undefined;
  const [name, argument] = only;
  if (typeof argument !== "string") return undefined;
  if (name === "Ref") return KNOWN.test(argument) ? `\${${argument}}` : undefined;
  if (name !== "Fn::Sub") return undefined;
  const references = [...argument.matchAll(/\$\{([^!}][^}]*)\}/g)].map(
    ([, reference = ""]) => reference,
  );
  if (!references.every((reference) => KNOWN.test(reference))) return undefined;
  return argument.replaceAll("${!", "${");
}

/** How many values of a document only CloudFormation can compute. */
export function countIntrinsics(value: JsonValue): number {
  if (Array.isArray(value))
    return value.reduce((sum: number, item: JsonValue) => sum + countIntrinsics(item), 0);
  if (!isJsonObject(value)) return 0;
  const names = Object.keys(value);
  const [only] = names;
  if (names.length === 1 && only !== undefined && (only === "Ref" || only.startsWith("Fn::"))) {
    return 1;
  }
  return Object.values(value).reduce((sum: number, member) => sum + countIntrinsics(member), 0);
}

/** Names an API whose title is computed after what computes it, for a title is text. */
export function nameApi(document: JsonObject): JsonObject {
  const { info } = document;
  if (!isJsonObject(info)) return document;
  const plain = Object.fromEntries(
    Object.entries(info).map(([name, value]) => [
      name,
      isJsonObject(value) && !name.startsWith("x-") && name !== "contact" && name !== "license"
        ? plainText(value)
        : value,
    ]),
  );
  return { ...document, info: plain };
}

function plainText(value: JsonObject): string {
  const texts = JSON.stringify(Object.values(value))
    .replace(/AWS::/g, "")
    .match(/\w[\w.-]*/g);
  return texts?.join("-") ?? "API";
}
