export { compileTemplate, renderTemplate } from "./render.js";
export type {
  CompileOptions,
  CompiledTemplate,
  RenderInput,
  RenderResult,
  TemplateEvent,
} from "./render.js";
export { Failure, TemplateError } from "./failure.js";
export type { TemplateErrorKind } from "./failure.js";
export { DEFAULT_LIMITS, defaultLimits } from "./compile/limits.js";
export type { RenderLimits } from "./compile/limits.js";
export type { Profile } from "./compile/profile.js";
export type { TraceEvent } from "./compile/run.js";
export { parseTemplate } from "./syntax/parser.js";
export type { ParseOptions, ParseResult } from "./syntax/parser.js";
export { childNodes, walkTemplate } from "./syntax/walk.js";
export type * from "./syntax/ast.js";
export { compileJsonPath } from "./jsonpath/json-path.js";
export type { JsonPath } from "./jsonpath/json-path.js";
export { parsePermissiveJson } from "./json/json-parser.js";
export { writeJson } from "./json/json-writer.js";
export { toGatewayMap, toPlain, toValue } from "./gateway/variables.js";
export { JavaObject } from "./values/value.js";
export type { Value } from "./values/value.js";
export { JavaCollection } from "./values/collection.js";
export { JavaList } from "./values/list.js";
export { JavaMap } from "./values/map.js";
export { isNumber } from "./values/numbers.js";
export { compareNumbers } from "./values/arithmetic.js";
export { textOrNull } from "./values/text.js";
export { templateUses } from "./analysis/template-uses.js";
export type * from "./analysis/template-use.js";
export { payloadSteps } from "./analysis/origin.js";
