import type { ApiModel, Operation } from "../../model/index.js";
import type { HttpRequest } from "../http/message.js";
import { Router } from "../routing/router.js";

/** A method that was found, with the path below the stage. */
export interface StageRoute<T> {
  readonly target: T;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Finds methods below the stage (`/{stage}/…`) and at the bare path; what they need is made on first use. */
export class StageRoutes<T> {
  readonly #router = new Router<() => T>();
  readonly #prefix: string;

  constructor(model: ApiModel, stage: string, make: (operation: Operation) => T) {
    this.#prefix = `/${stage}`;
    for (const operation of model.operations) {
      if (operation.stages && !operation.stages.includes(stage)) continue;
      let made: { readonly value: T } | undefined;
      this.#router.add(
        operation.path,
        operation.method,
        () => (made ??= { value: make(operation) }).value,
      );
    }
  }

  find({ method, path }: HttpRequest): StageRoute<T> | undefined {
    const collapsed = path.replace(/^\/+/, "/");
    const prefix = this.#prefix;
    if (collapsed === prefix || collapsed.startsWith(`${prefix}/`)) {
      const below = this.#look(method, collapsed.slice(prefix.length));
      if (below) return below;
    }
    return this.#look(method, collapsed);
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
