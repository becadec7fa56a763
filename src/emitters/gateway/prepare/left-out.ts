import type { Operation, PathSegment } from "../../../model/index.js";
import type { Preparation } from "./preparation.js";

const METHODS = new Set(["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]);

/** The operations that the gateway can have; the others are reported. */
export function leaveOutRefused(
  operations: readonly Operation[],
  run: Preparation,
): readonly Operation[] {
  return operations.filter((operation) => {
    if (!METHODS.has(operation.method)) {
      run.tell(operation, "gateway-method-left-out", [operation.method]);
      return false;
    }
    const problem = run.isPlain && !run.isHttp ? pathProblem(operation.path.segments) : undefined;
    if (problem !== undefined) {
      run.tell(operation, "gateway-path-left-out", [operation.path.raw, problem]);
    }
    return problem === undefined;
  });
}

function pathProblem(segments: readonly PathSegment[]): string | undefined {
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    switch (segment.kind) {
      case "mixed":
        return "a segment mixes text and parameters";
      case "greedy":
        if (!isLast) return "`{name+}` does not come last";
        break;
      case "static":
        if (segment.text === "" && isLast) break;
        if (!/^[A-Za-z0-9_\-.,:]+$/.test(segment.text)) {
          return `the segment \`${segment.text}\` has characters that it does not take`;
        }
        break;
      case "parameter":
        if (!/^[A-Za-z0-9_\-.]+$/.test(segment.name)) {
          return `the parameter \`${segment.name}\` has characters that it does not take`;
        }
    }
  }
  return undefined;
}
