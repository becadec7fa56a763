import { ScopeInfo } from "../values/foreach-scope.js";
import type { ForeachScope } from "../values/foreach-scope.js";
import type { Methods } from "./java-class.js";
import { takes } from "./signature.js";

/** `$foreach` */
export const foreachMethods: Methods<ForeachScope> = {
  getIndex: takes([], (self: ForeachScope) => self.index),
  getCount: takes([], (self: ForeachScope) => self.index + 1),
  hasNext: takes([], (self: ForeachScope) => self.hasNext),
  getHasNext: takes([], (self: ForeachScope) => self.hasNext),
  isFirst: takes([], (self: ForeachScope) => self.index < 1),
  getFirst: takes([], (self: ForeachScope) => self.index < 1),
  isLast: takes([], (self: ForeachScope) => !self.hasNext),
  getLast: takes([], (self: ForeachScope) => !self.hasNext),
  getParent: takes([], (self: ForeachScope) => self.parent),
  getTopmost: takes([], (self: ForeachScope) => self.topmost),
  getReplaced: takes([], (self: ForeachScope) => self.replaced),
  getInfo: takes([], (self: ForeachScope) => new ScopeInfo(self)),
};

/** `$foreach.info` */
export const scopeInfoMethods: Methods<ScopeInfo> = {
  getName: takes([], () => "foreach"),
  getType: takes([], () => "block"),
  getDepth: takes([], (self: ScopeInfo) => self.scope.depth),
  getTemplate: takes([], () => "t"),
  getLine: takes([], (self: ScopeInfo) => self.scope.owner.at.line),
  getColumn: takes([], (self: ScopeInfo) => self.scope.owner.at.column),
};
