import type { SdkOptions } from "../emitters/sdk/sdk-options.js";
import type { Settings } from "../settings/settings.js";
import { defined } from "../util/defined.js";

/** What the settings say of the SDK's package; the options of a run come first. */
export function sdkIdentity({ content }: Settings): SdkOptions {
  const {
    name,
    version,
    client,
    with: extras,
    templates: _templates,
    ...rest
  } = content?.sdk ?? {};
  return defined({
    ...rest,
    packageName: name,
    packageVersion: version,
    clientName: client,
    extras,
  });
}

/** What the settings say of the SDK itself: its identity, and how its lists come in pages. */
export function sdkOptions(settings: Settings): SdkOptions {
  const pagination = settings.content?.pagination;
  return { ...(pagination && { pagination }), ...sdkIdentity(settings) };
}
