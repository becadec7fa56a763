import type { RequestMember, TypeDeclaration } from "../../surface.js";
import type { MemberExample } from "../plan/plan-examples.js";
import type { OperationPlan, SdkPlan } from "../plan/sdk-plan.js";
import { type Literal, object } from "../print/literal.js";
import type { TypeExpression } from "../../type-expression.js";
import { type Example, exampleValue } from "./example-value.js";
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
  const examples = requestExamples(plan, operation, types);
  return examples && object([...examples].map(([{ name }, { literal }]) => [name, literal]));
}

/** The same, member by member, each also as it is on the wire. */
export function requestExamples(
  plan: Pick<SdkPlan, "exampleOf">,
  { surface, body, variantTypeNames }: OperationPlan,
  types: ReadonlyMap<string, TypeDeclaration>,
): ReadonlyMap<RequestMember, Example> | undefined {
  const [media] = body;
  const examples = new Map<RequestMember, Example>();
  for (const member of surface.members.filter(({ required }) => required)) {
    const isVariant = variantTypeNames !== undefined && member.source.kind === "body";
    const type = (isVariant ? media?.type : undefined) ?? member.type;
    const shown = plan.exampleOf(surface.key, member, media?.mediaType);
    const example = typedExample(shown, type, types);
    if (!example) return undefined;
    examples.set(member, example);
  }
  return examples;
}

/** What is shown as a value of a type, cut down where it is long; made up by the type where that does not fit. */
export function typedExample(
  shown: MemberExample | undefined,
  type: TypeExpression,
  types: ReadonlyMap<string, TypeDeclaration>,
  isReceived = false,
): Example | undefined {
  const { value, isGiven = false } = shown ?? {};
  const options = { types, isGiven, isReceived };
  if (value !== undefined) {
    const whole = isGiven && exampleValue(value, type, { ...options, requiredOnly: false });
    if (whole && (whole.literal.flat?.length ?? 0) <= LONGEST_EXAMPLE) return whole;
    const least = exampleValue(value, type, { ...options, requiredOnly: true });
    if (least) return least;
  }
  const literal = sampleValue(type, types);
  return literal && { literal };
}
