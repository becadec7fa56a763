/** Names that Windows keeps for devices, whatever their ending. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

const LONGEST = 100;

/** Gives names of a document file names that every system and every URL can hold, each once whatever the letter case. */
export class FileNames {
  readonly #taken = new Set<string>();

  /** A free path in a folder, such as `paths/pets-id.yaml` for `/pets/{id}`. */
  take(folder: string, name: string, ending: string): string {
    const stem = stemOf(name);
    for (let count = 1; ; count++) {
      const path = `${folder}/${stem}${count === 1 ? "" : `-${count}`}.${ending}`;
      if (this.#taken.has(path.toLowerCase())) continue;
      this.#taken.add(path.toLowerCase());
      return path;
    }
  }
}

function stemOf(name: string): string {
  const plain = name
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[.-]+|[.-]+$/g, "")
    .slice(0, LONGEST);
  if (plain === "") return "root";
  return plain.replace(/^[^.]+/, (word) => (DEVICES.test(word) ? `${word}_` : word));
}
