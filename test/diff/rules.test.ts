import { describe, expect, it } from "vitest";
import { rules } from "../../src/diff/index.js";

/** Rules that have no mirror, each with the reason. */
const ONE_SIDED: Readonly<Record<string, string>> = {
  "request-property-refused": "mirrors response-property-unexpected",
  "response-property-unexpected": "mirrors request-property-refused",
};

describe("the table of rules", () => {
  it("names every rule once", () => {
    const ids = rules.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("tells why, and what to do about everything that breaks someone", () => {
    const silent = rules.filter(
      ({ severity, why, mend }) => why === "" || (severity === "error" && mend === ""),
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it("has the mirror of each schema rule in the other direction", () => {
    const ids = new Set(rules.map(({ id }) => id));
    const lonely = rules
      .filter(({ area }) => area === "schema")
      .map(({ id }) => id)
      .filter((id) => !Object.hasOwn(ONE_SIDED, id) && !ids.has(mirrorOf(id)));
    expect(lonely).toEqual([]);
  });
});

/** What narrows requests widens responses; what is added there required is removed here required. */
function mirrorOf(id: string): string {
  const turned = id.startsWith("request-")
    ? id.replace("request-", "response-")
    : id.replace("response-", "request-");
  const properties: Readonly<Record<string, string>> = {
    "request-property-added-required": "response-property-removed-required",
    "response-property-removed-required": "request-property-added-required",
    "request-property-removed": "response-property-removed-optional",
    "response-property-removed-optional": "request-property-removed",
    "request-property-added-optional": "response-property-added",
    "response-property-added": "request-property-added-optional",
  };
  return properties[id] ?? turned;
}
