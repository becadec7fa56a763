import type { ApiModel, Operation } from "../../model/index.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { jsonPatch, mergePatch } from "../../util/json-patch.js";
import { mediaTypeEssence } from "../../util/media-type.js";
import type { Surroundings } from "../clock.js";
import { type HttpRequest, type HttpResponse, headerValue, NO_BODY } from "../http/message.js";
import { decodeSegment } from "../routing/router.js";
import type { OwnAnswers } from "./api.js";
import { Collection } from "./collection.js";
import type { MockOperation } from "./operation.js";
import type { PathValues } from "./parameters.js";
import { problemResponse } from "./problem.js";

/** What an operation does to a resource, by its method and the shape of its path. */
type Role =
  | { readonly kind: "list" | "create"; readonly idName: string }
  | { readonly kind: "read" | "replace" | "patch" | "remove"; readonly idName: string };

const ON_COLLECTION: Readonly<Record<string, "list" | "create">> = { GET: "list", POST: "create" };
const ON_ITEM: Readonly<Record<string, "read" | "replace" | "patch" | "remove">> = {
  GET: "read",
  PUT: "replace",
  PATCH: "patch",
  DELETE: "remove",
};

/**
 * Keeps what clients create, replace, patch and delete: `/things` is a collection where `/things/{id}` exists.
 * A collection begins with the items of its list's example. Other operations are left to the mock.
 */
export class Resources {
  readonly #roles = new Map<string, Role>();
  readonly #lists = new Map<string, Operation>();
  readonly #collections: Map<string, Collection>;
  readonly #surroundings: Surroundings;

  /** `collections` is filled as paths are touched; emptying it begins from the examples again. */
  constructor(model: ApiModel, surroundings: Surroundings, collections: Map<string, Collection>) {
    this.#surroundings = surroundings;
    this.#collections = collections;
    const items = new Map<string, string>();
    for (const { path } of model.operations) {
      const last = path.segments.at(-1);
      const above = parentOf(path.raw);
      if (last?.kind === "parameter" && !items.has(above)) items.set(above, last.name);
    }
    for (const operation of model.operations) this.#place(operation, items);
  }

  /** Answers an operation of a resource; undefined when it is none. */
  readonly answer: OwnAnswers = (operation, request, path) => {
    const role = this.#roles.get(operation.operation.key);
    return role && this.#act(role, operation, request, path);
  };

  #place(operation: Operation, items: ReadonlyMap<string, string>): void {
    const { key, method, path } = operation;
    const below = items.get(path.raw);
    const onCollection = ON_COLLECTION[method];
    if (below !== undefined && onCollection) {
      this.#roles.set(key, { kind: onCollection, idName: below });
      if (onCollection === "list") this.#lists.set(path.raw, operation);
      return;
    }
    const last = path.segments.at(-1);
    const onItem = ON_ITEM[method];
    if (last?.kind === "parameter" && onItem)
      this.#roles.set(key, { kind: onItem, idName: last.name });
  }

  async #act(
    role: Role,
    operation: MockOperation,
    request: HttpRequest,
    path: PathValues,
  ): Promise<HttpResponse> {
    const verdict = await operation.check(request, path);
    if (verdict.kind === "refused") return operation.refuse(verdict, request);
    const isItem = role.kind !== "list" && role.kind !== "create";
    const collection = await this.#collection(role.idName, operation, path, isItem);
    if (role.kind === "list") return operation.answerWith(collection.listed(), request);
    if (role.kind === "create") return this.#create(collection, operation, request);
    const id = decodeSegment(path.at(-1)?.[1] ?? "");
    const item = collection.find(id);
    if (!item) return missing(operation, request, id);
    return this.#onItem(role.kind, { collection, id, item }, operation, request);
  }

  async #create(
    collection: Collection,
    operation: MockOperation,
    request: HttpRequest,
  ): Promise<HttpResponse> {
    const body = bodyOf(request);
    if (!isJsonObject(body)) return operation.example(request);
    const example = jsonOf(await operation.example(request));
    const item = collection.add(isJsonObject(example) ? example : {}, body, this.#surroundings);
    return operation.answerWith(item, request);
  }

  async #onItem(
    kind: "read" | "replace" | "patch" | "remove",
    { collection, id, item }: { collection: Collection; id: string; item: JsonObject },
    operation: MockOperation,
    request: HttpRequest,
  ): Promise<HttpResponse> {
    if (kind === "read") return operation.answerWith(item, request);
    if (kind === "remove") {
      collection.remove(id);
      return operation.example(request);
    }
    const body = bodyOf(request);
    if (body === undefined) return operation.example(request);
    const type = mediaTypeEssence(headerValue(request.headers, "content-type") ?? "");
    if (kind === "patch" && type === "application/json-patch+json") {
      const result = jsonPatch(item, body);
      if (result.kind === "failed" || !isJsonObject(result.value)) {
        const detail = result.kind === "failed" ? result.reason : "the result is no object";
        return problemResponse({ name: "PATCH_FAILED", detail });
      }
      return operation.answerWith(collection.replace(id, result.value), request);
    }
    if (!isJsonObject(body)) return operation.example(request);
    const next = kind === "patch" ? mergePatch(item, body) : body;
    return operation.answerWith(collection.replace(id, isJsonObject(next) ? next : item), request);
  }

  /** The collection that a path is in, by its actual text: `/users/7/pets` and `/users/8/pets` are two. */
  async #collection(
    idName: string,
    operation: MockOperation,
    values: PathValues,
    isItem: boolean,
  ): Promise<Collection> {
    const { raw } = operation.operation.path;
    const template = isItem ? parentOf(raw) : raw;
    const texts = new Map(values);
    const path = template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => texts.get(name) ?? "");
    const known = this.#collections.get(path);
    if (known) return known;
    const list = this.#lists.get(template);
    const seed = list && jsonOf(await operation.sibling(list).example(PLAIN));
    const made = this.#collections.get(path) ?? new Collection(idName, seed ?? []);
    this.#collections.set(path, made);
    return made;
  }
}

/** A request that asks for nothing in particular. */
const PLAIN: HttpRequest = {
  method: "GET",
  target: "/",
  path: "/",
  query: "",
  headers: {},
  rawHeaders: [],
  body: NO_BODY,
  remoteAddress: "",
};

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function missing(
  operation: MockOperation,
  request: HttpRequest,
  id: string,
): HttpResponse | Promise<HttpResponse> {
  const detail = `${operation.operation.key}: there is no ${id}.`;
  const problem = { name: "NO_SUCH_RESOURCE", detail } as const;
  return operation.refuse({ kind: "refused", statuses: [404], problem }, request);
}

function bodyOf(request: HttpRequest): JsonValue | undefined {
  return request.body.length === 0 ? undefined : parsed(request.body);
}

function jsonOf(response: HttpResponse): JsonValue | undefined {
  return response.body.length === 0 ? undefined : parsed(response.body);
}

function parsed(bytes: Buffer): JsonValue | undefined {
  try {
    return JSON.parse(bytes.toString("utf8")) as JsonValue;
  } catch {
    return undefined;
  }
}
