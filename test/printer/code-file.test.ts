import * as fc from "fast-check";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { CodeFile } from "../../src/printer/code-file.js";

const names = fc.stringMatching(/^[A-Z][a-z]{0,25}$/);

describe("CodeFile", () => {
  it("imports what it prints, sorted, types as types", () => {
    const pet = { name: "Pet", from: "./models.js", typeOnly: true };
    const send = { name: "send", from: "./client.js" };
    const options = { name: "Options", from: "./client.js", typeOnly: true };
    const file = new CodeFile("a.ts").doc({ paragraphs: ["Gets a pet."], tags: [] })
      .line`export function get(options: ${options}): ${pet} {`;
    file.indent(() => file.line`return ${send}(${1}, options);`);
    expect(file.line`}`.toString()).toBe(`import { type Options, send } from "./client.js";
import type { Pet } from "./models.js";

/** Gets a pet. */
export function get(options: Options): Pet {
  return send(1, options);
}
`);
  });

  it("imports a name as a value as soon as one use needs the value", () => {
    const file = new CodeFile("a.ts");
    file.use({ name: "A", from: "./a.js", typeOnly: true });
    file.use({ name: "A", from: "./a.js" });
    file.use({ name: "A", from: "./a.js", typeOnly: true });
    expect(file.toString()).toBe('import { A } from "./a.js";\n');
  });

  it("prints imports as Prettier does", async () => {
    const uses = fc.array(fc.record({ name: names, typeOnly: fc.boolean() }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(uses, async (list) => {
        const file = new CodeFile("a.ts");
        for (const use of list) file.use({ ...use, from: "./models.js" });
        const text = file.toString();
        expect(text).toBe(await format(text, { parser: "typescript" }));
      }),
    );
  });
});
