/** A part of a `Fn::Sub` string: text, or a reference such as `Fn.Arn`, `Name`, `AWS::Region`. */
export type SubstitutionPart = string | { readonly reference: string };

/** Takes a `Fn::Sub` string apart; `${!x}` is the text `${x}` (CloudFormation guide, "Fn::Sub"). */
export function parseSubstitution(text: string): SubstitutionPart[] {
  const parts: SubstitutionPart[] = [];
  let literal = "";
  let from = 0;
  for (const match of text.matchAll(/\$\{(!?)([^{}]*)\}/g)) {
    literal += text.slice(from, match.index);
    from = match.index + match[0].length;
    const name = match[2] ?? "";
    if (match[1] === "!") literal += `\${${name}}`;
    else if (name.trim() === "") literal += match[0];
    else {
      if (literal !== "") parts.push(literal);
      literal = "";
      parts.push({ reference: name.trim() });
    }
  }
  literal += text.slice(from);
  if (literal !== "") parts.push(literal);
  return parts;
}

/** Writes the parts of a `Fn::Sub` string. */
export function printSubstitution(parts: readonly SubstitutionPart[]): string {
  return parts
    .map((part) => {
      if (typeof part !== "string") return `\${${part.reference}}`;
      return part.replace(/\$\{(?=[^{}]*\})/g, "${!");
    })
    .join("");
}
