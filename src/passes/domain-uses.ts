import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation, type SourceLocation } from "../diagnostics/location.js";
import type { Settings, SettingsContent } from "../settings/settings.js";
import { diagnostic } from "./diagnostics.js";
import { type InheritedStage, inheritStages } from "./inherit-stages.js";
import { writtenLocation } from "./written-location.js";

/** A base path of a custom domain that leads to a stage. */
export interface DomainUse {
  /** The domain and the base path, `api.example.com/v1`. */
  readonly place: string;
  readonly stage: string;
  readonly location: SourceLocation;
}

/** The base paths of custom domains that lead to stages. */
export function domainUses(
  stages: readonly InheritedStage[],
  content: SettingsContent,
  root: SourceLocation,
): readonly DomainUse[] {
  return stages.flatMap(({ name, settings: { domains = [] } }) =>
    domains.map(({ domain, basePath = "" }, index) => ({
      place: `${domain.toLowerCase()}/${basePath}`,
      stage: name,
      location: writtenLocation(root, content, ["stages", name, "domains", index]),
    })),
  );
}

/** Says that a base path leads elsewhere already. */
export function takenDomain(use: DomainUse, first: DomainUse, where: string): Diagnostic {
  const related = [{ message: "It is taken here.", location: first.location }];
  return diagnostic("domain-path-taken", use.location, [use.place, where], { related });
}

/** The base paths of these settings that the settings of other APIs have, too. */
export function domainsOfOthers(own: Settings, others: readonly Settings[]): readonly Diagnostic[] {
  const taken = new Map(others.flatMap((other) => usesIn(other).map((use) => [use.place, use])));
  return usesIn(own).flatMap((use) => {
    const first = taken.get(use.place);
    if (!first) return [];
    const { path } = first.location.file;
    return [takenDomain(use, first, `the stage "${first.stage}" of "${path}"`)];
  });
}

function usesIn({ file, content }: Settings): readonly DomainUse[] {
  if (!file || !content?.stages) return [];
  const root = { file };
  const { stages } = inheritStages(content.stages, childLocation(root, "stages"));
  return domainUses(stages, content, root);
}
