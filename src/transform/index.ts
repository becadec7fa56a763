export { compileToVtl } from "./compile-to-vtl.js";
export type { CompileTransformOptions } from "./compile-to-vtl.js";
export { evaluateTransform } from "./evaluate/evaluate-transform.js";
export type { TransformOutcome } from "./evaluate/evaluate-transform.js";
export { transformedIntegration } from "./transformed-integration.js";
export type { TemplateOrigin, TransformedIntegration } from "./transformed-integration.js";
