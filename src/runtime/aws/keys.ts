import type { ApiModel, UsagePlan } from "../../model/index.js";
import type { Bucket, LimitStore } from "../limits/store.js";
import { quotaWindow } from "../limits/period.js";
import { fault, type Fault } from "./fault.js";

/** A key that may be used, with the value that clients send. */
export interface ActiveKey {
  readonly name: string;
  readonly value: string;
}

/** What a key has used. */
export interface KeyUsage {
  readonly key: string;
  /** The usage plan; absent for a key that is in none. */
  readonly plan?: string;
  /** Requests that this process let through since it started or was reset. */
  readonly requests: number;
  readonly quota?: {
    readonly used: number;
    readonly limit: number;
    readonly period: "day" | "week" | "month";
    /** When the period ends, in milliseconds since 1970. */
    readonly until: number;
  };
}

/** The keys of an API by value, and the plans that throttle them. */
export class ApiKeys {
  readonly #byValue: ReadonlyMap<string, ActiveKey>;
  readonly #plans: readonly UsagePlan[];
  readonly #stage: string;
  readonly #store: LimitStore;
  readonly #startedAt: number;
  readonly #requests = new Map<string, number>();

  constructor(
    model: ApiModel,
    stage: string,
    keys: readonly ActiveKey[],
    store: LimitStore,
    now: number,
  ) {
    const disabled = new Set(
      model.apiKeys.filter(({ enabled }) => enabled === false).map(({ name }) => name),
    );
    this.#byValue = new Map(
      keys.filter(({ name }) => !disabled.has(name)).map((key) => [key.value, key]),
    );
    this.#plans = model.usagePlans;
    this.#stage = stage;
    this.#store = store;
    this.#startedAt = now;
  }

  /** The key of a value; a fault when it is missing, unknown, disabled or in no plan of the stage. */
  find(value: string | undefined): ActiveKey | Fault {
    const key = value === undefined ? undefined : this.#byValue.get(value);
    if (!key) return fault("INVALID_API_KEY");
    if (this.#plans.length > 0 && !this.#planOf(key)) return fault("INVALID_API_KEY");
    return key;
  }

  /** Takes a request off the key's plan: throttle (the method's, else the plan's), then quota. */
  async spend(key: ActiveKey, method: string, now: number): Promise<Fault | undefined> {
    const plan = this.#planOf(key);
    if (!plan) return undefined;
    const stage = plan.stages.find((one) => one.stage === this.#stage);
    const own = stage?.methods?.find(({ name }) => name === method)?.value;
    const bucket: Bucket | undefined = own ?? plan.throttle;
    const bucketKey = `plan ${plan.name} ${key.name} ${own ? method : ""}`;
    if (bucket && !(await this.#store.takeToken(bucketKey, bucket, now))) return fault("THROTTLED");
    const quota = this.#quota(key, plan, now);
    if (!quota) return undefined;
    const counted = await this.#store.count(quota.storeKey, quota.limit, now, quota.until);
    return counted ? undefined : fault("QUOTA_EXCEEDED");
  }

  /** What each key has used so far. */
  async usage(now: number): Promise<readonly KeyUsage[]> {
    return Promise.all(
      [...this.#byValue.values()].map(async (key): Promise<KeyUsage> => {
        const plan = this.#planOf(key);
        const quota = plan && this.#quota(key, plan, now);
        const used = quota && (await this.#store.counted(quota.storeKey));
        return {
          key: key.name,
          ...(plan && { plan: plan.name }),
          requests: this.#requests.get(key.name) ?? 0,
          ...(quota && {
            quota: {
              used: used ?? 0,
              limit: quota.limit,
              period: quota.period,
              until: quota.until,
            },
          }),
        };
      }),
    );
  }

  /** Counts a request that was let through. */
  passed({ name }: ActiveKey): void {
    this.#requests.set(name, (this.#requests.get(name) ?? 0) + 1);
  }

  #quota(key: ActiveKey, plan: UsagePlan, now: number) {
    if (!plan.quota) return undefined;
    const { limit, period, offset = 0 } = plan.quota;
    const { from, until } = quotaWindow(period, now);
    const first = quotaWindow(period, this.#startedAt).from === from;
    return {
      storeKey: `quota ${plan.name} ${key.name} ${from}`,
      limit: first ? Math.max(0, limit - offset) : limit,
      period,
      until,
    };
  }

  #planOf(key: ActiveKey): UsagePlan | undefined {
    return this.#plans.find(
      ({ keys, stages }) =>
        keys.includes(key.name) && stages.some(({ stage }) => stage === this.#stage),
    );
  }
}
