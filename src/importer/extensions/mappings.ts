import {
  parseMappingExpression,
  type MappingNotation,
} from "../../expression/mapping-expression.js";
import { parseMappingTarget } from "../../expression/mapping-target.js";
import type { Named, ParameterMapping, Template, Value } from "../../model/index.js";
import { describeValue } from "../describe-value.js";
import { diagnostic } from "../diagnostics.js";
import type { Draft } from "../draft.js";
import { asIntrinsic } from "../intrinsic.js";
import type { ObjectReader } from "../object-reader.js";
import type { RawMember } from "../run.js";
import { report } from "../run.js";

/** Reads the parameter mappings at a member; what is no string is dropped, as the service does. */
export function readMappings(owner: ObjectReader, key: string): ParameterMapping[] | undefined {
  const reader = owner.object(key);
  return reader?.all().flatMap((member) => {
    const mapping = readMapping(member, reader);
    return mapping ? [mapping] : [];
  });
}

function readMapping(member: RawMember, owner: ObjectReader): ParameterMapping | undefined {
  const source = scalar(member, owner, "A parameter mapping");
  if (source === undefined) return undefined;
  const { name: target, location } = member;
  const mapping: Draft<ParameterMapping> = { location, target, source };
  const notation = notationOf(target);
  const isRoute = typeof source === "string" && source.startsWith("route.request.");
  const expression =
    typeof source === "string"
      ? parseMappingExpression(source, isRoute ? "websocket" : notation)
      : undefined;
  if (expression) mapping.expression = expression;
  else if (typeof source === "string") {
    report(owner.scope, diagnostic("mapping-not-understood", location, [source]));
  }
  if (notation === "rest" && !parseMappingTarget(target)) {
    report(owner.scope, diagnostic("mapping-target-unknown", location, [target]));
  }
  return mapping;
}

/** HTTP APIs write actions and bare names, REST APIs full paths. */
function notationOf(target: string): MappingNotation {
  return /^(integration|method|gatewayresponse)\./.test(target) ? "rest" : "http";
}

/** Reads the mapping templates at a member, each with its media type. */
export function readTemplates(owner: ObjectReader, key: string): Template[] | undefined {
  const reader = owner.object(key);
  return reader?.all().flatMap((member): Template[] => {
    const text = scalar(member, reader, "A mapping template");
    if (text === undefined) return [];
    return [{ location: member.location, mediaType: member.name, text }];
  });
}

/** Reads strings by name, such as the templates of gateway responses. */
export function readTexts(owner: ObjectReader, key: string): Named<Value<string>>[] | undefined {
  const reader = owner.object(key);
  return reader?.all().flatMap((member) => {
    const value = scalar(member, reader, "The value");
    return value === undefined ? [] : [{ name: member.name, value }];
  });
}

function scalar(member: RawMember, owner: ObjectReader, what: string): Value<string> | undefined {
  if (typeof member.value === "string") return member.value;
  const intrinsic = asIntrinsic(member.value);
  if (intrinsic) return intrinsic;
  const found = describeValue(member.value);
  report(owner.scope, diagnostic("wrong-type", member.location, [what, "a string", found]));
  return undefined;
}
