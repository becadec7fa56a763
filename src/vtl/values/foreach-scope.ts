import { JavaMap } from "./map.js";
import { elementText } from "./text.js";
import type { JavaType, Value } from "./value.js";
import { JavaObject } from "./value.js";

/** What a scope knows of the directive that it belongs to. */
export interface ScopeOwner {
  readonly at: { readonly line: number; readonly column: number };
}

/** `$foreach`: where a loop stands, and a map for what the template keeps in it. */
export class ForeachScope extends JavaMap {
  /** The directive that `#break($foreach)` ends. */
  readonly owner: ScopeOwner;
  readonly parent: ForeachScope | null;
  /** What `$foreach` was before, when it was no loop. */
  readonly replaced: Value;
  index = -1;
  hasNext = false;

  constructor(owner: ScopeOwner, previous: Value) {
    super("hashed");
    this.owner = owner;
    this.parent = previous instanceof ForeachScope ? previous : null;
    this.replaced = this.parent === null ? previous : this.parent.replaced;
  }

  override get javaType(): JavaType {
    return "org.apache.velocity.runtime.directive.ForeachScope";
  }

  override get isPlain(): boolean {
    return false;
  }

  override get(key: Value): Value {
    const own = super.get(key);
    if (own !== null || this.parent === null || this.has(key)) return own;
    return this.parent.get(key);
  }

  /** The outermost loop. */
  get topmost(): ForeachScope {
    return this.parent === null ? this : this.parent.topmost;
  }

  /** How many loops surround this place. */
  get depth(): number {
    return this.parent === null ? 1 : this.parent.depth + 1;
  }
}

/** `$foreach.info` */
export class ScopeInfo extends JavaObject {
  readonly scope: ForeachScope;

  constructor(scope: ForeachScope) {
    super();
    this.scope = scope;
  }

  get javaType(): JavaType {
    return "org.apache.velocity.runtime.directive.Scope$Info";
  }

  toText(): string {
    const { depth, owner } = this.scope;
    const nested = depth > 1 ? ` depth:${elementText(depth)}` : "";
    return `#foreach[type:block${nested} template:t line:${owner.at.line} column:${owner.at.column}]`;
  }
}
