import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Document, isCollection, visit as visitYaml } from "yaml";
import type { PathKey } from "../../src/diagnostics/location.js";
import { decodeText } from "../../src/source/decode.js";
import { defaultLimits } from "../../src/source/limits.js";
import { parseJson } from "../../src/source/parse-json.js";
import { parseYaml } from "../../src/source/parse-yaml.js";
import { keysInOrder } from "../../src/source/key-order.js";
import { isJsonObject, type JsonValue } from "../../src/util/json.js";

const key = fc.oneof(
  fc.constantFrom("a", "b", "200", "404", "10", "01", 'q"uote', "back\\slash", "ü", "__proto__"),
  fc.string({ maxLength: 4 }),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, 0, -1.5, "x", "200", "line\nbreak"),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie("tree")), { maxLength: 14 }).map((entries) => ({ entries })),
  ),
}));

/** JSON text of a generated tree, members in their own order, duplicates kept. */
const print = (value: unknown): string => {
  if (Array.isArray(value)) return `[ ${value.map(print).join(" ,\n")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const { entries } = value as { entries: [string, unknown][] };
  return `{${entries.map(([name, child]) => `\n ${JSON.stringify(name)} : ${print(child)}`).join(",")} }`;
};

const countDuplicates = (value: unknown): number => {
  if (Array.isArray(value))
    return value.reduce<number>((sum, item) => sum + countDuplicates(item), 0);
  if (typeof value !== "object" || value === null) return 0;
  const { entries } = value as { entries: [string, unknown][] };
  const names = new Set(entries.map(([name]) => name));
  return entries.reduce(
    (sum, [, child]) => sum + countDuplicates(child),
    entries.length - names.size,
  );
};

const visit = (
  value: JsonValue,
  path: PathKey[],
  each: (value: JsonValue, path: PathKey[]) => void,
) => {
  each(value, path);
  if (Array.isArray(value)) value.forEach((item, index) => visit(item, [...path, index], each));
  else if (isJsonObject(value)) {
    for (const name of Object.keys(value)) visit(value[name] ?? null, [...path, name], each);
  }
};

/** YAML text with flow collections from a level on, none when it is negative. */
const writeYaml = (value: JsonValue, flowLevel: number): string => {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visitYaml(document, {
    Scalar(_, node) {
      // To a reader that merges, the bare word is no text.
      if (node.value === "<<") node.type = "QUOTE_DOUBLE";
    },
    Collection(_, node, path) {
      const level = path.filter((ancestor) => isCollection(ancestor)).length;
      node.flow = flowLevel >= 0 && level >= flowLevel;
    },
  });
  return document.toString();
};

test("every node of a JSON text is found where it stands, and no duplicate is missed", () => {
  fc.assert(
    fc.property(tree, (generated) => {
      const text = print(generated);
      const {
        value = null,
        problems,
        positions,
      } = parseJson(
        decodeText(Buffer.from(text)) ?? { text, bytes: Buffer.from(text) },
        defaultLimits,
      );
      expect(value).toEqual(JSON.parse(text));
      expect(problems.length).toBe(countDuplicates(generated));
      const index = positions(text);
      visit(value, [], (node, path) => {
        const found = index.find(path);
        expect(JSON.parse(text.slice(found?.start, found?.end))).toEqual(node);
      });
    }),
    { numRuns: 300 },
  );
});

test("the keys of a JSON object keep the order of the text", () => {
  fc.assert(
    fc.property(fc.uniqueArray(key, { maxLength: 20 }), (names) => {
      const text = `[{${names.map((name) => `${JSON.stringify(name)}:0`).join(",")}}]`;
      const { value } = parseJson({ text, bytes: Buffer.from(text) }, defaultLimits);
      const object = Array.isArray(value) ? value[0] : undefined;
      expect(keysInOrder(isJsonObject(object) ? object : {})).toEqual(names);
    }),
  );
});

test("a key of signs in quotes is found within a flow mapping", () => {
  const text = '- - {"(:{": null}\n';
  const { value, problems, positions } = parseYaml(text, defaultLimits);
  expect([value, problems]).toEqual([[[{ "(:{": null }]], []]);
  expect(positions(text).find([0, 0, "(:{"])).toEqual({
    start: 12,
    end: 16,
    keyStart: 5,
    keyEnd: 10,
  });
});

test("every node of a YAML text is found where it stands", () => {
  fc.assert(
    fc.property(tree, fc.constantFrom(-1, 1, 2), (generated, flowLevel) => {
      // A block scalar that is a whole document may stand without indentation, which js-yaml does not read.
      const plain: JsonValue = [JSON.parse(print(generated))];
      const text = writeYaml(plain, flowLevel);
      const { value = null, positions } = parseYaml(text, defaultLimits);
      expect(value).toEqual(plain);
      const index = positions(text);
      visit(value, [], (node, path) => {
        const found = index.find(path);
        const written = text.slice(found?.start, found?.end);
        const isWord = typeof node !== "object" && typeof node !== "string";
        // Text may be folded or quoted; other scalars stand as they are.
        expect(isWord ? written : found !== undefined).toBe(isWord ? String(node) : true);
      });
    }),
    { numRuns: 200 },
  );
});
