import { words } from "../../../util/case.js";

/** `snake_case` in lower case, as Terraform names things. */
export function snakeCase(name: string): string {
  return words(name).join("_").toLowerCase();
}
