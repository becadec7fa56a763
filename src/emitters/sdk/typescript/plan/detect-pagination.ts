import type { Operation, Parameter } from "../../../../model/index.js";
import type { RequestMember, SurfaceOperation } from "../../surface.js";
import type { TypeExpression } from "../../type-expression.js";
import { resolveSchema, type SchemaMap } from "../types/schema-facts.js";
import {
  type DeclaredTypes,
  elementOf,
  type Field,
  membersOf,
  plainType,
  scalarKind,
} from "./member-view.js";
import type { PagingPlan } from "./sdk-plan.js";

/** What the next page is asked with: a member of the request, or of its body. */
interface Input {
  /** The name on the wire, as `normal` makes it. */
  readonly key: string;
  readonly path: readonly string[];
  readonly scalar: "string" | "number";
}

/** What is known of an operation while its paging is looked for. */
interface Subject {
  readonly schemas: SchemaMap;
  readonly operation: Operation;
  readonly inputs: readonly Input[];
  readonly fields: readonly Field[];
  readonly items: readonly string[];
  readonly element: TypeExpression;
  readonly types: DeclaredTypes;
}

type Strategy = (subject: Subject) => Omit<PagingPlan, "items" | "element"> | undefined;

/** Finds how an operation is paged from the names and types of its parameters and its answer. */
export function detectPaging(
  operation: Operation,
  surface: SurfaceOperation,
  types: DeclaredTypes,
  schemas: SchemaMap,
): PagingPlan | undefined {
  const { method } = operation;
  if (method !== "GET" && method !== "POST" && method !== "QUERY") return undefined;
  const list = findItems(operation, surface.result, types);
  if (!list) return undefined;
  const fields = pagingFields(surface.result, types);
  const subject = { operation, inputs: inputsOf(surface, types), fields, types, schemas, ...list };
  const strategies = method === "GET" ? ALL : [byCursor];
  for (const strategy of strategies) {
    const found = strategy(subject);
    if (found) return { ...found, items: list.items, element: list.element };
  }
  return undefined;
}

