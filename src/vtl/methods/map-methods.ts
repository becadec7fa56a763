import { equalValues } from "../values/compare.js";
import { JavaMap } from "../values/map.js";
import { MapView } from "../values/map-view.js";
import type { MapEntry } from "../values/map-view.js";
import type { Methods } from "./java-class.js";
import { VOID, takes } from "./signature.js";

/** java.util.Map */
export const mapMethods: Methods<JavaMap> = {
  get: takes(["Object"], (self: JavaMap, key) => self.get(key)),
  put: takes(["Object", "Object"], (self: JavaMap, key, value) => self.put(key, value)),
  remove: [
    takes(["Object"], (self: JavaMap, key) => self.remove(key)),
    takes(["Object", "Object"], (self: JavaMap, key, value) => {
      if (!self.has(key) || !equalValues(self.get(key), value)) return false;
      self.remove(key);
      return true;
    }),
  ],
  size: takes([], (self: JavaMap) => self.size),
  isEmpty: takes([], (self: JavaMap) => self.size === 0),
  containsKey: takes(["Object"], (self: JavaMap, key) => self.has(key)),
  containsValue: takes(["Object"], (self: JavaMap, value) =>
    new MapView(self, "values").contains(value),
  ),
  keySet: takes([], (self: JavaMap) => new MapView(self, "keys")),
  values: takes([], (self: JavaMap) => new MapView(self, "values")),
  entrySet: takes([], (self: JavaMap) => new MapView(self, "entries")),
  putAll: takes(["Map"], (self: JavaMap, other) => {
    for (const key of other.keys()) self.put(key, other.get(key));
    return VOID;
  }),
  clear: takes([], (self: JavaMap) => {
    self.clear();
    return VOID;
  }),
  getOrDefault: takes(["Object", "Object"], (self: JavaMap, key, fallback) =>
    self.has(key) ? self.get(key) : fallback,
  ),
  putIfAbsent: takes(["Object", "Object"], (self: JavaMap, key, value) => {
    const old = self.get(key);
    if (old === null) self.put(key, value);
    return old;
  }),
  replace: [
    takes(["Object", "Object"], (self: JavaMap, key, value) =>
      self.has(key) ? self.put(key, value) : null,
    ),
    takes(["Object", "Object", "Object"], (self: JavaMap, key, old, value) => {
      if (!self.has(key) || !equalValues(self.get(key), old)) return false;
      self.put(key, value);
      return true;
    }),
  ],
  clone: takes([], (self: JavaMap) => {
    const copy = new JavaMap();
    for (const key of self.keys()) copy.put(key, self.get(key));
    return copy;
  }),
};

/** java.util.Map.Entry */
export const entryMethods: Methods<MapEntry> = {
  getKey: takes([], (self: MapEntry) => self.key),
  getValue: takes([], (self: MapEntry) => self.value),
  setValue: takes(["Object"], (self: MapEntry, value) => self.setValue(value)),
};
