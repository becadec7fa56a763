import type { JsonValue } from "../../util/json.js";
import { defineRule, type AnyRule } from "./rule.js";

interface Aspect {
  /** What changed, for the message. */
  readonly label: string;
  /** Who notices, and how. */
  readonly why: string;
  /** Whether a change that neither narrows nor widens breaks callers. */
  readonly strict?: boolean;
}

/** The parts of a gateway that callers notice. */
const ASPECTS: Readonly<Record<string, Aspect>> = {
  "api-key": { label: "whether an API key is needed", why: "Calls without a key get 403." },
  "request-validator": {
    label: "what the gateway validates",
    why: "Requests that the backend took are refused with 400 by the gateway.",
  },
  timeout: { label: "the integration's timeout", why: "Slow answers end in 504." },
  template: {
    label: "what a mapping template gives",
    why: "The backend, or the caller, gets another text for the same input.",
  },
  "content-handling": {
    label: "how content is converted",
    why: "Bodies arrive as text where they were bytes, or the other way round.",
    strict: true,
  },
  "endpoint-type": {
    label: "the endpoint type",
    why: "A private endpoint is not reached from outside; others move in the network.",
  },
  "default-endpoint": {
    label: "whether the default endpoint answers",
    why: "Calls to the `execute-api` host get 403.",
  },
  policy: { label: "the resource policy", why: "Callers that it no longer allows get 403." },
  "api-key-source": {
    label: "where API keys are read",
    why: "Keys that are sent as before are not seen.",
    strict: true,
  },
  compression: {
    label: "the size from which answers are compressed",
    why: "Clients must decompress more, or get more bytes.",
  },
  "binary-types": {
    label: "the binary media types",
    why: "Bodies of these types are passed on as bytes or as text.",
  },
  cors: {
    label: "what browsers may do from other origins (CORS)",
    why: "Browsers refuse calls that worked.",
  },
  response: {
    label: "a response of the gateway itself",
    why: "Clients that read its body, headers or status get others.",
  },
  stage: { label: "the stage", why: "Its URL answers 403." },
  "stage-url": { label: "the stage's URL", why: "Calls to the old URL are not answered." },
  throttle: { label: "the throttle", why: "Calls beyond it get 429." },
  quota: { label: "the quota", why: "Calls beyond it get 429." },
  "usage-plan": {
    label: "the usage plan",
    why: "Keys of the plan get 403 where it no longer reaches.",
  },
  cache: {
    label: "whether answers are cached",
    why: "Answers are fresher, or older, than they were.",
  },
  "cache-ttl": {
    label: "how long answers are cached",
    why: "Answers are fresher, or older, than they were.",
  },
  canary: { label: "the canary's share", why: "More or fewer calls meet the new deployment." },
  domain: {
    label: "the domains and base paths",
    why: "Calls to a URL that is gone are not answered.",
  },
  authorizer: {
    label: "how callers are authorized",
    why: "Credentials that were taken are refused with 401 or 403.",
  },
  "route-selection": {
    label: "the route selection expression",
    why: "Messages of clients that there are name their route in another place, so that they reach `$default` or nothing.",
    strict: true,
  },
  "authorizer-ttl": {
    label: "how long an authorizer's answer is kept",
    why: "A credential that was withdrawn is taken for a longer or shorter time.",
  },
};

function show(value: JsonValue | undefined): string {
  return value === undefined ? "none" : `\`${JSON.stringify(value)}\``;
}

/** What callers of the gateway notice, a rule for each part and outcome. */
export const gatewayRules: readonly AnyRule[] = Object.entries(ASPECTS).flatMap(
  ([aspect, { label, why, strict }]) =>
    (["narrowed", "widened", "changed"] as const).map((effect) =>
      defineRule({
        id: `gateway-${aspect}-${effect}`,
        kind: "gateway",
        class: "gateway",
        direction: "none",
        area: "gateway",
        severity:
          effect === "narrowed" || (effect === "changed" && strict)
            ? "error"
            : effect === "changed"
              ? "warning"
              : "info",
        when: ({ details }) => details.aspect === aspect && details.effect === effect,
        message: ({ before, after }) =>
          `${label.charAt(0).toUpperCase()}${label.slice(1)} changed from ${show(before)} to ${show(after)}.`,
        why: effect === "widened" ? "What was let through still is." : why,
        mend:
          effect === "widened"
            ? ""
            : "Keep it for the callers that there are, or tell them before.",
      }),
    ),
);
