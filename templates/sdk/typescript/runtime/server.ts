/** A server's URL with its variables filled in; an empty or unknown one is a mistake of the caller. */
export function fillUrl(
  template: string,
  variables: Readonly<Record<string, string | undefined>> = {},
): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value) return value;
    throw new TypeError(`the server variable "${name}" has no value`);
  });
}
