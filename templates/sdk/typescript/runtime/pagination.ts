import { ApiPromise, type Exchange } from "./api-promise.js";
import type { Client } from "./client.js";
import { ApiError } from "./errors.js";
import type { Operation, ParameterEntry } from "./operation.js";
import type { RequestOptions } from "./options.js";

/** One page of a list. */
export interface Page<T, I> {
  readonly items: readonly I[];
  /** The body that holds them. */
  readonly data: T;
  readonly response: Response;
}

/** How far to go; to the end unless told. */
export interface PageLimits {
  readonly maxPages?: number | undefined;
}

/** How far to go; to the end unless told. */
export interface ItemLimits extends PageLimits {
  readonly maxItems?: number | undefined;
}

/** Pages that lead nowhere: the same one came twice, or what should be a list is none. */
export class PaginationError extends ApiError {
  override readonly name = "PaginationError";
  declare readonly status: undefined;
}

/** How an operation is paged. */
export interface Paging {
  /** The call that gives the next page; undefined behind the last one. */
  readonly next: (page: Page<unknown, unknown>, turn: Turn) => Turn | undefined;
  /** The members that lead to the items; empty: the body is the list. */
  readonly items: readonly string[];
  /** The members that lead to the next cursor or address: in the body, or in the last item. */
  readonly cursor?: readonly string[];
  /** The member of the request, or of its body, that takes the cursor, offset or page. */
  readonly parameter?: readonly string[];
  /** The members that lead to a flag: whether there are more. */
  readonly more?: readonly string[];
  /** The first page or offset; 1 or 0 unless told. */
  readonly start?: number;
}

/** One of the calls that a list is made of. */
export interface Turn {
  readonly paging: Paging;
  readonly operation: Operation;
  readonly request: object;
  readonly options: RequestOptions;
  /** What led here; coming here twice is a loop. */
  readonly token?: string;
  /** The items of the page before, where pages are counted. */
  readonly content?: string;
}

/** Calls an operation that is paged. */
export function paginate<T, I, E>(
  client: Client,
  operation: Operation,
  paging: Paging,
  request: object,
  options: RequestOptions = {},
): PagePromise<T, I, E> {
  const turn = { paging, operation, request, options };
  const wrap = (exchange: Promise<Exchange>): PagePromise<T, I, E> =>
    new PagePromise(exchange, client, turn);
  return client.call<T, E, PagePromise<T, I, E>>(
    operation,
    request,
    options,
    wrap,
  );
}

/**
 * A call under way whose answer is the first page of a list: awaiting it gives that page's body, iterating gives the
 * items of all pages. Each further page is asked for when the items before it are used up.
 */
export class PagePromise<T, I, E = ApiError>
  extends ApiPromise<T, E>
  implements AsyncIterable<I>
{
  readonly #client: Client;
  readonly #first: Turn;

  constructor(exchange: Promise<Exchange>, client: Client, first: Turn) {
    super(exchange);
    this.#client = client;
    this.#first = first;
  }

  [Symbol.asyncIterator](): AsyncGenerator<I, void, undefined> {
    return this.items();
  }

  /** The first page, and the call that gives the next one. */
  async first(): Promise<Page<T, I> & { readonly next: Turn | undefined }> {
    const { data, response } = await this.withResponse();
    const turn = this.#first;
    const page = { items: listAt<I>(data, turn, response), data, response };
    return { ...page, next: turn.paging.next(page, turn) };
  }

  /** The pages, one request each. */
  async *pages(
    limits: PageLimits = {},
  ): AsyncGenerator<Page<T, I>, void, undefined> {
    const { maxPages = Infinity } = limits;
    const seen = new Set<string>();
    let answer = this.withResponse();
    let turn = this.#first;
    for (let count = 1; count <= maxPages; count++) {
      const { data, response } = await answer;
      const items = listAt<I>(data, turn, response);
      const page = { items, data, response };
      yield page;
      const next = count < maxPages && turn.paging.next(page, turn);
      if (!next) return;
      const { token = "" } = next;
      if (seen.has(token)) throw fault("the same page came twice", turn);
      seen.add(token);
      turn = next;
      const { operation, request, options } = next;
      const call = this.#client.call<T, E>(operation, request, options);
      answer = call.withResponse();
    }
  }

  /** The items of all pages. */
  async *items(limits: ItemLimits = {}): AsyncGenerator<I, void, undefined> {
    const { maxItems = Infinity } = limits;
    let count = 0;
    if (maxItems <= 0) return;
    for await (const page of this.pages(limits)) {
      for (const item of page.items) {
        yield item;
        if (++count >= maxItems) return;
      }
    }
  }

  /** The items of all pages as one list. */
  async collect(limits: ItemLimits = {}): Promise<I[]> {
    const all: I[] = [];
    for await (const item of this.items(limits)) all.push(item);
    return all;
  }
}

/** The body names the cursor of the next page. */
export function nextByCursor(
  { data }: Page<unknown, unknown>,
  turn: Turn,
): Turn | undefined {
  const { cursor = [], more } = turn.paging;
  if (more && at(data, more) === false) return undefined;
  return withCursor(turn, at(data, cursor));
}

