export { SchemaComparison } from "./comparison.js";
export type { ComparisonOptions, Inclusion, Travel } from "./comparison.js";
export { Universe } from "./universe.js";
export type { Side } from "./universe.js";
export type { Keywords, SchemaNode, ValueType } from "./node.js";
export { canonicalJson } from "./canonical-json.js";
export { Verifier } from "./verify.js";
