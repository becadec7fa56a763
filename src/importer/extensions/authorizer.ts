import type { GatewayAuthorizer, Value } from "../../model/index.js";
import type { Draft } from "../draft.js";
import { assign } from "../draft.js";
import { asIntrinsic } from "../intrinsic.js";
import { memberSet } from "../member-set.js";
import type { ObjectReader } from "../object-reader.js";
import { lowerCase } from "./enums.js";

const authorizerMembers = memberSet(
  "type authorizerUri authorizerCredentials identitySource identityValidationExpression " +
    "authorizerResultTtlInSeconds providerARNs authorizerPayloadFormatVersion " +
    "enableSimpleResponses jwtConfiguration",
);
const types = ["token", "request", "cognito_user_pools", "jwt"] as const;

/** Reads the authorizer at a member (API Gateway guide, "x-amazon-apigateway-authorizer object"). */
export function readAuthorizer(owner: ObjectReader, key: string): GatewayAuthorizer | undefined {
  const reader = owner.object(key);
  if (!reader) return undefined;
  const written = reader.text("type");
  if (written === undefined) reader.missing("The authorizer", "type");
  const type = lowerCase(reader, "type", types);
  const authorizer: Draft<GatewayAuthorizer> = {
    location: reader.location,
    type: type ?? "unknown",
  };
  if (!type) assign(authorizer, "rawType", written);
  assign(authorizer, "uri", reader.textValue("authorizerUri"));
  assign(authorizer, "credentials", reader.textValue("authorizerCredentials"));
  assign(authorizer, "identitySources", readSources(reader));
  const expression = reader.text("identityValidationExpression");
  assign(authorizer, "identityValidationExpression", expression);
  assign(authorizer, "resultTtl", readTtl(reader));
  assign(authorizer, "providerArns", readValues(reader, "providerARNs"));
  assign(authorizer, "payloadFormatVersion", reader.text("authorizerPayloadFormatVersion"));
  assign(authorizer, "enableSimpleResponses", reader.flag("enableSimpleResponses"));
  const jwt = reader.object("jwtConfiguration");
  if (jwt) {
    const issuer = jwt.textValue("issuer");
    const audience = readValues(jwt, "audience") ?? [];
    authorizer.jwt = { audience, ...(issuer !== undefined && { issuer }) };
  }
  reader.keepRest(authorizer, authorizerMembers);
  return authorizer;
}

/** The service's own exports write the time as a number, templates often as a string. */
function readTtl(reader: ObjectReader): Value<number> | undefined {
  const { authorizerResultTtlInSeconds: written } = reader.raw;
  if (typeof written === "string" && /^\d+$/.test(written)) return Number(written);
  return reader.numberValue("authorizerResultTtlInSeconds");
}

/** A list with commas, or an array. */
function readSources(reader: ObjectReader): string[] | undefined {
  const { identitySource: written } = reader.raw;
  if (Array.isArray(written)) return reader.texts("identitySource");
  return reader
    .text("identitySource")
    ?.split(",")
    .map((source) => source.trim())
    .filter((source) => source !== "");
}

/** A list of strings that a template may compute; a single one counts as a list. */
export function readValues(reader: ObjectReader, key: string): Value<string>[] | undefined {
  const written = reader.raw[key];
  const single = typeof written === "string" ? written : asIntrinsic(written);
  if (single !== undefined) return [single];
  return reader.items(key)?.flatMap((item): Value<string>[] => {
    const intrinsic = asIntrinsic(item.value);
    if (intrinsic) return [intrinsic];
    return typeof item.value === "string" || typeof item.value === "number"
      ? [String(item.value)]
      : [];
  });
}
