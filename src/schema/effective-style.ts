import type { ParameterLocation, ParameterStyle } from "../model/index.js";

/** How a parameter, header or part is serialized once the defaults are filled in. */
export interface EffectiveStyle {
  readonly style: ParameterStyle;
  readonly explode: boolean;
}

/** The parts of a parameter that its serialization depends on. */
export interface StyledNode {
  readonly in: ParameterLocation | "header";
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
}

/** The style and explode that hold for a parameter (OAS 3.2 §4.12.2.2, "Fixed Fields for use with schema"). */
export function effectiveStyle(node: StyledNode): EffectiveStyle {
  const isSimple = node.in === "path" || node.in === "header";
  const style = node.style ?? (isSimple ? "simple" : "form");
  return { style, explode: node.explode ?? (style === "form" || style === "cookie") };
}
