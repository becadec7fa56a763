/** The least number that is a multiple of all, as decimal numbers are written; undefined when it cannot be told. */
export function commonMultiple(steps: readonly number[]): number | undefined {
  const scale = 10 ** Math.max(...steps.map(decimals));
  const scaled = steps.map((step) => Math.round(step * scale));
  if (scaled.some((step) => !Number.isSafeInteger(step) || step === 0)) return undefined;
  const multiple = scaled.reduce((a, b) => (a / greatestDivisor(a, b)) * b);
  return Number.isSafeInteger(multiple) ? multiple / scale : undefined;
}

/** Whether every multiple of `whole` is one of `step`. */
export function divides(step: number, whole: number): boolean {
  const scale = 10 ** Math.max(decimals(step), decimals(whole));
  return Math.round(whole * scale) % Math.round(step * scale) === 0;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function decimals(value: number): number {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  const fraction = mantissa.split(".")[1]?.length ?? 0;
  return Math.max(0, fraction - Number(exponent));
}
