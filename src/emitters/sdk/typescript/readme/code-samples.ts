import type { EmitInput } from "../../../../emitter/emitter.js";
import type { TypeDeclaration } from "../../surface.js";
import type { SdkOptions } from "../../sdk-options.js";
import { planSdk } from "../plan/plan-sdk.js";
import type { OperationPlan, SdkPlan } from "../plan/sdk-plan.js";
import { operationRequest } from "./operation-request.js";
import { callLines, clientLines, importLine, methodCall } from "./snippets.js";

/** Calls of an SDK's operations, each a whole module. */
export interface CodeSamples {
  /** The name of the SDK's package. */
  readonly packageName: string;
  /** By the operation's key, `GET /pets/{petId}`; absent where no request can be made up. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Writes a call of each operation as users of the SDK would: the import, the client, the call. */
export function codeSamples(input: EmitInput<SdkOptions>): CodeSamples {
  const plan = planSdk(input);
  const stage = plan.serverOption === "stage" ? input.options.stage : undefined;
  const types = new Map(plan.surface.types.map((type) => [type.name, type]));
  const operations = plan.groups.flatMap((group) => group.operations);
  const sources = operations.flatMap((operation) => {
    const source = sampleOf({ plan, types, stage }, operation);
    return source === undefined ? [] : [[operation.surface.key, source] as const];
  });
  return { packageName: plan.surface.packageName, sources: new Map(sources) };
}

interface SampleContext {
  readonly plan: SdkPlan;
  readonly types: ReadonlyMap<string, TypeDeclaration>;
  readonly stage: string | undefined;
}

function sampleOf(
  { plan, types, stage }: SampleContext,
  operation: OperationPlan,
): string | undefined {
  const { surface, stream, paging } = operation;
  const request = operationRequest(plan, operation, types);
  if (!request) return undefined;
  const call = methodCall(plan, { operation, request });
  const { result } = surface;
  const isEmpty = result.kind === "primitive" && result.name === "undefined";
  const isStream = stream?.name === surface.name;
  const lines = isStream
    ? [callLines("const events = ", call), loop("event", "events")]
    : paging
      ? [callLines("const list = ", call), loop("item", "list")]
      : [callLines(isEmpty ? "await " : "const result = await ", call)];
  return [
    importLine(plan, [plan.surface.clientName]),
    "",
    clientLines(plan, operation, stage),
    ...lines,
    "",
  ].join("\n");
}

function loop(item: string, of: string): string {
  return `for await (const ${item} of ${of}) {\n  console.log(${item});\n}`;
}
