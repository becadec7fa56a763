import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../source/source-file.js";
import { diagnostic } from "./diagnostics.js";
import type { Document } from "./document.js";
import { applyOverlays, overlayActions } from "./overlay.js";

/** Judges a document; only its errors count. */
type Judge = (document: Document) => { readonly diagnostics: readonly Diagnostic[] };

/**
 * Finds the action that makes a document invalid: the errors that the document has with it and has not without it.
 * Nothing is said when the errors stood in the document before.
 */
export async function blamedAction(
  document: Document,
  overlays: readonly SourceFile[],
  judge: Judge,
): Promise<readonly Diagnostic[]> {
  const actions = overlayActions(overlays, document.root);
  if (actions.length === 0) return [];
  const known = new Set(errorsOf(judge(document)).map(({ message }) => message));
  const firstError = async (count: number): Promise<Diagnostic | undefined> => {
    const { document: part } = await applyOverlays(document, overlays, count);
    return errorsOf(judge(part)).find(({ message }) => !known.has(message));
  };
  let right = 0;
  let wrong = actions.length;
  let error = await firstError(wrong);
  if (!error) return [];
  // Between a document that is right and one that is wrong there is a step from the one to the other.
  while (wrong - right > 1) {
    const middle = (right + wrong) >> 1;
    const found = await firstError(middle);
    if (found) [wrong, error] = [middle, found];
    else right = middle;
  }
  return [diagnostic("overlay-invalid", actions[wrong - 1], [error.message])];
}

function errorsOf({ diagnostics }: ReturnType<Judge>): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === "error");
}
