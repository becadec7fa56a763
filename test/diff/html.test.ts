import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { diffModels } from "../../src/diff/index.js";
import { REPORT_FORMATS, toDiagnostic } from "../../src/diff/report/index.js";
import { chromium } from "../support/checkers.js";
import { modelOf } from "./load-text.js";

const spec = (parts: string, tag: string): string => `
openapi: 3.1.0
info: {title: "Pets </script><b>", version: 1.2.3}
paths:
  /pets:
    get:
      operationId: ${tag}
      parameters: [${parts}]
      responses: {"200": {description: ok}}
`;

describe.skipIf(chromium === undefined)("the page of changes, in a browser", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    const { chromium: engine } = await import("playwright-core");
    browser = await engine.launch({ executablePath: chromium ?? "", args: ["--no-sandbox"] });
    page = await browser.newPage();
    const policy = { today: new Date("2026-01-01"), graceDays: { stable: 0, beta: 0 } };
    const findings = diffModels(
      modelOf(spec("{name: a, in: query, schema: {type: integer}}", "one"), "old.yaml"),
      modelOf(spec("{name: a, in: query, schema: {type: integer, maximum: 3}}", "two"), "new.yaml"),
      policy,
    );
    const report = { old: "old.yaml", new: "new.yaml", findings: findings.map(toDiagnostic) };
    await page.setContent(REPORT_FORMATS.html(report, { colour: false, version: "0.0.0" }));
  }, 60_000);
  afterAll(async () => {
    await browser.close();
  });

  const shown = async (): Promise<(string | null)[]> =>
    (await page.locator("article:visible h3 code:last-child").allTextContents()).sort();

  it("shows every finding and lets the reader choose", async () => {
    const all = ["operation-id-changed", "request-maximum-narrowed", "version-not-raised"];
    expect(await shown()).toEqual(all);
    await page.getByRole("checkbox", { name: "note" }).uncheck();
    expect(await shown()).toEqual(["operation-id-changed", "request-maximum-narrowed"]);
    await page.getByRole("checkbox", { name: "source" }).uncheck();
    expect(await shown()).toEqual(["request-maximum-narrowed"]);
    await page.getByRole("checkbox", { name: "note" }).check();
    await page.getByRole("checkbox", { name: "source" }).check();
    await page.getByLabel("Filter").fill("request-maximum");
    expect(await shown()).toEqual(["request-maximum-narrowed"]);
    expect(await page.locator("section:visible").count()).toBe(1);
  });

  it("has both documents' lines side by side, and loads nothing", async () => {
    await page.getByLabel("Filter").fill("request-maximum");
    const sides = page.locator("article:visible figure");
    expect(await sides.count()).toBe(2);
    expect(await sides.last().locator("pre").textContent()).toContain("maximum: 3");
    expect(await page.locator("script[src], link, img, iframe").count()).toBe(0);
  });
});
