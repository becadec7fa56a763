import { existsSync } from "node:fs";
import type yargs from "yargs";

export const exists = (path: string): boolean => existsSync(path);
export type Yargs = typeof yargs;
