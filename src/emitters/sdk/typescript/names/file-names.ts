import { kebabCase } from "../../../../util/case.js";
import { NameScope } from "./name-scope.js";

/** Names that Windows keeps for devices, whatever their extension. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** Gives file names without extension: in kebab case, and apart even where the case does not count. */
export class FileNames {
  readonly #scope: NameScope;

  constructor(reserved: readonly string[] = []) {
    this.#scope = new NameScope(reserved, { ignoreCase: true });
  }

  /** A free file name for any text. */
  take(text: string): string {
    const name = kebabCase(text) || "unnamed";
    return this.#scope.take(DEVICES.test(name) ? `${name}-` : name);
  }
}
