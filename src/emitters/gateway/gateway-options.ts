import type { ApiModel, Stage } from "../../model/index.js";
import type { IntegrationDefaults } from "./prepare/preparation.js";

/** The forms that a gateway's definition is written in. */
export const GATEWAY_TARGETS = ["openapi", "sam", "cloudformation", "terraform"] as const;

/** One of the forms. */
export type GatewayTarget = (typeof GATEWAY_TARGETS)[number];

/** The API as one stage has it. */
export interface StageModel {
  readonly stage: Stage;
  readonly model: ApiModel;
}

/** A custom domain. */
export interface DomainSettings {
  /** The ARN of its certificate; a parameter of the template when absent. */
  readonly certificate?: string;
  readonly endpoint?: "edge" | "regional" | "private";
  readonly securityPolicy?: string;
}

/** What runs operations without an integration, the stage's own parts aside. */
export type IntegrationChoice = Pick<IntegrationDefaults, "integration" | "function">;

/** What is emitted. */
export interface GatewayInput {
  readonly target: GatewayTarget;
  /** The stages in order, at least one; `openapi` takes the first. */
  readonly stages: readonly StageModel[];
  readonly integration: IntegrationChoice;
  /** Custom domains by name. */
  readonly domains: ReadonlyMap<string, DomainSettings>;
}
