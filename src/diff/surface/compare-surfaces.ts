import type {
  RequestMember,
  SdkSurface,
  SurfaceOperation,
  TypeDeclaration,
} from "../../emitters/sdk/surface.js";
import type { TypeExpression } from "../../emitters/sdk/type-expression.js";
import type { ApiModel, Operation } from "../../model/index.js";
import type { Change, ChangeDetails } from "../compare/change.js";
import { basePathOf } from "../compare/compare-servers.js";
import { matchOperations } from "../compare/match-operations.js";
import type { Place } from "../compare/recorder.js";
import { describeType } from "./describe-type.js";
import { travelOf, type Travel } from "./travel.js";
import { Assignability, membersOf, objectOf, type TypeWorld } from "./assignable.js";

/** One side: the model and the SDK that is planned from it. */
export interface SurfaceSide {
  readonly model: ApiModel;
  readonly surface: SdkSurface;
}

type Details = ChangeDetails["surface"];
type Direction = TypeDeclaration["direction"];

/** What users of the generated SDK must change in their code, decided on the planned surfaces of both versions. */
export function compareSurfaces(old: SurfaceSide, next: SurfaceSide): readonly Change[] {
  return new SurfaceComparison(old, next).run();
}

class SurfaceComparison {
  readonly #old: SurfaceSide;
  readonly #new: SurfaceSide;
  readonly #before: TypeWorld;
  readonly #after: TypeWorld;
  readonly #forward: Assignability;
  readonly #backward: Assignability;
  readonly #travels: readonly Travel[];
  readonly #changes: Change[] = [];

  constructor(old: SurfaceSide, next: SurfaceSide) {
    this.#old = old;
    this.#new = next;
    this.#before = worldOf(old.surface);
    this.#after = worldOf(next.surface);
    this.#travels = [old.surface, next.surface].map(travelOf);
    this.#forward = new Assignability(this.#before, this.#after);
    this.#backward = new Assignability(this.#after, this.#before);
  }

  run(): readonly Change[] {
    const { surface: old } = this.#old;
    const { surface: next } = this.#new;
    if (old.clientName !== next.clientName) {
      const places = { old: this.#old.model.info.location, new: this.#new.model.info.location };
      const names = { before: old.clientName, after: next.clientName };
      this.#add({ subject: "client class", places }, "client", old.clientName, names);
    }
    const removed = this.#operations();
    this.#types(removed);
    return this.#changes;
  }

  /** Compares the operations that stand on both sides; gives the keys of those that went. */
  #operations(): ReadonlySet<string> {
    const match = matchOperations(this.#old.model.operations, this.#new.model.operations, {
      old: basePathOf(this.#old.model),
      new: basePathOf(this.#new.model),
    });
    const before = byKey(this.#old.surface.operations);
    const after = byKey(this.#new.surface.operations);
    for (const [old, next] of match.both) {
      const [was, is] = [before.get(old.key), after.get(next.key)];
      if (was && is)
        this.#operation(placeOf(old, next), was, is, old.operationId !== next.operationId);
    }
    return new Set(match.removed.map(({ key }) => key));
  }

  #operation(place: Place, old: SurfaceOperation, next: SurfaceOperation, renamed: boolean): void {
    const before = `${old.group}.${old.name}`;
    const after = `${next.group}.${next.name}`;
    // A changed operationId is told of on its own.
    if (before !== after && !renamed) this.#add(place, "method", before, { before, after });
    this.#arguments(place, old.members, next.members);
    if (!this.#backward.holds(next.result, old.result)) {
      this.#add(
        { ...place, flow: "response" },
        "result",
        next.name,
        types(old.result, next.result),
      );
    }
  }

  #arguments(place: Place, old: readonly RequestMember[], next: readonly RequestMember[]): void {
    const at: Place = { ...place, flow: "request" };
    const after = new Map(next.map((member) => [member.name, member]));
    for (const member of old) {
      const now = after.get(member.name);
      if (!now) this.#add(at, "argument-removed", member.name, {});
      else if (now.required && !member.required) this.#add(at, "argument-required", now.name, {});
      else if (!this.#forward.holds(member.type, now.type)) {
        this.#add(at, "argument-type", now.name, types(member.type, now.type));
      }
    }
    const known = new Set(old.map(({ name }) => name));
    for (const { name, required } of next) {
      if (required && !known.has(name)) this.#add(at, "argument-required", name, {});
    }
  }

  #types(removedOperations: ReadonlySet<string>): void {
    const renamed = new Map(this.#new.surface.types.map((type) => [originOf(type), type]));
    for (const old of this.#old.surface.types) {
      const next = this.#after.declarations.get(old.name);
      if (next) {
        this.#type(old, next);
        continue;
      }
      if (removedOperations.has(old.origin)) continue;
      const other = renamed.get(originOf(old));
      const isNew = other && !this.#before.declarations.has(other.name);
      if (isNew) {
        const names = { before: old.name, after: other.name };
        this.#add(this.#placeOfType(old, other), "type-renamed", old.name, names);
      } else this.#add(this.#placeOfType(old), "type-removed", old.name, {});
    }
  }

