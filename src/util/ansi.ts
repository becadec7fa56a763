/** Wraps text in a terminal style. */
export type Paint = (text: string) => string;

/** The few styles that gw-gen uses on a terminal. */
export interface Palette {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

/** Styles as SGR sequences (ECMA-48 §8.3.117), or none at all. */
export function palette(enabled: boolean): Palette {
  const style =
    (open: number, close: number): Paint =>
    (text) =>
      enabled && text !== "" ? `\u001B[${open}m${text}\u001B[${close}m` : text;
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    red: style(31, 39),
    green: style(32, 39),
    yellow: style(33, 39),
    cyan: style(36, 39),
  };
}
