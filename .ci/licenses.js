// Writes the licences of the packages in a bundle, as their authors ask, from the bundler's metafile.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [, , metafile, target] = process.argv;
const { inputs } = JSON.parse(readFileSync(metafile, "utf8"));
const folders = new Set(
  Object.keys(inputs).flatMap((path) => {
    const match = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path);
    return match ? [match[0]] : [];
  }),
);
const texts = [...folders].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e(?:\.|-|$)/i.test(each));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : `Licence: ${license}`;
  return `${name} ${version} (${license})\n\n${text}\n`;
});
writeFileSync(target, texts.join(`\n${"-".repeat(72)}\n\n`));
rmSync(metafile);
