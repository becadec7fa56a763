import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { diagnostic } from "./diagnostics.js";
import type { SdkOptions } from "./sdk-options.js";

/** npm's rules for the names of new packages. */
export const PACKAGE_NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/** Semantic Versioning 2.0.0. */
export const PACKAGE_VERSION =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;

const LONGEST_NAME = 214;
const CLASS_NAME = /^[A-Z][A-Za-z0-9]*$/;

/** What is wrong with the identity that was chosen for a package. */
export function checkPackageIdentity(options: SdkOptions): readonly Diagnostic[] {
  const { packageName, packageVersion, clientName, repository, registry } = options;
  const found: Diagnostic[] = [];
  if (packageName !== undefined && !isPackageName(packageName)) {
    found.push(diagnostic("package-name-invalid", undefined, [packageName]));
  }
  if (packageVersion !== undefined && !PACKAGE_VERSION.test(packageVersion)) {
    found.push(diagnostic("package-version-invalid", undefined, [packageVersion]));
  }
  if (clientName !== undefined && !CLASS_NAME.test(clientName)) {
    found.push(diagnostic("client-name-invalid", undefined, [clientName]));
  }
  for (const [member, url] of Object.entries({ repository, registry })) {
    if (url !== undefined && !URL.canParse(url)) {
      found.push(diagnostic("package-url-invalid", undefined, [member, url]));
    }
  }
  return found;
}

function isPackageName(name: string): boolean {
  return name.length <= LONGEST_NAME && PACKAGE_NAME.test(name) && name !== "node_modules";
}
