import type { Operation, SecurityScheme } from "../../../../model/index.js";
import { memberName } from "../names/member-names.js";
import { NameScope } from "../names/name-scope.js";
import type { PlanContext } from "./plan-context.js";
import type { IdentitySource, RuntimeName, SchemePlan, SchemeUsePlan } from "./sdk-plan.js";

/**
 * The alternatives of an operation; schemes that the API does not declare are left out. What the gateway asks for
 * beside the document's requirements is added: a signature, or the API key together with an authorizer.
 */
export function planSecurity(
  context: PlanContext,
  { security, gateway }: Pick<Operation, "security" | "gateway">,
): readonly (readonly SchemeUsePlan[])[] {
  const { securitySchemes } = context.model.components;
  if (gateway?.auth === "none" && security === undefined) return [];
  const declared = (security ?? context.model.security ?? [])
    .filter(({ schemes }) => schemes.every(({ name }) => securitySchemes.has(name)))
    .map(({ schemes }) => schemes.map(({ name, scopes }) => ({ scheme: name, scopes })));
  const schemeOf = ({ scheme }: SchemeUsePlan): SecurityScheme | undefined =>
    securitySchemes.get(scheme);
  const isKey = (use: SchemeUsePlan): boolean => isGatewayKey(schemeOf(use));
  const signs = declared.flat().some((use) => isSigned(schemeOf(use)));
  const alternatives =
    gateway?.auth === "aws_iam" && !signs ? withSignature(context, declared, isKey) : declared;
  const key = alternatives.find((uses) => uses.length > 0 && uses.every(isKey));
  const isGuarded = (uses: readonly SchemeUsePlan[]): boolean =>
    uses.some((use) => isGuard(schemeOf(use)) || !securitySchemes.has(use.scheme));
  const joined = key ? alternatives.filter(isGuarded).map((uses) => [...uses, ...key]) : [];
  const mustSign = gateway?.auth === "aws_iam" && !signs;
  // The signature covers what the others add: it comes last.
  const signsLast = (use: SchemeUsePlan): number =>
    Number(isSigned(schemeOf(use)) || !securitySchemes.has(use.scheme));
  return [...joined, ...alternatives.filter((uses) => !mustSign || isGuarded(uses))].map((uses) =>
    [...uses].sort((a, b) => signsLast(a) - signsLast(b)),
  );
}

/** The name under which an API takes keys that signs requests without declaring a scheme. */
const IMPLICIT = "sigv4";

function withSignature(
  context: PlanContext,
  declared: readonly (readonly SchemeUsePlan[])[],
  isKey: (use: SchemeUsePlan) => boolean,
): readonly (readonly SchemeUsePlan[])[] {
  const { securitySchemes } = context.model.components;
  const known = [...securitySchemes].find(([, scheme]) => isSigned(scheme))?.[0];
  const use: SchemeUsePlan = { scheme: known ?? IMPLICIT, scopes: [] };
  return [[use], ...declared.filter((uses) => uses.length > 0 && uses.every(isKey))];
}

/** Whether a scheme signs requests. */
export function isSigned(scheme: SecurityScheme | undefined): boolean {
  const { authType } = scheme ?? {};
  return typeof authType === "string" && authType.toLowerCase() === "awssigv4";
}

/** API Gateway asks for such a key beside whatever else guards the operation. */
function isGatewayKey(scheme: SecurityScheme | undefined): boolean {
  return (
    scheme?.kind === "apiKey" &&
    scheme.name.toLowerCase() === "x-api-key" &&
    !scheme.authorizer &&
    !scheme.authType
  );
}

function isGuard(scheme: SecurityScheme | undefined): boolean {
  return scheme?.authorizer !== undefined || isSigned(scheme);
}

/** The schemes of the API, with the runtime's functions that apply them. */
export function planSchemes(context: PlanContext): readonly SchemePlan[] {
  const scope = new NameScope();
  const { securitySchemes } = context.model.components;
  const declared = [...securitySchemes].map(([name, scheme]) => {
    const { description, deprecated } = scheme;
    return {
      name,
      constant: scope.take(`${memberName(name)}Scheme`),
      ...(description !== undefined && { description }),
      ...(deprecated === true && { deprecated }),
      ...planScheme(scheme),
    };
  });
  if (securitySchemes.has(IMPLICIT)) return declared;
  const constant = scope.take(`${IMPLICIT}Scheme`);
  return [...declared, { name: IMPLICIT, constant, ...SIGNATURE }];
}

type SchemeParts = Omit<SchemePlan, "name" | "constant">;

function auth(name: string): RuntimeName {
  return { module: "auth", name };
}

const STRING_PROVIDER = { credential: auth("Provider"), credentialArgument: "string" };

const ACCESS_TOKEN = {
  apply: auth("applyAccessToken"),
  renew: auth("renewAccessToken"),
  credential: auth("AccessToken"),
};