/** A name without case and punctuation. */
function normal(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

const LIST_NAMES = ["data", "items", "results", "records", "entries", "values", "list", "value"];
const ASIDE = /^(?:errors?|warnings?|links?|included|messages|facets|aggregations|columns|fields)$/;
const WRAPPERS = /^(?:data|results?|response|payload|embedded|body|list)$/;

/** The list that a body holds: itself, the member with a telling name, or the only one there is. */
export function findItems(
  operation: Operation,
  result: TypeExpression,
  types: DeclaredTypes,
): Pick<Subject, "items" | "element"> | undefined {
  const whole = elementOf(result, types);
  if (whole) return { items: [], element: whole };
  const members = [...membersOf(result, types)];
  const direct = chooseList(operation, members, types);
  if (direct) return direct;
  for (const [name, type] of members) {
    if (!WRAPPERS.test(normal(name))) continue;
    const inner = chooseList(operation, [...membersOf(type, types)], types);
    if (inner) return { ...inner, items: [name, ...inner.items] };
  }
  return undefined;
}

function chooseList(
  { path }: Operation,
  members: readonly (readonly [string, TypeExpression])[],
  types: DeclaredTypes,
): Pick<Subject, "items" | "element"> | undefined {
  const lists = members.flatMap(([name, type]) => {
    const element = elementOf(type, types);
    return element ? [{ key: normal(name), items: [name], element }] : [];
  });
  const segments = path.segments.flatMap((part) => (part.kind === "static" ? [part.text] : []));
  const named = [...LIST_NAMES, ...segments.reverse().map(normal).slice(0, 1)];
  for (const wanted of named) {
    const found = lists.find(({ key }) => key === wanted);
    if (found) return found;
  }
  const main = lists.filter(({ key }) => !ASIDE.test(key));
  return main.length === 1 ? main[0] : undefined;
}

/** Members that hold what a body says of its pages. */
const CONTAINERS =
  /^(?:meta|metadata|pagination|paging|pages?|pageinfo|paginginfo|pagedetails|links?|next|nextpage|responsemetadata|cursors?|navigation|listmeta|result|results|data|response)$/;

/** The scalar fields of a body that may speak of its pages, those that only some of its forms have among them. */
function pagingFields(
  type: TypeExpression,
  types: DeclaredTypes,
  path: readonly string[] = [],
): Field[] {
  const plain = plainType(type, types);
  if (plain.kind === "union" && path.length < MAX_DEPTH + 1) {
    return plain.members.flatMap((variant) => pagingFields(variant, types, path));
  }
  return [...membersOf(plain, types)].flatMap(([name, member]) => {
    const at = [...path, name];
    if (scalarKind(member, types)) return [{ path: at, type: member }];
    const isInside = path.length < MAX_DEPTH && CONTAINERS.test(normal(name));
    return isInside ? pagingFields(member, types, at) : [];
  });
}

/** How deep such fields stand at most. */
const MAX_DEPTH = 3;

function inputsOf(surface: SurfaceOperation, types: DeclaredTypes): Input[] {
  return surface.members.flatMap((member) =>
    member.source.kind === "body"
      ? [...membersOf(member.type, types)].flatMap(([name, type]) =>
          input(name, [member.name, name], type, types),
        )
      : input(queryName(member), [member.name], member.type, types),
  );
}

function queryName({ source }: RequestMember): string {
  return source.kind === "parameter" && source.in === "query" ? source.wireName : "";
}

function input(
  name: string,
  path: readonly string[],
  type: TypeExpression,
  types: DeclaredTypes,
): Input[] {
  const scalar = scalarKind(type, types);
  const isUsable = name !== "" && (scalar === "string" || scalar === "number");
  return isUsable ? [{ key: normal(name), path, scalar }] : [];
}

/** Further names of the field that a parameter takes, beside its own with `next` before it. */
const CURSOR_FIELDS: Readonly<Record<string, readonly string[]>> = {
  cursor: ["nextcursor", "endcursor", "cursor", "nexttoken"],
  after: ["endcursor", "nextcursor", "after", "lastid"],
  startingafter: ["nextcursor", "lastid"],
  pagetoken: ["nextpagetoken", "nexttoken"],
  token: ["nexttoken", "nextpagetoken"],
  nexttoken: ["nexttoken"],
  nextpagetoken: ["nextpagetoken"],
  nextcursor: ["nextcursor"],
  nextmarker: ["nextmarker"],
  marker: ["nextmarker", "marker"],
  continuationtoken: ["nextcontinuationtoken", "continuationtoken", "nexttoken"],
  continuation: ["nextcontinuation", "continuation", "continuationtoken"],
  continue: ["continue", "nextcontinue"],
  scrollid: ["scrollid", "nextscrollid"],
  pagecursor: ["nextpagecursor", "nextcursor"],
};

/** The body names a cursor, and a parameter takes it. */
function byCursor({ inputs, fields, types }: Subject): ReturnType<Strategy> {
  const more = flagPath(fields, types);
  for (const { key, path, scalar } of inputs) {
    if (key === "marker" && inputs.some((other) => other.key === "offset")) continue;
    const names = [`next${key}`, ...(CURSOR_FIELDS[key] ?? [])];
    const isTold = (field: Field): boolean => {
      const [last = "", parent = ""] = [...field.path].reverse().map(normal);
      const kind = scalarKind(field.type, types);
      // A count such as `page` is no cursor where the body only repeats it as a number.
      if (kind !== scalar && kind !== "string") return false;
      if (last === "lastid" && !more) return false;
      return (
        names.includes(last) ||
        (parent.startsWith("next") && last === key) ||
        (/cursor|token|marker|after/.test(key) &&
          /^cursors?$/.test(parent) &&
          /^(?:next|after)$/.test(last))
      );
    };
    const found = names
      .map((name) =>
        fields.find((field) => isTold(field) && normal(field.path.at(-1) ?? "") === name),
      )
      .concat(fields.find(isTold))
      .find((field) => field !== undefined);
    if (!found) continue;
    return { next: "nextByCursor", cursor: found.path, parameter: path, ...(more && { more }) };
  }
  return undefined;
}

const URL_FIELDS =
  /^(?:next(?:page)?(?:url|uri|link|href)|odatanextlink|(?:links?|nextpage|pages?|paging|linkspages)?next(?:href|url|uri|link)?)$/;

/** The body names the address of the next page. */
function byUrl({ fields, inputs, types }: Subject): ReturnType<Strategy> {
  const counts = inputs.some(({ key, scalar }) => scalar === "number" && COUNTED.test(key));
  const found = fields.find(({ path, type }) => {
    if (scalarKind(type, types) !== "string") return false;
    const keys = path.map(normal);
    const name = keys
      .slice(-3)
      .join("")
      .replace(/^(?:meta|metadata|pagination|data|response)/, "");
    if (!URL_FIELDS.test(name)) return false;
    // A bare `next` may be a cursor: an address where pages are counted.
    return name !== "next" || counts;
  });
  return found && { next: "nextByUrl", cursor: found.path };
}

/** The next page starts behind the last item of this one, and a flag tells whether there is one. */
function byLastItem({ inputs, fields, element, types }: Subject): ReturnType<Strategy> {
  const input = inputs.find(({ key }) => key === "startingafter" || key === "after");
  const more = flagPath(fields, types);
  if (!input || !more || !membersOf(element, types).has("id")) return undefined;
  return { next: "nextByLastItem", cursor: ["id"], parameter: input.path, more };
}

/** The answer's `Link` header names the address. */
function byLink({ operation, inputs }: Subject): ReturnType<Strategy> {
  const isPaged = inputs.some(
    ({ key }) => COUNTED.test(key) || /^(?:after|cursor|perpage|limit|since)$/.test(key),
  );
  const hasLink = operation.responses.some(
    ({ status, response }) =>
      status.startsWith("2") && response.headers?.some(({ name }) => normal(name) === "link"),
  );
  return isPaged && hasLink ? { next: "nextByLink" } : undefined;
}

const PAGE = /^(?:page|pagenumber|pagenum|pageno|pageindex)$/;
const OFFSET = /^(?:offset|skip|startindex)$/;
const COUNTED = /^(?:page|pagenumber|pagenum|pageno|pageindex|offset|skip|startindex)$/;

/** A parameter takes the number of the page. */
function byPage(subject: Subject): ReturnType<Strategy> {
  return byCount(subject, PAGE, "nextByPage", 1);
}

/** A parameter takes the number of items to leave out. */
function byOffset(subject: Subject): ReturnType<Strategy> {
  return byCount(subject, OFFSET, "nextByOffset", 0);
}

function byCount(
  { operation, inputs, fields, types, schemas }: Subject,
  name: RegExp,
  next: PagingPlan["next"],
  usual: number,
): ReturnType<Strategy> {
  const input = inputs.find(({ key, scalar }) => scalar === "number" && name.test(key));
  if (!input) return undefined;
  const parameter = operation.parameters.find(
    (one) => one.in === "query" && normal(one.name) === input.key,
  );
  const start = firstValue(parameter, schemas);
  const more = flagPath(fields, types);
  return {
    next,
    parameter: input.path,
    ...(start !== undefined && start !== usual && { start }),
    ...(more && { more }),
  };
}

/** The number that stands for the first page; a minimum of 0 says that counting starts there. */
function firstValue(parameter: Parameter | undefined, schemas: SchemaMap): number | undefined {
  const schema = parameter?.schema && resolveSchema(parameter.schema, schemas);
  if (schema?.kind !== "schema") return undefined;
  if (typeof schema.default === "number") return schema.default;
  return schema.minimum === 0 ? 0 : undefined;
}

function flagPath(fields: readonly Field[], types: DeclaredTypes): readonly string[] | undefined {
  return fields.find(
    ({ path, type }) =>
      /^(?:hasmore|hasnext|hasnextpage|more)$/.test(normal(path.at(-1) ?? "")) &&
      plainType(type, types).kind === "primitive" &&
      scalarKind(type, types) === "boolean",
  )?.path;
}

const ALL: readonly Strategy[] = [byCursor, byUrl, byLastItem, byLink, byPage, byOffset];
