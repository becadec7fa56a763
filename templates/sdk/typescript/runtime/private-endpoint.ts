import type { CoreOptions, HeaderOptions } from "./options.js";

/** How a private API is reached (API Gateway guide, "Invoke a private API"); `K` are the VPC endpoints that it names. */
export type PrivateEndpoint<K extends string = never> = ApiPlace &
  (AssociatedEndpoint<K> | NamedEndpoint);

/** What the URL of the API does not tell where it is a custom domain. */
export interface ApiPlace {
  /** The API's id; read from `{api}.execute-api.{region}.amazonaws.com` unless told. */
  readonly apiId?: string | undefined;
  /** Read from there too. */
  readonly region?: string | undefined;
}

/** By the name that the API has with a VPC endpoint: `{api}-{vpce}.execute-api.{region}.amazonaws.com`. */
export interface AssociatedEndpoint<K extends string = never> {
  /** An endpoint that the API is associated with. */
  readonly vpcEndpointId: K | (string & Record<never, never>);
}

/** By a name of the VPC endpoint itself, or of a tunnel to it; a header tells which API is called. */
export interface NamedEndpoint {
  /** `vpce-….execute-api.{region}.vpce.amazonaws.com`, or a URL without a path. */
  readonly dnsName: string;
  /** The header that names the API; browsers cannot send `host`. Default `x-apigw-api-id`. */
  readonly apiHeader?: "host" | "x-apigw-api-id" | undefined;
}

/** The base URL behind an endpoint, and the headers that it takes; without one, what was given. */
export function reachEndpoint(
  baseUrl: string,
  endpoint: PrivateEndpoint | undefined,
  headers: HeaderOptions | undefined,
): Pick<CoreOptions, "baseUrl" | "headers"> {
  if (!endpoint) return { baseUrl, headers };
  const url = new URL(baseUrl);
  const place = placeOf(url.hostname, endpoint);
  if ("vpcEndpointId" in endpoint) {
    if (!/^vpce-[0-9a-z]+$/.test(endpoint.vpcEndpointId)) {
      throw new TypeError(`"${endpoint.vpcEndpointId}" is no VPC endpoint`);
    }
    url.host = `${place.api()}-${endpoint.vpcEndpointId}${place.domain()}`;
    return { baseUrl: url.href, headers };
  }
  const { dnsName, apiHeader = "x-apigw-api-id" } = endpoint;
  const through = new URL(
    /^https?:/.test(dnsName) ? dnsName : `https://${dnsName}`,
  );
  const name =
    apiHeader === "host" ? place.api() + place.domain() : place.api();
  return {
    baseUrl: through.origin + url.pathname,
    headers: { [apiHeader]: name, ...headers },
  };
}

const execute =
  /^(?<api>[0-9a-z]+)(?:-vpce-[0-9a-z]+)?\.execute-api\.(?<region>[0-9a-z-]+)\.(?<suffix>amazonaws\.com(?:\.cn)?)$/;

function placeOf(
  host: string,
  { apiId, region }: ApiPlace,
): { readonly api: () => string; readonly domain: () => string } {
  const known = execute.exec(host)?.groups;
  const told = (value: string | undefined, name: string): string => {
    if (value) return value;
    throw new TypeError(`${host} does not tell it: set endpoint.${name}`);
  };
  return {
    api: () => told(apiId ?? known?.["api"], "apiId"),
    domain: () => {
      const place = told(region ?? known?.["region"], "region");
      const china = place.startsWith("cn-") ? "amazonaws.com.cn" : "";
      const suffix = china || (known?.["suffix"] ?? "amazonaws.com");
      return `.execute-api.${place}.${suffix}`;
    },
  };
}
