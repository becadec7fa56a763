import { JavaList } from "../values/list.js";
import type { JavaType } from "../values/value.js";
import { writeJson } from "./json-writer.js";

/** net.minidev.json.JSONArray: a list from parsed JSON; unlike other lists it prints as JSON. */
export class JsonArray extends JavaList {
  override get javaType(): JavaType {
    return "net.minidev.json.JSONArray";
  }

  override toText(): string {
    return writeJson(this, true);
  }
}
