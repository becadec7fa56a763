import * as fc from "fast-check";

// A pipeline judges a commit by the same generated cases each time; anywhere else each run tries new ones.
const { CI, GW_GEN_SEED } = process.env;
const seed = Number(GW_GEN_SEED ?? (CI ? "20261123" : Number.NaN));
if (Number.isInteger(seed)) fc.configureGlobal({ seed });
