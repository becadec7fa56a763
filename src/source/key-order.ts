import type { JsonObject } from "../util/json.js";

const orders = new WeakMap<object, readonly string[]>();
/** Most runs meet no such object, and then look nothing up. */
let isUsed = false;

/** Keeps the order in which an object's keys were written, where JavaScript changed it. */
export function rememberKeyOrder(object: object, keys: readonly string[]): void {
  orders.set(object, keys);
  isUsed = true;
}

/** Whether some object of this run has its keys in another order than JavaScript gives. */
export function isOrderKept(): boolean {
  return isUsed;
}

/**
 * The keys of a parsed object in the order of its text. JavaScript puts keys such as "404" before all others,
 * by number; where that changed the order, parsing kept it.
 */
export function keysInOrder(object: JsonObject): readonly string[] {
  const keys = Object.keys(object);
  const order = isUsed ? orders.get(object) : undefined;
  if (!order) return keys;
  // A copy may have lost keys since, and gained others.
  const known = new Set(order);
  const kept = order.filter((key) => Object.hasOwn(object, key));
  return [...kept, ...keys.filter((key) => !known.has(key))];
}

/** Gives a copy of an object the order of the original. */
export function copyKeyOrder(from: JsonObject, to: JsonObject): void {
  const order = orders.get(from);
  if (order) orders.set(to, order);
}
