import type { RequestMember, TypeDeclaration } from "../../surface.js";
import type { OperationPlan, SdkPlan } from "../plan/sdk-plan.js";
import { type Literal, object } from "../print/literal.js";
import { exampleValue } from "./example-value.js";
import { sampleValue } from "./sample-value.js";

/** Longer examples are cut down to what has to be there. */
const LONGEST_EXAMPLE = 400;

/**
 * A request of an operation that compiles: what it asks for, with the values that the description shows. Of several forms
 * of its body it has the one that is sent unless told; undefined where no value is found.
 */
export function operationRequest(
  plan: Pick<SdkPlan, "exampleOf">,
  operation: OperationPlan,
  types: ReadonlyMap<string, TypeDeclaration>,
): Literal | undefined {
  const { surface, body, variantTypeNames } = operation;
  const first = variantTypeNames && body[0]?.type;
  const values = surface.members
    .filter(({ required }) => required)
    .map((member) => {
      const isBody = member.source.kind === "body";
      const shown = first && isBody ? { ...member, type: first } : member;
      return [member.name, memberValue(plan, operation, shown, types)] as const;
    });
  return values.every(([, value]) => value) ? object(values) : undefined;
}

function memberValue(
  { exampleOf }: Pick<SdkPlan, "exampleOf">,
  { surface, body }: OperationPlan,
  member: RequestMember,
  types: ReadonlyMap<string, TypeDeclaration>,
): Literal | undefined {
  const { value, isGiven = false } = exampleOf(surface.key, member, body[0]?.mediaType) ?? {};
  if (value === undefined) return sampleValue(member.type, types);
  const whole =
    isGiven && exampleValue(value, member.type, { types, isGiven, requiredOnly: false });
  if (whole && (whole.flat?.length ?? 0) <= LONGEST_EXAMPLE) return whole;
  const least = exampleValue(value, member.type, { types, isGiven, requiredOnly: true });
  return least ?? sampleValue(member.type, types);
}
