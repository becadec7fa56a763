/** Text of a template's language that is escaped already, and printed as it is. */
export class Printed {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
