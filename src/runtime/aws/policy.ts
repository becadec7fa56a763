import { networkHolds } from "../../util/ip-network.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";

/** What policies are asked about. */
export interface PolicyQuestion {
  /** `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH`. */
  readonly resource: string;
  readonly action: string;
  /** Condition keys in lower case, such as `aws:sourceip`. */
  readonly conditions: Readonly<Record<string, string | undefined>>;
}

/** What a policy says: an explicit deny beats an allow; nothing said is no allow. */
export type PolicyVerdict = "allow" | "deny" | "none";

/** Evaluates an IAM policy document (IAM guide, "Policy evaluation logic"), principals left aside. */
export function evaluatePolicy(
  document: JsonValue | undefined,
  question: PolicyQuestion,
): PolicyVerdict {
  if (!isJsonObject(document)) return "none";
  const statements = list(document.Statement).filter(isJsonObject);
  const effects = statements.filter((one) => applies(one, question)).map(({ Effect }) => Effect);
  if (effects.includes("Deny")) return "deny";
  return effects.includes("Allow") ? "allow" : "none";
}

function applies(statement: JsonObject, question: PolicyQuestion): boolean {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  const action = (pattern: JsonValue): boolean =>
    like(String(pattern).toLowerCase(), question.action.toLowerCase());
  if (Action !== undefined && !list(Action).some(action)) return false;
  if (NotAction !== undefined && list(NotAction).some(action)) return false;
  const resource = (pattern: JsonValue): boolean =>
    like(expand(String(pattern), question.resource), question.resource);
  if (Resource !== undefined && !list(Resource).some(resource)) return false;
  if (NotResource !== undefined && list(NotResource).some(resource)) return false;
  return !isJsonObject(Condition) || conditionsHold(Condition, question);
}

/** `execute-api:/stage/…` is short for the ARN of the API itself. */
function expand(pattern: string, resource: string): string {
  if (!pattern.startsWith("execute-api:/")) return pattern;
  return resource.slice(0, resource.indexOf("/") + 1) + pattern.slice("execute-api:/".length);
}

function conditionsHold(condition: JsonObject, { conditions }: PolicyQuestion): boolean {
  return Object.entries(condition).every(([operator, keys]) => {
    if (!isJsonObject(keys)) return false;
    return Object.entries(keys).every(([key, wanted]) =>
      holds(operator, conditions[key.toLowerCase()], list(wanted).map(String)),
    );
  });
}

function holds(operator: string, actual: string | undefined, wanted: readonly string[]): boolean {
  const lenient = operator.endsWith("IfExists");
  const name = operator.replace(/IfExists$/, "").replace(/^For(?:Any|All)Values:/, "");
  if (name === "Null") return wanted.includes(String(actual === undefined));
  if (actual === undefined) return lenient || name.includes("Not");
  const negated = name.includes("Not");
  const test = TESTS[name.replace("Not", "")];
  if (!test) return false;
  return wanted.some((one) => test(one, actual)) !== negated;
}

const TESTS: Readonly<Record<string, (wanted: string, actual: string) => boolean>> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringEqualsIgnoreCase: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
  IpAddress: networkHolds,
};

/** Whether a text matches a pattern with `*` and `?`. */
export function like(pattern: string, text: string): boolean {
  const source = pattern.replaceAll(/[\\^$.+()[\]{}|*?]/g, (found) => {
    if (found === "*") return ".*";
    return found === "?" ? "." : `\\${found}`;
  });
  return new RegExp(`^${source.replaceAll(/(?:\.\*)+/g, ".*")}$`, "s").test(text);
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
