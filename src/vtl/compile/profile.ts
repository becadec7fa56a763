/**
 * Whose rules hold: `velocity-1.7` is plain Velocity; `aws` is API Gateway, where a reference without value is
 * the empty string wherever it stands.
 */
export type Profile = "aws" | "velocity-1.7";