/** Whether a scheme is proved by the transport: by a client certificate. */
export function isMutualTls({ apply }: SchemePlan): boolean {
  return apply === undefined;
}

/** A token alone in its header; the gateway's user pools take it as such. */
const USER_POOL = {
  apply: { module: "openid-connect", name: "applyUserPoolToken" },
  renew: auth("renewAccessToken"),
  credential: auth("AccessToken"),
};

/** Whether a scheme's credential may be a source of access tokens. */
export function takesTokens({ credential }: SchemePlan): boolean {
  return credential?.name === ACCESS_TOKEN.credential.name;
}

const SIGNATURE: SchemeParts = {
  apply: { module: "sigv4", name: "applySigV4" },
  renew: { module: "sigv4", name: "renewSigV4" },
  credential: { module: "sigv4", name: "SigV4Credential" },
};

function planScheme(scheme: SecurityScheme): SchemeParts {
  if (isSigned(scheme)) return SIGNATURE;
  const issuer = issuerOf(scheme);
  if (issuer !== undefined && scheme.kind === "apiKey" && scheme.in === "header") {
    const header = scheme.name.toLowerCase();
    return { ...USER_POOL, parameter: scheme.name, header, ...discovery(issuer) };
  }
  const sources = identitySources(scheme);
  if (sources.length > 1) return { ...IDENTITY, sources };
  switch (scheme.kind) {
    case "apiKey":
      if (sources[0]) return keyIn(sources[0].place, sources[0].name);
      return keyIn(scheme.in, scheme.name);
    case "http":
      return scheme.scheme === "basic"
        ? {
            apply: auth("applyBasic"),
            credential: auth("Provider"),
            credentialArgument: "BasicCredentials",
          }
        : {
            apply: auth(scheme.scheme === "bearer" ? "applyBearer" : "applyAuthorization"),
            ...STRING_PROVIDER,
          };
    case "oauth2": {
      const tokenUrl = scheme.flows.find((flow) => flow.tokenUrl !== undefined)?.tokenUrl;
      return {
        ...ACCESS_TOKEN,
        ...(tokenUrl !== undefined && { tokenUrl }),
        ...discovery(scheme.oauth2MetadataUrl ?? issuer),
      };
    }
    case "openIdConnect":
      return { ...ACCESS_TOKEN, ...discovery(scheme.openIdConnectUrl) };
    case "mutualTLS":
      return {};
    case "unknown":
      return { apply: auth("applyAuthorization"), ...STRING_PROVIDER };
  }
}

function keyIn(place: keyof typeof API_KEY, name: string): SchemeParts {
  return {
    apply: auth(API_KEY[place]),
    parameter: name,
    header: place === "header" ? name.toLowerCase() : "",
    ...STRING_PROVIDER,
  };
}

function discovery(url: string | undefined): Pick<SchemePlan, "discoveryUrl"> {
  return url === undefined ? {} : { discoveryUrl: url };
}

/** Who issues the tokens that an authorizer takes: a Cognito user pool, or what an HTTP API names. */
function issuerOf({ authorizer }: SecurityScheme): string | undefined {
  const { type, providerArns = [], jwt } = authorizer ?? {};
  if (type === "jwt") return typeof jwt?.issuer === "string" ? jwt.issuer : undefined;
  if (type !== "cognito_user_pools") return undefined;
  for (const arn of providerArns) {
    const [, china, region, pool] = typeof arn === "string" ? (USER_POOL_ARN.exec(arn) ?? []) : [];
    if (pool === undefined) continue;
    return `https://cognito-idp.${region}.amazonaws.com${china ? ".cn" : ""}/${pool}`;
  }
  return undefined;
}

const USER_POOL_ARN = /^arn:aws(-cn)?(?:-us-gov)?:cognito-idp:([a-z0-9-]+):\d*:userpool\/([\w-]+)$/;

/** What callers send for a Lambda authorizer of requests; its other sources are the gateway's own. */
function identitySources({ authorizer }: SecurityScheme): readonly IdentitySource[] {
  if (authorizer?.type !== "request") return [];
  const sources = (authorizer.identitySources ?? []).flatMap((source): IdentitySource[] => {
    const [, place, name] = SOURCE.exec(source) ?? [];
    if (name === undefined) return [];
    return [{ place: place === "header" ? "header" : "query", name }];
  });
  return [...new Map(sources.map((one) => [`${one.place} ${one.name}`, one])).values()];
}

/** Of a REST API and of an HTTP API. */
const SOURCE = /^(?:method\.|\$)request\.(header|querystring)\.(.+)$/;

const IDENTITY: SchemeParts = {
  apply: { module: "identity-sources", name: "applyIdentity" },
  header: "",
  credential: auth("Provider"),
};

const API_KEY = {
  header: "applyApiKeyHeader",
  query: "applyApiKeyQuery",
  cookie: "applyApiKeyCookie",
};
