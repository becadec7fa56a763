import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownCommand } from "./generation.js";
import { growthExponent, runInterleaved } from "./measure.js";
import { table } from "./table.js";

/** The same API `count` times over in one document: paths prefixed, schemas and operations renamed. */
export function replicate(document, count) {
  const copies = Array.from({ length: count }, (_, index) => renamed(document, index));
  return {
    ...document,
    paths: Object.assign({}, ...copies.map((copy) => copy.paths)),
    components: Object.fromEntries(
      Object.keys(document.components).map((kind) => [
        kind,
        kind === "securitySchemes"
          ? document.components[kind]
          : Object.assign({}, ...copies.map((copy) => copy.components[kind])),
      ]),
    ),
  };
}

function renamed(document, index) {
  const suffix = index === 0 ? "" : `R${index}`;
  const visit = (value) => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        if (key === "$ref" && typeof member === "string") return [key, member + suffix];
        if (key === "operationId") return [key, member + suffix];
        return [key, visit(member)];
      }),
    );
  };
  const { paths, components } = visit(document);
  const keyed = (record, key) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [key(name), value]));
  return {
    paths: keyed(paths, (path) => (index === 0 ? path : `/r${index}${path}`)),
    components: Object.fromEntries(
      Object.entries(components).map(([kind, record]) => [kind, keyed(record, (n) => n + suffix)]),
    ),
  };
}

/** How CPU grows with the size of one spec; the start-up of the command on a tiny spec is subtracted. */
export function growth({ bench, work, rounds }) {
  const document = JSON.parse(readFileSync(join(bench, "adyen-mgmt.json"), "utf8"));
  const counts = [1, 2, 4, 8];
  const tiny = join(work, "tiny.json");
  writeFileSync(
    tiny,
    JSON.stringify({
      openapi: "3.0.3",
      info: { title: "t", version: "1" },
      paths: { "/a": { get: { responses: { 204: { description: "" } } } } },
    }),
  );
  const commands = new Map([["0", { command: ownCommand(tiny, join(work, "out-0")) }]]);
  for (const count of counts) {
    const file = join(work, `${count}.json`);
    writeFileSync(file, JSON.stringify(replicate(document, count)));
    commands.set(String(count), { command: ownCommand(file, join(work, `out-${count}`)) });
  }
  const results = runInterleaved(commands, rounds);
  const floor = results.get("0").cpu;
  const points = counts.map((count) => [count, results.get(String(count)).cpu - floor]);
  return table(
    `Growth of CPU with size (Adyen's management API replicated; exponent ${growthExponent(points).toFixed(2)})`,
    ["copies", "CPU s above start-up", "peak MiB"],
    points.map(([count, cpu]) => [
      count,
      cpu.toFixed(2),
      results.get(String(count)).memory.toFixed(0),
    ]),
  );
}
