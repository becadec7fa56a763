import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { childLocation, type SourceLocation } from "../diagnostics/location.js";
import type {
  ApiModel,
  Integration,
  IntegrationResponse,
  Operation,
  Template,
} from "../model/index.js";
import { checkShape } from "../settings/check-shape.js";
import type { Settings } from "../settings/settings.js";
import { operationTemplates, type OperationTemplates } from "../settings/settings-shape.js";
import type { SourceFile, SourceReader } from "../source/source-file.js";
import { diagnostic } from "./render-diagnostics.js";

/** Who reads the files that a spec and its settings name. */
export interface TemplateReaders {
  readonly spec: SourceReader;
  readonly settings?: SourceReader | undefined;
}

/** A model whose integrations have the templates that stand in files of their own. */
export interface AttachedTemplates {
  readonly model: ApiModel;
  readonly diagnostics: readonly Diagnostic[];
}

/** One naming of template files: by the settings or by an operation's `x-gw-gen-template`. */
interface Naming {
  readonly files: OperationTemplates;
  readonly location: SourceLocation;
  readonly from: SourceFile;
  readonly reader: SourceReader;
}

/** Puts the texts of template files into the operations that settings and `x-gw-gen-template` give them to; the settings win. */
export function attachTemplates(
  model: ApiModel,
  settings: Settings,
  readers: TemplateReaders,
): AttachedTemplates {
  const attacher = new Attacher(settings, readers);
  const operations = model.operations.map((operation) => attacher.attach(operation));
  const changed = operations.some((operation, index) => operation !== model.operations[index]);
  return {
    model: changed ? { ...model, operations } : model,
    diagnostics: attacher.diagnostics,
  };
}

class Attacher {
  readonly diagnostics: Diagnostic[] = [];
  readonly #settings: Settings;
  readonly #readers: TemplateReaders;

  constructor(settings: Settings, readers: TemplateReaders) {
    this.#settings = settings;
    this.#readers = readers;
  }

  attach(operation: Operation): Operation {
    const namings = [this.#ofExtension(operation), this.#ofSettings(operation)];
    return namings.reduce<Operation>(
      (changed, naming) => (naming ? this.#withFiles(changed, naming) : changed),
      operation,
    );
  }

  #ofSettings({ key, operationId }: Operation): Naming | undefined {
    const { file, content } = this.#settings;
    const named = content?.templates ?? {};
    const name = [key, operationId ?? key].find((one) => Object.hasOwn(named, one));
    const files = name === undefined ? undefined : named[name];
    if (!file || !files || name === undefined || !this.#readers.settings) return undefined;
    const location = childLocation(childLocation({ file }, "templates"), name);
    return { files, location, from: file, reader: this.#readers.settings };
  }

  #ofExtension({ extensions, location: place }: Operation): Naming | undefined {
    const extension = extensions?.find(({ name }) => name === EXTENSION);
    const from = this.#readers.spec.files.find((file) => file === place.file);
    if (!extension || !from) return undefined;
    const location = childLocation(place, EXTENSION);
    const { value, diagnostics } = checkShape(operationTemplates, extension.value, location);
    this.diagnostics.push(...diagnostics);
    return value && { files: value, location, from, reader: this.#readers.spec };
  }

  #withFiles(operation: Operation, naming: Naming): Operation {
    const { files, location } = naming;
    const integration = operation.gateway?.integration;
    if (!integration) {
      this.diagnostics.push(diagnostic("template-without-integration", location, []));
      return operation;
    }
    const requestTemplates =
      files.request === undefined
        ? undefined
        : this.#read(files.request, childLocation(location, "request"), naming);
    const responses = Object.entries(files.responses ?? {}).reduce((list, [status, value]) => {
      const at = childLocation(childLocation(location, "responses"), status);
      return withResponse(list, status, this.#read(value, at, naming), at);
    }, integration.responses ?? []);
    const changed: Integration = {
      ...integration,
      ...(requestTemplates && {
        requestTemplates: joined(integration.requestTemplates, requestTemplates),
      }),
      ...(files.responses && { responses }),
    };
    return { ...operation, gateway: { ...operation.gateway, integration: changed } };
  }

  #read(
    files: NonNullable<OperationTemplates["request"]>,
    at: SourceLocation,
    { from, reader }: Naming,
  ): readonly Template[] {
    const named = typeof files === "string" ? [["application/json", files] as const] : undefined;
    return (named ?? Object.entries(files)).flatMap(([mediaType, path]): Template[] => {
      const place = named ? at : childLocation(at, mediaType);
      const { file, diagnostics } = reader.resolveText(path, from, place);
      this.diagnostics.push(...diagnostics);
      return file ? [{ location: { file }, mediaType, text: file.text, file: path }] : [];
    });
  }
}

const EXTENSION = "x-gw-gen-template";

/** Templates by media type; of two for one the later counts. */
function joined(before: readonly Template[] = [], more: readonly Template[]): readonly Template[] {
  const named = new Set(more.map(({ mediaType }) => mediaType));
  return [...before.filter(({ mediaType }) => !named.has(mediaType)), ...more];
}

function withResponse(
  list: readonly IntegrationResponse[],
  status: string,
  templates: readonly Template[],
  location: SourceLocation,
): readonly IntegrationResponse[] {
  const isMeant = ({ pattern, statusCode }: IntegrationResponse): boolean =>
    status === "default" ? pattern === "default" || pattern === "" : statusCode === status;
  if (list.some(isMeant)) {
    return list.map((one) =>
      isMeant(one) ? { ...one, templates: joined(one.templates, templates) } : one,
    );
  }
  const statusCode = status === "default" ? {} : { statusCode: status };
  return [...list, { location, pattern: status, ...statusCode, templates }];
}
