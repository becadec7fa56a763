import type {
  ApiModel,
  MediaType,
  Operation,
  RequestBody,
  Response,
} from "../../../../model/index.js";

/** The media types that the root of a Swagger 2.0 document gives: what operations have that list none. */
export interface DefaultMediaTypes {
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
}

/** Chooses the root's lists so that shared bodies and responses mean what they mean in the model. */
export function defaultMediaTypes({ components, operations }: ApiModel): DefaultMediaTypes {
  const bodies = [...components.requestBodies.values()];
  const responses = [...components.responses.values()];
  const used = operations.filter(({ requestBody }) => requestBody && !isForm(requestBody));
  return {
    consumes: best(
      bodies.map((body) => namesOf(body.content)),
      used.map(({ requestBody }) => namesOf(requestBody?.content ?? [])),
      (names, list) => sameNames(names, list.length > 0 ? list : ["application/json"]),
    ),
    produces: best(responses, operations.map(responsesOf), (given, list) =>
      (Array.isArray(given) ? (given as readonly Response[]) : [given as Response]).every(
        (response) => fits(response, list),
      ),
    ),
  };
}

function best<S, U>(
  shared: readonly S[],
  uses: readonly U[],
  fitsList: (one: S | U, list: readonly string[]) => boolean,
): readonly string[] {
  const lists = new Map<string, readonly string[]>([["", []]]);
  for (const one of [...shared, ...uses]) {
    for (const list of candidates(one)) if (lists.size < 20) lists.set(list.join("\n"), list);
  }
  let chosen: readonly string[] = [];
  let most = -1;
  for (const list of lists.values()) {
    const fittingShared = shared.filter((one) => fitsList(one, list)).length;
    const fittingUses = uses.filter((one) => fitsList(one, list)).length;
    const score = fittingShared * (uses.length + 1) + fittingUses;
    if (score > most) [chosen, most] = [list, score];
  }
  return chosen;
}

function candidates(one: unknown): (readonly string[])[] {
  const items: readonly unknown[] = Array.isArray(one) ? one : [one];
  if (items.every((item) => typeof item === "string")) return items.length > 0 ? [items] : [];
  return items.flatMap((item) => {
    const { content } = item as Response;
    return content?.[0]?.schema ? [namesOf(content)] : [];
  });
}

function responsesOf({ responses }: Operation): readonly Response[] {
  return responses.map(({ response }) => response);
}

/** Whether reading a response under a list of media types gives its content. */
export function fits({ content = [] }: Response, produces: readonly string[]): boolean {
  const [first] = content;
  if (!first?.schema) return true;
  if (produces.length > 0) return sameNames(namesOf(content), produces);
  return sameNames(namesOf(content), [
    isFile(first) ? "application/octet-stream" : "application/json",
  ]);
}

/** Whether a media type holds bytes that are written as the type `file`. */
export function isFile({ schema, name }: MediaType): boolean {
  if (schema?.kind !== "schema" || schema.format !== "binary") return false;
  return schema.types?.[0] === "string" && schema.types.length === 1 && name !== "application/json";
}

/** Whether a body is a form, whose fields are parameters in Swagger 2.0. */
export function isForm({ content, name, extensions }: RequestBody): boolean {
  if (name !== undefined || content.length === 0) return false;
  if (extensions?.some((extension) => extension.name === "x-codegen-request-body-name"))
    return false;
  return content.every((media) => isFormType(media.name));
}

/** Whether a media type is one of forms. */
export function isFormType(name: string): boolean {
  return /^(multipart\/|application\/x-www-form-urlencoded)/i.test(name);
}

/** The names of media types. */
export function namesOf(content: readonly MediaType[]): string[] {
  return content.map(({ name }) => name);
}

/** Whether two lists hold the same names in the same order. */
export function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index]);
}
