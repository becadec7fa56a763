/** Names of one space: each is given once, a taken one gets a number, in the order of asking. */
export class NameScope {
  readonly #taken = new Set<string>();
  readonly #key: (name: string) => string;

  constructor(reserved: Iterable<string> = [], options: { readonly ignoreCase?: boolean } = {}) {
    this.#key = options.ignoreCase === true ? (name) => name.toLowerCase() : (name) => name;
    for (const name of reserved) this.#taken.add(this.#key(name));
  }

  /** Whether the name is free. */
  isFree(name: string): boolean {
    return !this.#taken.has(this.#key(name));
  }

  /** Takes the name, or the first free one with a number from 2 on. */
  take(wanted: string): string {
    let name = wanted;
    for (let number = 2; !this.isFree(name); number++) name = `${wanted}${number}`;
    this.#taken.add(this.#key(name));
    return name;
  }
}
