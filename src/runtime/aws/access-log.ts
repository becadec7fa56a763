import { pathValue } from "./mapping.js";

const DEFAULT_FORMAT =
  '$context.identity.sourceIp - - [$context.requestTime] "$context.httpMethod $context.path $context.protocol" $context.status $context.responseLength $context.requestId';

/** One line of an access log: `$context.…` replaced, `-` where there is no value. */
export function accessLogLine(
  format: string | undefined,
  context: Readonly<Record<string, unknown>>,
): string {
  return (format ?? DEFAULT_FORMAT).replaceAll(
    /\$context\.([A-Za-z]\w*(?:\.\w+)*)/g,
    (_, name: string) => {
      const value = pathValue(context, name.split("."));
      if (value === undefined || value === null || value === "") return "-";
      return typeof value === "object" ? JSON.stringify(value) : String(value);
    },
  );
}
