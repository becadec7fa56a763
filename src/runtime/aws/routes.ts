import type { ApiModel, Operation } from "../../model/index.js";
import type { HttpRequest } from "../http/message.js";
import { Router } from "../routing/router.js";

/** A method that was found, with the path below the stage. */
export interface StageRoute<T> {
  readonly target: T;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Whether an operation takes what no route of an HTTP API matches. */
export function isDefaultRoute({ gateway, path }: Operation): boolean {
  return gateway?.isDefaultRoute === true || path.raw === "/$default";
}

/** Finds methods below the stage (`/{stage}/…`) and at the bare path; what they need is made on first use. */
export class StageRoutes<T> {
  readonly #router = new Router<() => T>();
  readonly #prefix: string;
  #default: (() => T) | undefined;

  constructor(model: ApiModel, stage: string, make: (operation: Operation) => T) {
    this.#prefix = `/${stage}`;
    for (const operation of model.operations) {
      if (operation.stages && !operation.stages.includes(stage)) continue;
      let made: { readonly value: T } | undefined;
      const target = (): T => (made ??= { value: make(operation) }).value;
      this.#router.add(operation.path, operation.method, target);
      if (isDefaultRoute(operation)) this.#default = target;
    }
  }

  find({ method, path }: HttpRequest): StageRoute<T> | undefined {
    const collapsed = path.replace(/^\/+/, "/");
    const prefix = this.#prefix;
    if (collapsed === prefix || collapsed.startsWith(`${prefix}/`)) {
      const below = this.#look(method, collapsed.slice(prefix.length));
      if (below) return below;
    }
    const found = this.#look(method, collapsed);
    if (found || !this.#default) return found;
    return { target: this.#default(), path: collapsed, parameters: {} };
  }

  /** Slashes in front are one slash, one at the end means nothing. */
  #look(method: string, path: string): StageRoute<T> | undefined {
    const below = path.replace(/^\/*/, "/");
    const searched = below.length > 1 && below.endsWith("/") ? below.slice(0, -1) : below;
    const found = this.#router.find(method, searched);
    if (found.kind !== "found") return undefined;
    return {
      target: found.target(),
      path: below,
      parameters: Object.fromEntries(found.parameters),
    };
  }
}
