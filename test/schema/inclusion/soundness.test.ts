import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isJsonObject, type JsonValue } from "../../../src/util/json.js";
import { schemaPair, value } from "./arbitrary-schema.js";
import { includes } from "./compare.js";

/** The long suite asks for 10,000 pairs by setting `GW_GEN_PAIRS`. */
const runs = Number(process.env["GW_GEN_PAIRS"] ?? 400);

const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false });
formats.default(ajv);

function accepts(schema: JsonValue, one: JsonValue): boolean {
  if (typeof schema === "boolean") return schema;
  if (!isJsonObject(schema)) throw new TypeError("not a schema");
  return ajv.validate(schema, one);
}

describe("soundness", () => {
  it("never proves what a sample refutes, and never refutes without a witness", () => {
    const counts = { included: 0, refuted: 0, undecided: 0 };
    fc.assert(
      fc.property(
        schemaPair,
        fc.array(value, { minLength: 20, maxLength: 40 }),
        ([wide, narrow], samples) => {
          const answer = includes(wide, narrow);
          counts[answer.kind] += 1;
          const tried = answer.kind === "refuted" ? [answer.witness] : samples;
          const escaped = tried.filter((one) => accepts(narrow, one) && !accepts(wide, one));
          const expected = { included: [], refuted: tried, undecided: escaped }[answer.kind];
          expect(escaped).toEqual(expected);
        },
      ),
      { numRuns: runs },
    );
    expect(counts.undecided).toBeLessThan(runs / 20);
    expect(Math.min(counts.included, counts.refuted)).toBeGreaterThan(runs / 10);
  });
});
