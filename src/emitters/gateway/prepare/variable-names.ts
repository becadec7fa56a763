import type { Operation, Parameter, PathSegment } from "../../../model/index.js";
import type { Preparation } from "./preparation.js";

/** Children of one resource: the first variable among them names the others. */
interface Resource {
  variable?: string;
  readonly children: Map<string, Resource>;
}

/** Gives variables of sibling paths the name of the first, and drops trailing slashes; URLs stay as they are. */
export function shareVariableNames(
  operations: readonly Operation[],
  run: Preparation,
): readonly Operation[] {
  if (!run.isPlain || run.isHttp) return operations;
  const root: Resource = { children: new Map() };
  const taken = new Set<string>();
  return operations.flatMap((operation) => {
    const changed = rename(operation, root);
    if (taken.has(changed.key)) {
      run.tell(operation, "gateway-path-left-out", [
        operation.path.raw,
        "another operation has it",
      ]);
      return [];
    }
    taken.add(changed.key);
    if (changed.path.raw !== operation.path.raw) {
      run.tell(operation, "gateway-path-changed", [operation.path.raw, changed.path.raw]);
    }
    return [changed];
  });
}

function rename(operation: Operation, root: Resource): Operation {
  const names = new Map<string, string>();
  const segments: PathSegment[] = [];
  let resource = root;
  const written = operation.path.segments;
  for (const [index, segment] of written.entries()) {
    const isTrailing = segment.kind === "static" && segment.text === "" && written.length > 1;
    if (isTrailing && index === written.length - 1) continue;
    const renamed = renameSegment(segment, resource, names);
    segments.push(renamed);
    resource = childOf(resource, renamed.kind === "static" ? `=${renamed.text}` : "{}");
  }
  const raw = `/${segments.map(printSegment).join("/")}`;
  if (raw === operation.path.raw) return operation;
  return {
    ...operation,
    key: `${operation.method} ${raw}`,
    path: { raw, segments },
    parameters: operation.parameters.map((parameter) => renameParameter(parameter, names)),
  };
}

function renameSegment(
  segment: PathSegment,
  resource: Resource,
  names: Map<string, string>,
): PathSegment {
  if (segment.kind !== "parameter" && segment.kind !== "greedy") return segment;
  resource.variable ??= segment.name;
  let name = resource.variable;
  // A name that an outer variable of this path has already would make two variables one.
  if (name !== segment.name && [...names.values()].includes(name)) name = segment.name;
  names.set(segment.name, name);
  return { ...segment, name };
}

function renameParameter(parameter: Parameter, names: ReadonlyMap<string, string>): Parameter {
  const name = parameter.in === "path" ? names.get(parameter.name) : undefined;
  if (name === undefined || name === parameter.name) return parameter;
  const { component: _, ...own } = parameter;
  return { ...own, name };
}

function childOf(resource: Resource, key: string): Resource {
  const known = resource.children.get(key);
  if (known) return known;
  const child: Resource = { children: new Map() };
  resource.children.set(key, child);
  return child;
}

function printSegment(segment: PathSegment): string {
  switch (segment.kind) {
    case "static":
      return segment.text;
    case "parameter":
      return `{${segment.name}}`;
    case "greedy":
      return `{${segment.name}+}`;
    case "mixed":
      return segment.parts
        .map((part) => (typeof part === "string" ? part : `{${part.name}}`))
        .join("");
  }
}
