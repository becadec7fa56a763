// Renders one template for a second of CPU time, parsed anew each time or once, and prints how often it could.
import { pathToFileURL } from "node:url";
import { CONTEXT, TEMPLATE } from "./vtl-template.js";

const [engine, entry, mode] = process.argv.slice(2);
const SECOND = 1e6;

const makers = {
  "gw-gen": async (path) => {
    const { compileTemplate } = await import(pathToFileURL(path).href);
    return () => {
      const template = compileTemplate(TEMPLATE, { profile: "velocity-1.7" });
      return () => template.render({ context: CONTEXT }).output;
    };
  },
  velocityjs: async (path) => {
    const module = await import(pathToFileURL(path).href);
    const { Compile, parse } = module.default ?? module;
    return () => {
      const tree = parse(TEMPLATE);
      return () => new Compile(tree).render(CONTEXT);
    };
  },
};

const prepare = await makers[engine](entry);
const once = prepare();
const round = mode === "render" ? once : () => prepare()();
const output = round();
for (let i = 0; i < 300; i++) round();
const begun = process.cpuUsage();
let used = 0;
let rounds = 0;
while (used < SECOND) {
  for (let i = 0; i < 20; i++) round();
  rounds += 20;
  const { user, system } = process.cpuUsage(begun);
  used = user + system;
}
console.log(JSON.stringify({ rounds: (rounds * SECOND) / used, output }));
