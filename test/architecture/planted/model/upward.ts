import type { Verb } from "../cli/verb.js";

export type Node = { readonly verb: Verb };
