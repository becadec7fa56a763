import type { ApiModel, Intrinsic, Named, Value } from "../../../model/index.js";
import { isIntrinsic } from "../../../expression/intrinsic.js";

/** A Lambda function that an API invokes: its name or ARN, or what a template computes it from. */
export type FunctionUse = string | Intrinsic;

/** The Lambda functions of an API's integrations and authorizers, each once, with the variables of a stage put in. */
export function functionsOf(
  model: ApiModel,
  stages: readonly (readonly Named<string>[])[],
  more: readonly Value<string>[] = [],
): FunctionUse[] {
  const uris: Value<string>[] = [...more];
  for (const { gateway } of model.operations) {
    const integration = gateway?.integration;
    if (integration?.uri !== undefined && integration.credentials === undefined) {
      uris.push(integration.uri);
    }
  }
  for (const { authorizer } of model.components.securitySchemes.values()) {
    if (authorizer?.uri !== undefined && authorizer.credentials === undefined) {
      uris.push(authorizer.uri);
    }
  }
  const found = new Map<string, FunctionUse>();
  for (const uri of uris) {
    for (const use of isIntrinsic(uri) ? computed(uri) : named(uri, stages)) {
      found.set(JSON.stringify(use), use);
    }
  }
  return [...found.values()];
}

function named(uri: string, stages: readonly (readonly Named<string>[])[]): string[] {
  const arn = functionArn(uri);
  if (arn === undefined) return [];
  if (!arn.includes("${stageVariables.")) return [shortName(arn)];
  return stages.map((variables) =>
    shortName(
      arn.replace(
        /\$\{stageVariables\.(\w+)\}/g,
        (_, name: string) => variables.find((each) => each.name === name)?.value ?? "",
      ),
    ),
  );
}

/** The function in the address of an invocation. */
function functionArn(uri: string): string | undefined {
  return /:lambda:path\/[^/]+\/functions\/(.+)\/invocations$/.exec(uri)?.[1];
}

/** A function of the same account and region goes by its name. */
function shortName(arn: string): string {
  return (
    /^arn:[^:]+(?:::[^:]+)?:lambda:\$\{AWS::Region\}:\$\{AWS::AccountId\}:function:(.+)$/.exec(
      arn,
    )?.[1] ?? arn
  );
}

/** `Fn::Sub` of an invocation's address: the same function on the part between. */
function computed({ function: name, argument }: Intrinsic): Intrinsic[] {
  const [text, variables] = Array.isArray(argument) ? argument : [argument];
  const arn = name === "Fn::Sub" && typeof text === "string" ? functionArn(text) : undefined;
  if (arn === undefined) return [];
  const made = variables === undefined ? arn : [arn, variables];
  return [{ kind: "intrinsic", function: "Fn::Sub", argument: made }];
}
