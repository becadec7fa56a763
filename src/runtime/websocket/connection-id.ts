import { randomBytes } from "node:crypto";

const TAG_BYTES = 4;
const OWN_BYTES = 7;
const TAG_LENGTH = 5;

/** Makes the ids of one process: of the service's form (`HXT_RfBnPHcCIIg=`), beginning with the process's tag. */
export class ConnectionIds {
  /** What all ids of this process begin with. */
  readonly tag: string;
  readonly #bytes: Buffer;

  constructor() {
    // 30 bits are the tag: five characters of base64.
    this.#bytes = randomBytes(TAG_BYTES);
    this.tag = this.#bytes.toString("base64url").slice(0, TAG_LENGTH);
  }

  make(): string {
    const bytes = Buffer.concat([this.#bytes, randomBytes(OWN_BYTES)]);
    return `${bytes.toString("base64url")}=`;
  }
}

/** The tag of the process that a connection belongs to. */
export function ownerOf(connectionId: string): string {
  return connectionId.slice(0, TAG_LENGTH);
}
