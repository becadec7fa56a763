import { JavaMap } from "../values/map.js";

/** `$context` and the maps in it: in the order of a java.util.HashMap, and without a text of their own. */
export class GatewayMap extends JavaMap {
  constructor() {
    super("hashed");
  }

  override toText(): string {
    return "";
  }
}
