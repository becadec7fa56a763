export type { Diagnostic, RelatedLocation, Severity } from "./diagnostics/diagnostic.js";
export type { SourceLocation } from "./diagnostics/location.js";
export {
  type MockOptions,
  MockStartError,
  type RequestEntry,
  type RunningMock,
  startMock,
  type StartMockOptions,
} from "./pipeline/mock.js";
export {
  type CompiledTemplate,
  type CompileOptions,
  compileTemplate,
  type RenderInput,
  type RenderLimits,
  type RenderResult,
  renderTemplate,
  TemplateError,
  type TemplateEvent,
} from "./vtl/index.js";
