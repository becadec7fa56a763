/** The Python that has the packages of `.ci/requirements.txt`; tests that need it are skipped, and counted, without it. */
export const python: string | undefined = process.env["GW_GEN_PYTHON"];

/** The Chromium to drive; tests that need a browser are skipped, and counted, without it. */
export const chromium: string | undefined = process.env["GW_GEN_CHROMIUM"];
