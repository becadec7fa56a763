import type { Integration, Operation } from "../../model/index.js";
import type { Surroundings } from "../clock.js";
import type { Bucket, LimitStore } from "../limits/store.js";
import type { BackendAnswer, BackendRequest } from "./backend.js";
import type { Fault } from "./fault.js";
import type { FunctionOptions } from "./functions.js";
import type { ActiveKey } from "./keys.js";
import type { SigningKey } from "./local-token.js";
import type { ResponseCache } from "./response-cache.js";
import type { IamCredentials } from "./signature.js";
import type { TokenKeys } from "./token.js";

/** A call of an AWS service other than Lambda. */
export interface ServiceCall {
  readonly integration: Integration;
  readonly request: BackendRequest;
}

/** Answers calls of AWS services; undefined leaves the call to the examples. */
export type ServiceHandler = (
  call: ServiceCall,
) => BackendAnswer | undefined | Promise<BackendAnswer | undefined>;

/** How the gateway of a document is run. */
export interface AwsOptions {
  /** The stage; the first one when absent. */
  readonly stage?: string;
  readonly functions?: FunctionOptions;
  readonly services?: ServiceHandler;
  /** `mock` answers from the examples what has no local backend; `live` calls hosts of `allowNet` too. */
  readonly integrations?: "mock" | "live";
  readonly allowNet?: readonly string[];
  /** Environment variables, which API keys of the settings name (`valueFrom`). */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Gives the private key of local tokens when an operation takes one; a fresh one when absent. */
  readonly signingKey?: () => Promise<SigningKey>;
  /** API keys by name with their values. */
  readonly apiKeys?: readonly ActiveKey[];
  readonly tokenKeys?: TokenKeys;
  /** Who may sign requests of operations that ask for IAM. */
  readonly iam?: readonly IamCredentials[];
  readonly surroundings?: Surroundings;
  readonly store?: LimitStore;
  /** Where cached responses are kept; this process's memory when absent. */
  readonly cache?: ResponseCache;
  /** The throttle of the whole account; 10,000 requests a second with a burst of 5,000 when absent. */
  readonly accountThrottle?: Bucket;
  /** `aws:SourceVpce` and `aws:SourceVpc` of resource policies. */
  readonly sourceVpce?: string;
  readonly sourceVpc?: string;
  /** A header that tells the caller's address, for tests of resource policies. */
  readonly sourceAddressHeader?: string;
  readonly accountId?: string;
  readonly region?: string;
  readonly apiId?: string;
  readonly onAccessLog?: (line: string) => void;
}

/** Answers an operation's integration from its examples. */
export type ExampleAnswer = (operation: Operation) => Promise<BackendAnswer | Fault>;
