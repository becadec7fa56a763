import { CodeFile } from "../../../../printer/code-file.js";
import type { SdkPlan } from "../plan/sdk-plan.js";
import { printDeclarations } from "../types/print-declarations.js";

/** `models.ts`: the types of the API. */
export function printModels({
  surface: { types, operations },
  socket,
  webhooks,
}: SdkPlan): CodeFile {
  const file = new CodeFile("models.ts");
  const used = operations.flatMap(({ members, result, errors }) => [
    ...members.map(({ type }) => type),
    result,
    ...errors.map(({ value }) => value),
  ]);
  for (const { message, reply } of socket?.routes ?? []) {
    used.push(...(message ? [message] : []), ...(reply ? [reply.type] : []));
  }
  used.push(...(socket?.events ?? []).map(({ type }) => type));
  used.push(...(webhooks?.webhooks ?? []).map(({ type }) => type));
  const text = printDeclarations(types, used);
  if (/\bBinaryBody\b/.test(text)) {
    file.use({ name: "BinaryBody", from: "./runtime/binary.js", typeOnly: true });
  }
  return file.raw(text);
}
