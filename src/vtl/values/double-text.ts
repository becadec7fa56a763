/** A double as Java prints it: plain between 1E-3 and 1E7, with a fraction always, else with an exponent. */
export function doubleText(value: number): string {
  return special(value) ?? layout(value.toExponential(), Math.abs(value));
}

/** A float as Java prints it: the shortest digits that give the same float. */
export function floatText(value: number): string {
  const named = special(value);
  if (named !== undefined) return named;
  for (let digits = 1; digits <= 9; digits++) {
    const text = value.toExponential(digits - 1);
    if (Math.fround(Number(text)) === value) return layout(text, Math.abs(value));
  }
  return layout(value.toExponential(), Math.abs(value));
}

function special(value: number): string | undefined {
  if (Number.isNaN(value)) return "NaN";
  if (value === Infinity) return "Infinity";
  if (value === -Infinity) return "-Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  return undefined;
}

/** Lays out `d.ddde±n`. */
function layout(text: string, magnitude: number): string {
  const sign = text.startsWith("-") ? "-" : "";
  const e = text.indexOf("e");
  const digits = text.slice(sign.length, e).replace(".", "");
  const exponent = Number(text.slice(e + 1));
  if (magnitude < 1e-3 || magnitude >= 1e7) {
    return `${sign}${digits[0]}.${digits.slice(1) || "0"}E${exponent}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}