/** The next page starts behind the last item. */
export function nextByLastItem(
  { items, data }: Page<unknown, unknown>,
  turn: Turn,
): Turn | undefined {
  const { cursor = [], more } = turn.paging;
  if (items.length === 0 || (more && at(data, more) !== true)) return undefined;
  return withCursor(turn, at(items.at(-1), cursor));
}

/** Pages are counted; an empty one, or the body's flag, is the end. */
export function nextByPage(
  page: Page<unknown, unknown>,
  turn: Turn,
): Turn | undefined {
  return counted(page, turn, (current = 1) => current + 1);
}

/** Items are counted; an empty page, or the body's flag, is the end. */
export function nextByOffset(
  page: Page<unknown, unknown>,
  turn: Turn,
): Turn | undefined {
  return counted(page, turn, (current = 0) => current + page.items.length);
}

/** The body names the address of the next page. */
export function nextByUrl(
  { data, response }: Page<unknown, unknown>,
  turn: Turn,
): Turn | undefined {
  const { cursor = [], more } = turn.paging;
  if (more && at(data, more) === false) return undefined;
  const url = at(data, cursor);
  return typeof url === "string" && url
    ? withUrl(turn, url, response)
    : undefined;
}

/** The `Link` header names the address of the next page (RFC 8288). */
export function nextByLink(
  { response }: Page<unknown, unknown>,
  turn: Turn,
): Turn | undefined {
  const links = response.headers.get("link") ?? "";
  for (const [, url = "", rest = ""] of links.matchAll(/<([^>]*)>([^<]*)/g)) {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(rest);
    const relations = (rel?.[1] ?? rel?.[2] ?? "").toLowerCase().split(/\s+/);
    if (relations.includes("next")) return withUrl(turn, url, response);
  }
  return undefined;
}

function withCursor(turn: Turn, cursor: unknown): Turn | undefined {
  if (typeof cursor !== "number" && (typeof cursor !== "string" || !cursor)) {
    return undefined;
  }
  return withParameter(turn, cursor, String(cursor));
}

/** A server that does not read the parameter answers the same page again. */
function counted(
  { items, data }: Page<unknown, unknown>,
  turn: Turn,
  advance: (current: number | undefined) => number,
): Turn | undefined {
  const { more, start, parameter = [] } = turn.paging;
  if (items.length === 0 || (more && at(data, more) === false))
    return undefined;
  const given = at(turn.request, parameter) ?? start;
  const next = advance(given === undefined ? undefined : Number(given));
  const content = JSON.stringify(items, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  if (turn.content === content) throw fault("the same page came twice", turn);
  return { ...withParameter(turn, next, String(next)), content };
}

function withParameter(turn: Turn, value: unknown, token: string): Turn {
  const { parameter = [] } = turn.paging;
  const request = replaced(turn.request, parameter, value) as object;
  return { ...turn, request, options: further(turn.options), token };
}

/**
 * The call of an address that the server gave. What it asks for is asked of the server that is configured: neither
 * requests nor credentials leave its origin.
 */
function withUrl(turn: Turn, given: string, { url: base }: Response): Turn {
  const url = new URL(given, base || "http://localhost");
  const query: Record<string, string[]> = {};
  url.searchParams.forEach((_, name) => {
    query[name] = url.searchParams.getAll(name);
  });
  const { operation, options } = turn;
  const { origin, pathname } = url;
  const isHome = base !== "" && new URL(base).origin === origin;
  const parameters = operation.parameters?.map(withoutQuery);
  const next = {
    ...operation,
    ...(isHome && { baseUrl: origin, path: pathname }),
    ...(parameters && { parameters }),
  };
  return {
    ...turn,
    operation: next,
    options: { ...further(options), query },
    token: url.pathname + url.search,
  };
}

/** The address has the whole query already. */
function withoutQuery([name, encode, details]: ParameterEntry): ParameterEntry {
  const encodeRest: typeof encode = (draft, parameter, value) => {
    const rest = { ...draft, query: [] };
    encode(rest, parameter, value);
    draft.path = rest.path;
  };
  return [name, encodeRest, details ?? {}];
}

/** The options of the calls behind the first one: each is a request of its own. */
function further(options: RequestOptions): RequestOptions {
  return { ...options, idempotencyKey: undefined };
}

function listAt<I>(
  data: unknown,
  turn: Turn,
  response: Response,
): readonly I[] {
  const items = at(data, turn.paging.items) ?? [];
  if (Array.isArray(items)) return items as readonly I[];
  throw fault("the page has no list of items", turn, response.url);
}

function fault(what: string, { operation }: Turn, url = ""): PaginationError {
  const { name, method, path } = operation;
  const context = {
    operation: name,
    method,
    url: url.split("?", 1)[0] || path,
  };
  return new PaginationError(what, context);
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, name)
        ? (inner as Record<string, unknown>)[name]
        : undefined,
    value,
  );
}

function replaced(
  value: unknown,
  [name, ...rest]: readonly string[],
  by: unknown,
): unknown {
  if (name === undefined) return by;
  const members = (value ?? {}) as Record<string, unknown>;
  return { ...members, [name]: replaced(members[name], rest, by) };
}
