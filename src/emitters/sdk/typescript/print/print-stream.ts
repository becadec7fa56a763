import type { CodeFile } from "../../../../printer/code-file.js";
import type { StreamPlan } from "../plan/sdk-plan.js";
import type { TypeNode } from "../types/type-node.js";
import { printAssignment } from "./literal.js";
import { streamLiteral } from "./print-descriptor.js";
import { genericNode, receivedType } from "./type-nodes.js";

/** The runtime's module of streams, from below `operations/`. */
export const EVENT_STREAM = "../runtime/event-stream.js";

/** The constant that says how an operation streams. */
export function printStreamDescriptor(file: CodeFile, stream: StreamPlan, constant: string): void {
  const type = file.use({ name: "StreamDescriptor", from: EVENT_STREAM, typeOnly: true });
  file.raw(printAssignment(`const ${constant}: ${type}`, streamLiteral(file, stream))).blank();
}

/** What a function that streams returns. */
export function streamNode(file: CodeFile, { type }: StreamPlan): TypeNode {
  return genericNode(file, "event-stream", "EventStream", [receivedType(file, type)]);
}
