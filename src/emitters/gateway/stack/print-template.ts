import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import type { MethodSettings } from "../../../model/index.js";
import type { JsonObject } from "../../../util/json.js";
import { diagnostic } from "../diagnostics.js";
import { addDomains, addRestApi, addUsagePlans, type StageReference } from "./cloudformation.js";
import { addHttpApi } from "./cloudformation-http.js";
import { addSocketApi, addSocketDomains } from "./cloudformation-websocket.js";
import type { ApiPlan, StackPlan } from "./plan.js";
import { addSamApi } from "./sam.js";
import { ref, Template } from "./template.js";

/** The limits of CloudFormation in bytes (CloudFormation guide, "Quotas"; `AWS::ApiGateway::RestApi`, `Body`). */
const BODY_LIMIT = 460_800;
const INLINE_TEMPLATE_LIMIT = 51_200;

/** A stack as a template of SAM or CloudFormation. */
export interface PrintedTemplate {
  readonly path: string;
  readonly document: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

/** Writes a stack as a template in JSON. */
export function printTemplate(plan: StackPlan, target: "sam" | "cloudformation"): PrintedTemplate {
  const template = new Template();
  const diagnostics: Diagnostic[] = [];
  const isSam = target === "sam";
  for (const api of plan.apis) {
    const body = bodyProperty(template, api, isSam, diagnostics);
    if (isSam) addSamApi(template, api, body);
    else if (api.model.gateway?.kind === "http") addHttpApi(template, api, body);
    else addRestApi(template, api, body);
    diagnostics.push(...notHeld(api, isSam ? "SAM" : "CloudFormation"));
  }
  const stageReference: StageReference = (api, stage) =>
    isSam && api.stages[0] === stage ? ref(`${api.id}.Stage`) : ref(stage.id);
  for (const socket of plan.sockets) addSocketApi(template, socket);
  addSocketDomains(template, plan.socketDomains);
  addUsagePlans(template, plan, stageReference);
  addDomains(template, plan, stageReference);
  const document = template.print(plan.title, isSam ? "AWS::Serverless-2016-10-31" : undefined);
  const bytes = Buffer.byteLength(JSON.stringify(document));
  if (bytes > INLINE_TEMPLATE_LIMIT) {
    diagnostics.push(diagnostic("gateway-template-large", undefined, [bytes]));
  }
  return { path: "template.json", document, diagnostics };
}

/** The definition within the template, or where it is too large for that, its place in S3. */
function bodyProperty(
  template: Template,
  api: ApiPlan,
  isSam: boolean,
  diagnostics: Diagnostic[],
): JsonObject {
  const bytes = Buffer.byteLength(JSON.stringify(api.document));
  if (bytes <= BODY_LIMIT)
    return { [isSam ? "DefinitionBody" : "Body"]: template.own(api.document) };
  const names = { Bucket: `${api.id}DefinitionBucket`, Key: `${api.id}DefinitionKey` };
  const location = {
    Bucket: template.parameter(names.Bucket, {
      Description: `The bucket of the definition of ${api.name}`,
    }),
    Key: template.parameter(names.Key, { Description: `The key of the definition of ${api.name}` }),
  };
  const told = Object.values(names).join(", ");
  const args: [number, number, string] = [bytes, BODY_LIMIT, told];
  diagnostics.push(diagnostic("gateway-body-large", api.model.location, args));
  return { [isSam ? "DefinitionUri" : "BodyS3Location"]: location };
}

/** Settings of the stages that a template has no property for. */
function notHeld({ stages }: ApiPlan, target: string): Diagnostic[] {
  return stages.flatMap(({ stage, methods }) => {
    const all: readonly MethodSettings[] = [
      stage.defaults,
      ...methods.map(({ settings }) => settings),
    ];
    const held = all.every(
      ({ cache }) => cache?.requireAuthorization === undefined && cache?.unauthorized === undefined,
    );
    if (held) return [];
    const what = `who may invalidate the cache of the stage \`${stage.name}\``;
    return [diagnostic("gateway-setting-not-held", stage.location, [what, target])];
  });
}
