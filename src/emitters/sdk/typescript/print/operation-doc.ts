import type { DocComment, DocTag } from "../../../../printer/doc-comment.js";
import type { SurfaceOperation } from "../../surface.js";

/** The documentation comment of an operation's function and method. */
export function operationDoc({ key, documentation = {} }: SurfaceOperation): DocComment {
  const { summary, description, deprecated, sunset, stability, see = [] } = documentation;
  const paragraphs = [summary, description, `\`${key}\``].filter((text) => text !== undefined);
  const tags: DocTag[] = [];
  if (deprecated) {
    tags.push({ name: "deprecated", ...(sunset !== undefined && { text: `until ${sunset}` }) });
  } else if (sunset !== undefined) {
    tags.push({ name: "remarks", text: `Ends on ${sunset}.` });
  }
  if (stability !== undefined) tags.push({ name: "remarks", text: `Stability: ${stability}.` });
  for (const { url, description: words } of see) {
    tags.push({ name: "see", text: words === undefined ? url : `${words}: ${url}` });
  }
  return { paragraphs, tags };
}
