/** One part of a `multipart/form-data` body (RFC 7578). */
export interface FormPart {
  readonly name: string;
  readonly filename?: string;
  readonly contentType?: string;
  readonly content: Buffer;
}

const BLANK_LINE = Buffer.from("\r\n\r\n");

/** Takes a body apart at its boundary; what is not a part with a name is left out. */
export function parseMultipart(body: Buffer, boundary: string): FormPart[] {
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: FormPart[] = [];
  let start = body.indexOf(delimiter);
  while (start >= 0) {
    const from = start + delimiter.length;
    const end = body.indexOf(delimiter, from);
    if (end < 0) break;
    const part = toPart(body.subarray(from, end));
    if (part) parts.push(part);
    start = end;
  }
  return parts;
}

function toPart(raw: Buffer): FormPart | undefined {
  const split = raw.indexOf(BLANK_LINE);
  if (split < 0) return undefined;
  const headers = raw.subarray(0, split).toString("utf8");
  const disposition = headerOf(headers, "content-disposition");
  const name = disposition && quoted(disposition, "name");
  if (name === undefined || name === "") return undefined;
  const filename = quoted(disposition ?? "", "filename");
  const contentType = headerOf(headers, "content-type");
  const content = raw.subarray(split + BLANK_LINE.length);
  return {
    name,
    ...(filename !== undefined && { filename }),
    ...(contentType !== undefined && { contentType }),
    content: content.subarray(0, Math.max(0, content.length - 2)),
  };
}

function headerOf(headers: string, name: string): string | undefined {
  for (const line of headers.split("\r\n")) {
    const at = line.indexOf(":");
    if (at > 0 && line.slice(0, at).trim().toLowerCase() === name) return line.slice(at + 1).trim();
  }
  return undefined;
}

function quoted(text: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|[;\\s])${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, "i").exec(
    text,
  );
  return match?.[1]?.replaceAll(/\\(.)/g, "$1") ?? match?.[2];
}
