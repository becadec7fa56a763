/** A node under construction; it becomes readonly when it is handed out. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Sets a member unless there is nothing to set, so that absent members stay absent. */
export function assign<T, K extends keyof T>(
  draft: Draft<T>,
  key: K,
  value: T[K] | undefined,
): void {
  if (value !== undefined) draft[key] = value;
}
