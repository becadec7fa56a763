export { SchemaComparison } from "./comparison.js";
export type { ComparisonOptions, Inclusion, Travel } from "./comparison.js";
export { Universe } from "./universe.js";
export type { Side } from "./universe.js";
