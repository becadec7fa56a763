/** JSON as text of a template: what would begin a reference or a directive is escaped in its strings. */
export function jsonText(json: string): string {
  return json.replaceAll("$", String.raw`\u0024`).replaceAll("#", String.raw`\u0023`);
}

/** A text as a string of a template, whatever it holds. */
export function stringLiteral(text: string): string {
  // A backslash or a control character could mean something to the lexer; JSON's escapes cannot.
  if (/[^\x20-\x7e]|\\/.test(text)) {
    return `$util.parseJson(${quoted(asciiJson(text))})`;
  }
  return quoted(text);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** A text of a template as a JSON string; `'` comes escaped from the function, which JSON does not know. */
export function escapedString(variable: string): string {
  return String.raw`"$util.escapeJavaScript($${variable}).replaceAll("\\'", "'")"`;
}
