import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { areaPage, indexPage } from "../../src/cli/pages.js";
import { templatesPage } from "../../src/cli/templates-page.js";
import { sdkTemplates } from "../../src/pipeline/sdk-templates/index.js";
import { fidelityPage } from "../../src/runtime/fidelity.js";
import { loadCatalogueAreas } from "../../src/pipeline/catalogue.js";

const FOLDER = "docs/diagnostics";

describe("the generated pages (npm run docs writes them)", async () => {
  const areas = await loadCatalogueAreas();
  const pages = [
    { name: "README.md", text: indexPage(areas) },
    ...areas.map((area) => ({ name: `${area.name}.md`, text: areaPage(area) })),
  ];

  it.each(pages)("$name", async ({ name, text }) => {
    await expect(text).toMatchFileSnapshot(`../../${FOLDER}/${name}`);
  });

  it("mock-fidelity.md", async () => {
    await expect(fidelityPage()).toMatchFileSnapshot("../../docs/mock-fidelity.md");
  });

  it("sdk-templates.md", async () => {
    await expect(templatesPage(await sdkTemplates())).toMatchFileSnapshot(
      "../../docs/sdk-templates.md",
    );
  });

  it("are all there is in the folder", () => {
    const names = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
    expect(names.sort()).toEqual(pages.map(({ name }) => name).sort());
  });
});
