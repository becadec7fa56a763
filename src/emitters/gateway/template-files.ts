import type { ApiModel, Operation, Template } from "../../model/index.js";
import type { OutputFile } from "../../source/output-file.js";
import { kebabCase } from "../../util/case.js";

/**
 * The mapping templates of a model as files of their own: `templates/<operation>/request.application-json.vtl` and
 * `templates/<operation>/response.<pattern>.application-json.vtl`.
 */
export function templateFiles({ operations }: ApiModel): OutputFile[] {
  const unique = uniqueNames();
  return operations.flatMap((operation) => {
    const templates = templatesOf(operation);
    if (templates.length === 0) return [];
    const folder = unique(`templates/${operationFolder(operation)}`);
    return templates.map(({ name, text }) => ({
      path: `${unique(`${folder}/${name}`)}.vtl`,
      content: text.endsWith("\n") ? text : `${text}\n`,
      ownership: "generated" as const,
    }));
  });
}

/** Gives each name once, whatever its case: the second gets a number. */
export function uniqueNames(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    let free = wanted;
    for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${wanted}-${count}`;
    taken.add(free.toLowerCase());
    return free;
  };
}

interface NamedTemplate {
  readonly name: string;
  readonly text: string;
}

function templatesOf({ gateway }: Operation): NamedTemplate[] {
  const integration = gateway?.integration;
  const responses = integration?.responses ?? [];
  return [
    ...named("request", integration?.requestTemplates),
    ...responses.flatMap(({ pattern, templates }) =>
      named(`response.${fileName(pattern)}`, templates),
    ),
  ];
}

function named(prefix: string, templates: readonly Template[] = []): NamedTemplate[] {
  return templates.flatMap(({ mediaType, text }) =>
    typeof text === "string" ? [{ name: `${prefix}.${fileName(mediaType)}`, text }] : [],
  );
}

/** The folder of an operation's templates. */
export function operationFolder({ operationId, key }: Operation): string {
  return fileName(operationId ?? kebabCase(key));
}

/** Letters, digits, dots and hyphens: a name on every file system. */
export function fileName(text: string): string {
  const kept = text
    .replace(/[^A-Za-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 80);
  return kept === "" ? "any" : kept;
}
