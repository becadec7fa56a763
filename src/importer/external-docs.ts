import type { ExternalDocs } from "../model/index.js";
import type { Draft } from "./draft.js";
import { assign } from "./draft.js";
import type { ObjectReader } from "./object-reader.js";
import { memberSet } from "./member-set.js";

const known = memberSet("url description");

/** Reads the external documentation at `externalDocs`. */
export function readExternalDocs(owner: ObjectReader): ExternalDocs | undefined {
  const reader = owner.object("externalDocs");
  if (!reader) return undefined;
  const url = reader.requiredText("url", "The external documentation");
  const docs: Draft<ExternalDocs> = { location: reader.location, url };
  assign(docs, "description", reader.text("description"));
  reader.keepRest(docs, known);
  return docs;
}
