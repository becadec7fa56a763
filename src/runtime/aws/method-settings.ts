import type { MethodSettings, Operation, Stage } from "../../model/index.js";

/** The key of a method in stage settings and usage plans: `/pets/{id}/GET`. */
export function methodKey(operation: Operation): string {
  return `${operation.path.raw}/${operation.method}`;
}

/** The settings of a method in a stage: its own over those of its path or verb over the stage's. */
export function methodSettings(stage: Stage | undefined, operation: Operation): MethodSettings {
  if (!stage) return {};
  const path = operation.path.raw;
  const trimmed = path.replace(/^\//, "");
  const keys = new Set(
    [
      "*/*",
      `${path}/*`,
      `*/${operation.method}`,
      methodKey(operation),
      `${trimmed}/${operation.method}`,
    ].flatMap((key) => [key, key.replaceAll("/", "~1")]),
  );
  const own = stage.overrides.filter(({ name }) => keys.has(name)).map(({ value }) => value);
  return own.reduce<MethodSettings>(
    (all, one) => ({ ...all, ...one, cache: { ...all.cache, ...one.cache } }),
    stage.defaults,
  );
}
