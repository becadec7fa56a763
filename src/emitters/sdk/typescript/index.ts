import type { Emitter } from "../../../emitter/emitter.js";
import type { SdkOptions, SdkResult } from "../sdk-options.js";

/** Emits a TypeScript client. */
export const typescriptSdk: Emitter<SdkOptions, SdkResult> = {
  name: "sdk-typescript",
  emit: ({ options }) => ({
    files: [],
    diagnostics: [],
    surface: {
      packageName: options.packageName ?? "",
      packageVersion: options.packageVersion ?? "",
      clientName: "",
      types: [],
      operations: [],
    },
  }),
};
