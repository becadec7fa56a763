/** A body that is not what the API describes; the client makes a `DecodeError` of it. */
export class DecodingFailure extends Error {
  /** The place as a JSON Pointer. */
  readonly pointer: string;
  readonly text: string | undefined;
  readonly offset: number | undefined;

  constructor(
    message: string,
    pointer: string,
    text?: string,
    offset?: number,
  ) {
    super(message);
    this.pointer = pointer;
    this.text = text;
    this.offset = offset;
  }
}
