import { childLocation, type SourceLocation } from "../diagnostics/location.js";
import type { Settings } from "../settings/settings.js";
import { inheritStages } from "./inherit-stages.js";

/** An overlay that the settings name, relative to them. */
export interface OverlayPath {
  readonly path: string;
  /** The list that names it. */
  readonly location: SourceLocation;
}

/** The overlays for all stages, then those of one stage and of what it extends. */
export function stageOverlays(
  { file, content }: Settings,
  stage: string | undefined,
): OverlayPath[] {
  if (!file || !content) return [];
  const root = { file };
  const at = childLocation(root, "overlays");
  const common = (content.overlays ?? []).map((path, index) => ({
    path,
    location: childLocation(at, index),
  }));
  if (stage === undefined) return common;
  const stagesAt = childLocation(root, "stages");
  const { stages } = inheritStages(content.stages ?? {}, stagesAt);
  const own = stages.find(({ name }) => name === stage)?.settings.overlays ?? [];
  const location = childLocation(childLocation(stagesAt, stage), "overlays");
  return [...common, ...own.map((path) => ({ path, location }))];
}
