import type { JsonObject } from "../util/json.js";

const orders = new WeakMap<object, readonly string[]>();

/** Keeps the order in which an object's keys were written, where JavaScript changed it. */
export function rememberKeyOrder(object: object, keys: readonly string[]): void {
  orders.set(object, keys);
}

/**
 * The keys of a parsed object in the order of its text. JavaScript puts keys such as "404" before all others,
 * by number; where that changed the order, parsing kept it.
 */
export function keysInOrder(object: JsonObject): readonly string[] {
  return orders.get(object) ?? Object.keys(object);
}

/** Gives a changed copy of an object the order of the original: keys gone are left out, new ones follow. */
export function copyKeyOrder(from: JsonObject, to: JsonObject): void {
  const order = orders.get(from);
  if (!order) return;
  const known = new Set(order);
  const kept = order.filter((key) => Object.hasOwn(to, key));
  orders.set(to, [...kept, ...Object.keys(to).filter((key) => !known.has(key))]);
}
