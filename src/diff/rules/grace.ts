import { dateOf } from "../compare/lifecycle.js";
import type { Policy } from "./rule.js";

/** The days that must lie between deprecation and sunset, by stability level. */
export function graceOf(stability: string | undefined, policy: Policy): number {
  if (stability === "draft" || stability === "alpha") return 0;
  return stability === "beta" ? policy.graceDays.beta : policy.graceDays.stable;
}

/** Whether a sunset date leaves fewer days than the policy asks for. */
export function isTooSoon(
  sunset: string | undefined,
  stability: string | undefined,
  policy: Policy,
): boolean {
  const date = sunset === undefined ? undefined : dateOf(sunset);
  const days = graceOf(stability, policy);
  if (!date || days === 0) return false;
  return date.getTime() - policy.today.getTime() < days * 86_400_000;
}
