import type { JsonValue } from "../util/json.js";
import type { ModelNode, Named } from "./node.js";

/** A stage: an environment in which the API is deployed (settings, or implicit from a named server). */
export interface Stage extends ModelNode {
  readonly name: string;
  readonly description?: string;
  /** True when no settings name it: made from a server, or the only one (`default`). */
  readonly implicit?: boolean;
  readonly url?: string;
  /** Where the WebSocket API is at this stage; absent: at `url` where that is a WebSocket's. */
  readonly websocketUrl?: string;
  readonly variables: readonly Named<string>[];
  readonly defaults: MethodSettings;
  /** By `/path/METHOD`, or `*` parts. */
  readonly overrides: readonly Named<MethodSettings>[];
  /** Of single routes of the WebSocket API, by key. */
  readonly routeOverrides?: readonly Named<MethodSettings>[];
  /** GB, one of the sizes of the service. */
  readonly cacheClusterSize?: string;
  readonly canary?: Canary;
  readonly accessLog?: { readonly format?: string; readonly destination?: string };
  readonly tracing?: boolean;
  readonly clientCertificate?: string;
  readonly domains?: readonly DomainMapping[];
  /** Backend base URLs by name; the unnamed one is `default`. */
  readonly backends?: readonly Named<string>[];
  /** Overlay files, in order, relative to the settings. */
  readonly overlays?: readonly string[];
}

/** Settings of a stage's methods (API Gateway API, MethodSetting). */
export interface MethodSettings {
  /** Requests a second. */
  readonly rate?: number;
  readonly burst?: number;
  readonly cache?: CacheSettings;
  readonly logging?: "off" | "error" | "info";
  readonly dataTrace?: boolean;
  readonly metrics?: boolean;
}

/** Response cache of a method. */
export interface CacheSettings {
  readonly enabled?: boolean;
  /** Seconds, 0 to 3,600. */
  readonly ttl?: number;
  readonly encrypted?: boolean;
  readonly requireAuthorization?: boolean;
  readonly unauthorized?: "fail_403" | "succeed_with_header" | "succeed_without_header";
}

/** A canary deployment. */
export interface Canary {
  /** 0 to 100. */
  readonly percent: number;
  readonly variables?: readonly Named<string>[];
  readonly useStageCache?: boolean;
}

/** A custom domain's base path. */
export interface DomainMapping {
  readonly domain: string;
  /** Empty for the root. */
  readonly basePath: string;
  /** Which API it leads to where there are both; absent: that of the operations. */
  readonly api?: "websocket";
}

/** A usage plan. */
export interface UsagePlan extends ModelNode {
  readonly name: string;
  readonly description?: string;
  readonly throttle?: { readonly rate: number; readonly burst: number };
  readonly quota?: {
    readonly limit: number;
    readonly period: "day" | "week" | "month";
    readonly offset?: number;
  };
  /** The stages, each with its per-method throttle. */
  readonly stages: readonly {
    readonly stage: string;
    readonly methods?: readonly Named<{ readonly rate: number; readonly burst: number }>[];
  }[];
  /** Names of API keys. */
  readonly keys: readonly string[];
}

/** An API key; its value comes from the environment, never from a file. */
export interface ApiKey extends ModelNode {
  readonly name: string;
  readonly description?: string;
  readonly enabled?: boolean;
  /** The environment variable that holds the value. */
  readonly valueFrom?: string;
  readonly customerId?: string;
  readonly tags?: JsonValue;
}
