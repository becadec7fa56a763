import type { Parameter } from "../../model/content.js";

/** How a parameter is written on the wire, with the defaults filled in (OAS 3.2 §4.12.2.2). */
export interface EffectiveStyle {
  readonly style: string;
  readonly explode: boolean;
}

/** The style and explode of a parameter, written or by default. */
export function effectiveStyle(
  parameter: Pick<Parameter, "in" | "style" | "explode">,
): EffectiveStyle {
  const byPlace = parameter.in === "path" || parameter.in === "header" ? "simple" : "form";
  const style = parameter.style ?? byPlace;
  return { style, explode: parameter.explode ?? (style === "form" || style === "cookie") };
}
