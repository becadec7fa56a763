import { basename } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { childLocation } from "../../diagnostics/location.js";
import { definedMembers, isJsonObject, type JsonObject, type JsonValue } from "../../util/json.js";
import { words } from "../../util/case.js";
import { diagnostic } from "./diagnostics.js";
import type { SavedAnswers, SavedItem } from "./saved-api.js";
import { SavedMembers } from "./saved-members.js";

/** Usage plans and API keys of the settings, made of what the service saved. */
export interface PlansOfSaved {
  readonly usagePlans: JsonObject;
  readonly apiKeys: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

/** Takes the usage plans of one API, by its id where that is known, with their keys. */
export function plansOfSaved(
  { items }: SavedAnswers,
  apiId: string | undefined,
  stages: readonly string[],
): PlansOfSaved {
  const diagnostics: Diagnostic[] = [];
  const usagePlans = new Map<string, JsonObject>();
  const keys = new Map<string, JsonObject>();
  for (const item of items.keys) {
    const key = keyOfSaved(item, apiId);
    diagnostics.push(...key.diagnostics);
    if (key.isOfApi) keys.set(key.name, key.settings);
  }
  for (const item of items.plans) {
    const plan = planOfSaved(item, apiId, stages);
    diagnostics.push(...plan.diagnostics);
    if (!plan.isOfApi) continue;
    const inPlan = items.planKeys.filter((key) => isKeyOf(key, plan, items.plans.length === 1));
    const names = inPlan.flatMap(({ value }) =>
      typeof value["name"] === "string" ? value["name"] : [],
    );
    for (const name of names) if (!keys.has(name)) keys.set(name, { valueFrom: variableOf(name) });
    usagePlans.set(plan.name, { ...plan.settings, ...(names.length > 0 && { keys: names }) });
  }
  return {
    usagePlans: Object.fromEntries(usagePlans),
    apiKeys: Object.fromEntries(keys),
    diagnostics,
  };
}

/** An answer of get-usage-plan-keys does not say whose keys they are: the name of its file does. */
function isKeyOf(
  { location }: SavedItem,
  { id, name }: { readonly id: string; readonly name: string },
  isOnly: boolean,
): boolean {
  const file = basename(location.file.path);
  return isOnly || (id !== "" && file.includes(id)) || file.includes(name);
}

function planOfSaved(item: SavedItem, apiId: string | undefined, stages: readonly string[]) {
  const plan = new SavedMembers(item);
  const id = plan.text("id") ?? "";
  const name = plan.text("name") ?? id;
  const diagnostics: Diagnostic[] = [];
  const list = childLocation(item.location, "apiStages");
  const uses = plan.objects("apiStages");
  const inStages = uses.flatMap((use, index): JsonValue[] => {
    const { apiId: api, stage, throttle } = use;
    if (typeof stage !== "string" || (apiId !== undefined && api !== apiId)) return [];
    if (!stages.includes(stage)) {
      const at = childLocation(list, index);
      diagnostics.push(diagnostic("aws-plan-stage-unknown", at, [name, stage]));
      return [];
    }
    const methods = methodThrottles(throttle);
    return [methods ? { stage, methods } : stage];
  });
  const quota = plan.within("quota");
  const limit = quota.number("limit");
  const settings = definedMembers({
    description: plan.text("description"),
    throttle: throttleOf(plan.value("throttle")),
    quota:
      limit === undefined
        ? undefined
        : definedMembers({
            limit,
            period: quota.text("period")?.toLowerCase(),
            offset: quota.number("offset") || undefined,
          }),
    stages: inStages,
  });
  // A plan that opens no stage of this API belongs to others, unless it opens none at all.
  const isOfApi = uses.length === 0 || uses.some(({ apiId: api }) => !apiId || api === apiId);
  const rest = isOfApi ? plan.rest(`the usage plan "${name}"`) : [];
  return { id, name, settings, isOfApi, diagnostics: [...diagnostics, ...rest] };
}

/** By `/pets/GET` in the answer, by `GET /pets` in the settings. */
function methodThrottles(value: JsonValue | undefined): JsonObject | undefined {
  if (!isJsonObject(value)) return undefined;
  const methods = Object.entries(value).flatMap(([key, throttle]) => {
    const end = key.lastIndexOf("/");
    const made = throttleOf(throttle);
    return made ? [[`${key.slice(end + 1)} ${key.slice(0, end) || "/"}`, made] as const] : [];
  });
  return methods.length > 0 ? Object.fromEntries(methods) : undefined;
}

/** A throttle has both numbers in the settings; the service takes the account's for one that is not there. */
function throttleOf(value: JsonValue | undefined): JsonObject | undefined {
  if (!isJsonObject(value)) return undefined;
  const { rateLimit: rate = 10_000, burstLimit: burst = 5000 } = value;
  return Object.keys(value).length === 0 ? undefined : { rate, burst };
}

function keyOfSaved(item: SavedItem, apiId: string | undefined) {
  const key = new SavedMembers(item, ["id", "createdDate", "lastUpdatedDate"]);
  const name = key.text("name") ?? key.text("id") ?? "key";
  const variable = variableOf(name);
  const uses = key.texts("stageKeys");
  const isOfApi =
    apiId === undefined || uses.length === 0 || uses.some((use) => use.startsWith(`${apiId}/`));
  const diagnostics: Diagnostic[] = [];
  if (key.text("value") !== undefined) {
    const at = childLocation(item.location, "value");
    const args = [name, variable] as const;
    diagnostics.push(diagnostic("aws-secret-saved", at, [...args], { isSecret: true }));
  }
  const settings = definedMembers({
    description: key.text("description"),
    enabled: key.flag("enabled") === false ? false : undefined,
    valueFrom: variable,
    customerId: key.text("customerId"),
    tags: key.object("tags"),
  });
  const rest = isOfApi ? key.rest(`the API key "${name}"`) : [];
  return { name, settings, isOfApi, diagnostics: [...diagnostics, ...rest] };
}

/** `partner-a` → `PARTNER_A_API_KEY`. */
function variableOf(name: string): string {
  const parts = words(name).map((word) => word.normalize("NFKD").replace(/[^A-Za-z0-9]/g, ""));
  const text = parts
    .filter((part) => part !== "")
    .join("_")
    .toUpperCase();
  return `${/^[0-9]/.test(text) ? "_" : ""}${text === "" ? "" : `${text}_`}API_KEY`;
}
