import type { ApiPromise } from "./api-promise.js";
import type { Client } from "./client.js";
import type { RequestOptions } from "./options.js";
import {
  type Page,
  type PagePromise,
  paginate,
  type Turn,
} from "./pagination.js";

/** The name of an operation and its request, in which big integers are text: what TanStack Query can hash. */
export type OperationKey = readonly [operation: string, request: object];

/** What TanStack Query holds of an answer: nothing is null there, never undefined. */
export type QueryData<T> = T extends void ? null : T;

/** What it gives a function of ours. */
interface QueryContext {
  readonly signal: AbortSignal;
}

/** The options of a query; `S` is the type of a token that stands for no request, such as `skipToken`. */
export interface OperationQuery<T, S> {
  readonly queryKey: OperationKey;
  readonly queryFn: ((context: QueryContext) => Promise<QueryData<T>>) | S;
}

/** A page and the call that gives the next one. */
export interface PageOfQuery<T, I> extends Omit<Page<T, I>, "response"> {
  readonly next: Turn | undefined;
}

/** The options of a query whose pages are asked for one after the other. */
export interface OperationPages<T, I, S> {
  readonly queryKey: OperationKey;
  readonly queryFn:
    | ((
        context: QueryContext & { readonly pageParam: Turn | undefined },
      ) => Promise<PageOfQuery<T, I>>)
    | S;
  readonly initialPageParam: Turn | undefined;
  readonly getNextPageParam: (last: PageOfQuery<T, I>) => Turn | undefined;
}

/** The options of a mutation, whose variables are the request. */
export interface OperationMutation<T, R> {
  readonly mutationKey: readonly [operation: string];
  readonly mutationFn: (request: R) => Promise<T>;
}

/** How an operation is called. */
type Call<C, R, P> = (client: C, request: R, options?: RequestOptions) => P;

/** The request, which may be left out where it needs nothing. */
type RequestArgument<R> =
  Record<never, never> extends R ? [request?: R] : [request: R];

/** Nothing for what holds no token. */
type WithToken<A> = [Extract<A, symbol>] extends [never] ? never : unknown;

/** Makes the options of queries: with a request, or with a request or a token that stands for none. */
export interface QueryFactory<R, T, C = Client> {
  (client: C, ...request: RequestArgument<R>): OperationQuery<T, never>;
  <const A extends R | symbol>(
    client: C,
    request: A & WithToken<A>,
  ): OperationQuery<T, Extract<A, symbol>>;
}

/** The same of queries in pages. */
export interface PagesFactory<R, T, I, C = Client> {
  (client: C, ...request: RequestArgument<R>): OperationPages<T, I, never>;
  <const A extends R | symbol>(
    client: C,
    request: A & WithToken<A>,
  ): OperationPages<T, I, Extract<A, symbol>>;
}

function keyOf(
  name: string,
  request: object | symbol | undefined,
): OperationKey {
  if (typeof request === "symbol") return [name, {}];
  const text = JSON.stringify(request ?? {}, (_key, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  return [name, JSON.parse(text) as object];
}

/** Makes the options of an operation's queries. */
export function query<C extends Client, R, T, E>(
  name: string,
  call: Call<C, R, ApiPromise<T, E>>,
): QueryFactory<Exclude<R, undefined>, T, C> {
  const options = (
    client: C,
    request?: object | symbol,
  ): OperationQuery<T, symbol> => ({
    queryKey: keyOf(name, request),
    queryFn:
      typeof request === "symbol"
        ? request
        : async ({ signal }) => {
            const data = await call(client, (request ?? {}) as R, { signal });
            return (data ?? null) as QueryData<T>;
          },
  });
  return options as QueryFactory<Exclude<R, undefined>, T, C>;
}

/** Makes the options of the infinite queries of an operation that is paged. */
export function infiniteQuery<C extends Client, R, T, I, E>(
  name: string,
  call: Call<C, R, PagePromise<T, I, E>>,
): PagesFactory<Exclude<R, undefined>, T, I, C> {
  const options = (
    client: C,
    request?: object | symbol,
  ): OperationPages<T, I, symbol> => ({
    // Another key than that of the query with the same request: its data has another form.
    queryKey: keyOf(`${name} pages`, request),
    queryFn:
      typeof request === "symbol"
        ? request
        : async ({ signal, pageParam: turn }) => {
            const pages = turn
              ? paginate<T, I, E>(
                  client,
                  turn.operation,
                  turn.paging,
                  turn.request,
                  {
                    ...turn.options,
                    signal,
                  },
                )
              : call(client, (request ?? {}) as R, { signal });
            const { items, data, next } = await pages.first();
            return { items, data, next };
          },
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next,
  });
  return options as PagesFactory<Exclude<R, undefined>, T, I, C>;
}

/** Makes the options of an operation's mutations. */
export function mutation<C extends Client, R, T, E>(
  name: string,
  call: Call<C, R, ApiPromise<T, E>>,
): (
  client: C,
  options?: RequestOptions,
) => OperationMutation<T, Exclude<R, undefined>> {
  return (client, options) => ({
    mutationKey: [name],
    mutationFn: async (request) => call(client, request, options),
  });
}
