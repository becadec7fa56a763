import type {
  ApiModel,
  HttpScheme,
  Operation,
  SecurityRequirement,
  SecurityScheme,
} from "../../model/index.js";
import { type HttpRequest, headerValue } from "../http/message.js";
import { cookiePairs } from "./parameters.js";
import { parsePairs } from "./query.js";

/** That a request meets no requirement; `challenge` is the value of `WWW-Authenticate` where a scheme has one. */
export interface SecurityRefusal {
  readonly challenge?: string;
}

/** Checks the security requirements of a request; undefined when one of them is met. */
export type SecurityCheck = (request: HttpRequest) => SecurityRefusal | undefined;

type SchemeCheck = (request: HttpRequest) => SecurityRefusal | undefined;

/** Prepares the check of an operation; undefined when none is needed. Credentials are looked at in form alone. */
export function compileSecurity(model: ApiModel, operation: Operation): SecurityCheck | undefined {
  const requirements = operation.security ?? model.security ?? [];
  if (requirements.length === 0) return undefined;
  if (requirements.some(({ schemes }) => schemes.length === 0)) return undefined;
  const alternatives = requirements.map((one) => compileAlternative(model, one));
  return (request) => {
    const refusals: SecurityRefusal[] = [];
    for (const check of alternatives) {
      const refusal = check(request);
      if (!refusal) return undefined;
      refusals.push(refusal);
    }
    return joined(refusals);
  };
}

function joined(refusals: readonly SecurityRefusal[]): SecurityRefusal {
  const challenges = new Set(refusals.flatMap(({ challenge }) => challenge ?? []));
  return challenges.size === 0 ? {} : { challenge: [...challenges].join(", ") };
}

function compileAlternative(model: ApiModel, requirement: SecurityRequirement): SchemeCheck {
  const checks = requirement.schemes.map(({ name }) => {
    const scheme = model.components.securitySchemes.get(name);
    return scheme ? checkOf(scheme) : () => undefined;
  });
  return (request) => {
    const refusals = checks.flatMap((check) => check(request) ?? []);
    return refusals.length === 0 ? undefined : joined(refusals);
  };
}

function checkOf(scheme: SecurityScheme): SchemeCheck {
  switch (scheme.kind) {
    case "apiKey":
      return (request) => (hasKey(request, scheme.in, scheme.name) ? undefined : {});
    case "http":
      return httpCheck(scheme);
    case "oauth2":
      return tokenCheck("OAuth2");
    case "openIdConnect":
      return tokenCheck("OpenID");
    case "mutualTLS":
    case "unknown":
      return () => undefined;
  }
}

function httpCheck(scheme: HttpScheme): SchemeCheck {
  switch (scheme.scheme.toLowerCase()) {
    case "basic":
      return (request) => {
        const credentials = credentialsOf(request, "basic");
        if (credentials === undefined) return { challenge: 'Basic realm="*"' };
        const text = Buffer.from(credentials, "base64").toString("utf8");
        return text.includes(":") ? undefined : {};
      };
    case "digest":
      return (request) => {
        const credentials = credentialsOf(request, "digest");
        const complete = DIGEST_PARTS.every((part) => credentials?.includes(`${part}=`));
        return complete ? undefined : { challenge: 'Digest realm="*", nonce="abc123"' };
      };
    case "bearer":
      return tokenCheck("Bearer");
    default:
      return (request) =>
        credentialsOf(request, scheme.scheme.toLowerCase()) === undefined
          ? { challenge: scheme.scheme }
          : undefined;
  }
}

const DIGEST_PARTS = ["username", "realm", "nonce", "uri", "response"];

function tokenCheck(challenge: string): SchemeCheck {
  return (request) => (credentialsOf(request, "bearer") ? undefined : { challenge });
}

function credentialsOf(request: HttpRequest, scheme: string): string | undefined {
  const header = headerValue(request.headers, "authorization") ?? "";
  const at = header.indexOf(" ");
  if (at < 0 || header.slice(0, at).toLowerCase() !== scheme) return undefined;
  return header.slice(at + 1).trim();
}

function hasKey(request: HttpRequest, place: "header" | "query" | "cookie", name: string): boolean {
  switch (place) {
    case "header":
      return headerValue(request.headers, name.toLowerCase()) !== undefined;
    case "query":
      return parsePairs(request.query).some((pair) => pair.name === name);
    case "cookie":
      return cookiePairs(headerValue(request.headers, "cookie") ?? "").some(
        (pair) => pair.name === name,
      );
  }
}
