import type { RequestDraft } from "./request.js";

/** Puts the encoded text of a parameter into a path. */
export function fillPath(
  draft: RequestDraft,
  name: string,
  text: string,
): void {
  const before = draft.path;
  const escaped = text.replaceAll("?", "%3F");
  draft.path = before.replaceAll(`{${name}}`, () => escaped);
  if (dotSegment.test(draft.path) && !dotSegment.test(before)) {
    throw new TypeError(`"${name}" makes a dot segment: ${draft.path}`);
  }
}

const dotSegment = /\/(?:\.|%2e){1,2}(?:[/?#]|$)/i;
