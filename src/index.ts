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
