export type { CopiedFile, FileOwnership, OutputFile } from "../source/output-file.js";