  #type(old: TypeDeclaration, next: TypeDeclaration): void {
    const place = this.#placeOfType(old, next);
    const direction = this.#directionOf(old.name);
    const values = new Set(next.values?.map(({ name }) => name));
    for (const { name } of old.values ?? []) {
      if (!values.has(name)) this.#add(place, "enum-constant-removed", `${old.name}.${name}`, {});
    }
    this.#shape({ place, direction, path: old.name }, old.type, next.type);
  }

  /** A type that no operation names may be used either way. */
  #directionOf(name: string): Direction {
    const sent = this.#travels.some((travel) => travel.sent.has(name));
    const received = this.#travels.some((travel) => travel.received.has(name));
    if (sent === received) return "both";
    return sent ? "request" : "response";
  }

  #shape(at: ShapePlace, old: TypeExpression, next: TypeExpression): void {
    const before = inlineObject(old, this.#before);
    const after = inlineObject(next, this.#after);
    if (old.kind === "array" && next.kind === "array") {
      this.#shape({ ...at, path: `${at.path}[]` }, old.element, next.element);
    } else if (before && after) this.#members(at, before, after);
    else if (!this.#fits(at.direction, old, next)) {
      this.#add(at.place, "type", at.path, types(old, next));
    }
  }

  #members(at: ShapePlace, before: Members, after: Members): void {
    const { place, direction, path } = at;
    for (const [name, old] of before) {
      const next = after.get(name);
      const member = `${path}.${name}`;
      if (!next) {
        this.#add(place, "member-removed", member, {});
        continue;
      }
      const widened = !old.optional && next.optional && direction !== "request";
      const narrowed = old.optional && !next.optional && direction !== "response";
      if (widened) this.#add(place, "member-optional", member, {});
      if (narrowed) this.#add(place, "member-required", member, {});
      this.#shape({ place, direction, path: member }, old.type, next.type);
    }
    if (direction === "response") return;
    for (const [name, { optional }] of after) {
      if (!optional && !before.has(name)) {
        this.#add(place, "member-required", `${path}.${name}`, {});
      }
    }
  }

  #fits(direction: Direction, old: TypeExpression, next: TypeExpression): boolean {
    const sent = direction === "response" || this.#forward.holds(old, next);
    return sent && (direction === "request" || this.#backward.holds(next, old));
  }

  #placeOfType(old: TypeDeclaration, next?: TypeDeclaration): Place {
    const before = originPlace(this.#old.model, old.origin);
    const after = next && originPlace(this.#new.model, next.origin);
    const operation = after?.operation ?? before.operation;
    return {
      subject: `type \`${old.name}\``,
      ...(operation !== undefined && { operation }),
      places: {
        ...(before.location && { old: before.location }),
        ...(after?.location && { new: after.location }),
      },
    };
  }

  #add(place: Place, aspect: string, name: string, ends: Pick<Details, "before" | "after">): void {
    this.#changes.push({ ...place, kind: "surface", details: { aspect, name, ...ends } });
  }
}

function types(before: TypeExpression, after: TypeExpression): Pick<Details, "before" | "after"> {
  return { before: describeType(before), after: describeType(after) };
}

type Members = ReturnType<typeof membersOf>;

interface ShapePlace {
  readonly place: Place;
  readonly direction: Direction;
  /** From the named type on: `Pet.owner.tags[]`. */
  readonly path: string;
}

function worldOf({ types }: SdkSurface): TypeWorld {
  return { declarations: new Map(types.map((type) => [type.name, type])) };
}

function byKey(operations: readonly SurfaceOperation[]): ReadonlyMap<string, SurfaceOperation> {
  return new Map(operations.map((operation) => [operation.key, operation]));
}

/** The members of what is written as an object; a reference is compared where it is declared. */
function inlineObject(type: TypeExpression, world: TypeWorld): Members | undefined {
  if (type.kind === "reference") return undefined;
  const object = objectOf(type, world);
  return object && membersOf(object, world);
}

/** What a type comes from and which way it travels; types of the same origin are the same type by another name. */
function originOf({ origin, direction }: TypeDeclaration): string {
  return `${direction} ${origin}`;
}

function placeOf(old: Operation, next: Operation): Place {
  return {
    operation: next.key,
    subject: "operation",
    tags: next.tags,
    places: { old: old.location, new: next.location },
  };
}

function originPlace(
  model: ApiModel,
  origin: string,
): Pick<Place, "operation"> & { readonly location?: Operation["location"] } {
  const schema = model.components.schemas.get(origin);
  if (schema) return { location: schema.location };
  const operation = model.operations.find(({ key }) => key === origin);
  return operation ? { operation: operation.key, location: operation.location } : {};
}
