/** What a name of `$context` is to a mapping template. */
export type ContextName = "known" | "logOnly" | "unknown";

const names = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Names with a single value (API Gateway guide, "Variables for data transformations"). */
const VALUES = names(
  "accountId apiId awsEndpointRequestId deploymentId domainName domainPrefix extendedRequestId httpMethod isCanaryRequest path protocol requestId requestTime requestTimeEpoch resourceId resourcePath stage wafResponseCode webaclArn",
);
/** Names below which a caller, an authorizer or a template puts what it likes. */
const OPEN = names("authorizer requestOverride responseOverride");
const IDENTITY = names(
  "accessKey accountId apiKey apiKeyId caller clientCert cognitoAuthenticationProvider cognitoAuthenticationType cognitoIdentityId cognitoIdentityPoolId principalOrgId sourceIp user userAgent userArn vpcId vpceId",
);
const CERTIFICATE = names("clientCertPem issuerDN serialNumber subjectDN validity");
/** Names that access logs alone know, with all below them (API Gateway guide, "Variables for access logging"). */
const LOGGED = names(
  "authenticate authorize cipherSuite customDomain endpointType error integration integrationErrorMessage integrationLatency integrationStatus responseLatency responseLength status tlsVersion waf xrayTraceId",
);

/** Judges a name as a template writes it: `identity.sourceIp`. */
export function judgeContextName(name: string): ContextName {
  const [first = "", second, third] = name.split(".");
  if (first === "" || OPEN.has(first)) return "known";
  if (LOGGED.has(first)) return "logOnly";
  if (first !== "identity") return VALUES.has(first) ? "known" : "unknown";
  if (second === undefined) return "known";
  if (second === "clientCert" && third !== undefined) {
    return CERTIFICATE.has(third) ? "known" : "unknown";
  }
  return IDENTITY.has(second) ? "known" : "unknown";
}

/** The names that may have been meant. */
export const CONTEXT_NAMES: readonly string[] = [
  ...VALUES,
  ...[...IDENTITY].map((name) => `identity.${name}`),
  "authorizer.principalId",
];
