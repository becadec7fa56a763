import type { DiagnosticEntry, Severity } from "../diagnostic.js";
import { inOrder, type PlacedDiagnostic } from "../order.js";
import { type Place, placeOf } from "../place.js";
import type { DiagnosticFormat, FormatOptions } from "./format.js";

const LEVEL: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/** SARIF 2.1.0 (OASIS standard, 27 March 2020), for code scanning and editors. */
export const formatSarif: DiagnosticFormat = (diagnostics, options) => {
  const placed = inOrder(diagnostics);
  const codes = [...new Set(placed.map((item) => item.diagnostic.code))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: driver(codes, options) },
        columnKind: "utf16CodeUnits",
        results: placed.map((item) => result(item, codes)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

function driver(codes: readonly string[], { version, catalogue }: FormatOptions): object {
  return {
    name: "gw-gen",
    semanticVersion: version,
    rules: codes.map((code) => rule(code, catalogue[code])),
  };
}

function rule(code: string, entry: DiagnosticEntry | undefined): object {
  if (!entry) return { id: code };
  const [first = entry.explain] = entry.explain.split(/(?<=[.!?])\s/, 1);
  return {
    id: code,
    shortDescription: { text: first },
    fullDescription: { text: entry.explain },
    help: { text: entry.explain, markdown: entry.explain },
    defaultConfiguration: { level: LEVEL[entry.severity] },
  };
}

function result({ diagnostic, place }: PlacedDiagnostic, codes: readonly string[]): object {
  const { code, severity, message, mend, related } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVEL[severity],
    message: { text: mend === undefined ? message : `${message} ${mend}` },
    ...(place && { locations: [sarifLocation(place)] }),
    ...(related && {
      relatedLocations: related.map((item, id) => ({
        id,
        ...sarifLocation(placeOf(item.location)),
        message: { text: item.message },
      })),
    }),
  };
}

function sarifLocation({ path, pointer, range }: Place): object {
  const region = range && {
    startLine: range.start.line,
    startColumn: range.start.column,
    ...(range.end && { endLine: range.end.line, endColumn: range.end.column }),
  };
  return {
    physicalLocation: { artifactLocation: { uri: fileUri(path) }, ...(region && { region }) },
    logicalLocations: [{ fullyQualifiedName: `#${pointer}` }],
  };
}

/** A path as a relative URI reference (RFC 3986 §4.2), whatever the system's separator. */
function fileUri(path: string): string {
  return /^[a-z][a-z0-9+.-]+:/i.test(path)
    ? path
    : path.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}
