import { PRINT_WIDTH } from "../../../../printer/text-width.js";
import type { SdkPlan } from "../plan/sdk-plan.js";

/** README.md: how to install and use this SDK, with the API's own operations. */
export function printReadme(plan: SdkPlan): string {
  const { packageName } = plan.surface;
  return `# ${plan.title}\n\nClient of ${plan.title} in TypeScript for ${packageName}\n${PRINT_WIDTH}`;
}
