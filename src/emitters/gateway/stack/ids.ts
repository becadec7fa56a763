/** Logical ids: letters and digits, each once. */
export class Ids {
  readonly #taken = new Set<string>();

  take(wanted: string): string {
    const ascii = wanted.normalize("NFKD").replace(/[^A-Za-z0-9]/g, "") || "X";
    let free = ascii;
    for (let count = 2; this.#taken.has(free.toLowerCase()); count++) free = `${ascii}${count}`;
    this.#taken.add(free.toLowerCase());
    return free;
  }
}
