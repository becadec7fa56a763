export { compileToVtl } from "./compile-to-vtl.js";
export type { CompileTransformOptions } from "./compile-to-vtl.js";
export { evaluateTransform } from "./evaluate/evaluate-transform.js";
export type { TransformOutcome } from "./evaluate/evaluate-transform.js";
