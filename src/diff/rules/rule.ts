import type { Severity } from "../../diagnostics/diagnostic.js";
import type { Change, ChangeDetails, ChangeKind, ChangeOf } from "../compare/change.js";

/** Who a change concerns: running clients, users of the generated SDK, or the gateway's callers. */
export type RuleClass = "wire" | "source" | "gateway";

/** Which way the values travel that a rule is about. */
export type RuleDirection = "request" | "response" | "none";

/** The part of an API that a rule is about. */
export type RuleArea =
  | "callbacks"
  | "components"
  | "gateway"
  | "headers"
  | "info"
  | "links"
  | "operations"
  | "parameters"
  | "request-body"
  | "responses"
  | "schema"
  | "sdk"
  | "security"
  | "servers"
  | "webhooks";

/** What the judgement depends on besides the change. */
export interface Policy {
  /** The day that sunset dates are held against. */
  readonly today: Date;
  /** Days that must lie between a deprecation and its sunset, by stability; 0 asks for no sunset at all. */
  readonly graceDays: { readonly stable: number; readonly beta: number };
}

/** A judgement on one kind of change. */
export interface Rule<K extends ChangeKind = ChangeKind> {
  /** Kebab-case, unique among all rules. */
  readonly id: string;
  readonly kind: K;
  readonly class: RuleClass;
  readonly direction: RuleDirection;
  readonly area: RuleArea;
  /** `error`: it breaks someone. */
  readonly severity: Severity;
  /** Whether the rule is about this change; absent: about each of its kind. */
  readonly when?: (change: ChangeOf<K>, policy: Policy) => boolean;
  /** One sentence: what changed. */
  readonly message: (details: ChangeDetails[K], change: ChangeOf<K>) => string;
  /** Who breaks, or why no one does. */
  readonly why: string;
  /** What to do instead; empty where nothing is to be done. */
  readonly mend: string;
}

/** A rule whatever its kind; it judges the changes of its kind only. */
export interface AnyRule extends Omit<Rule, "when" | "message" | "kind"> {
  readonly kind: ChangeKind;
  /** The message where the rule is about the change; undefined where it is not. */
  readonly judge: (change: Change, policy: Policy) => string | undefined;
}

/** Takes a rule into the table. */
export function defineRule<K extends ChangeKind>(rule: Rule<K>): AnyRule {
  const { when, message, ...rest } = rule;
  return {
    ...rest,
    judge: (change, policy) => {
      if (!isOfKind(change, rule.kind)) return undefined;
      if (when && !when(change, policy)) return undefined;
      return message(change.details, change);
    },
  };
}

function isOfKind<K extends ChangeKind>(change: Change, kind: K): change is ChangeOf<K> & Change {
  return change.kind === kind;
}
