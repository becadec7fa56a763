import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { SignatureV4 } from "@smithy/signature-v4";
import type { HttpRequest } from "../http/message.js";
import { decodeForm, parsePairs } from "../openapi/query.js";
import { fault, type Fault } from "./fault.js";

/** Test credentials of an IAM user that may call everything. */
export interface IamCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Where signatures must be made out to, and when. */
export interface SignatureContext {
  readonly region: string;
  readonly credentials: readonly IamCredentials[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

const SERVICE = "execute-api";
const ALGORITHM = "AWS4-HMAC-SHA256";
const TOLERANCE_MS = 5 * 60 * 1000;

/** The parts of a signature, from the header or from the query of a presigned URL. */
interface SentSignature {
  readonly accessKeyId: string;
  /** Date, region, service and terminator. */
  readonly scope: readonly string[];
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** As sent, `20260102T030405Z`. */
  readonly date: string;
  /** Seconds; present on presigned URLs alone. */
  readonly expires?: number;
}

/**
 * Checks a Signature Version 4 of the service `execute-api` (IAM guide, "Signature Version 4 for API requests"),
 * sent in the header or as a presigned URL; gives the credentials that signed, or the fault that answers.
 */
export async function checkSignature(
  request: HttpRequest,
  context: SignatureContext,
): Promise<IamCredentials | Fault> {
  const sent = readSignature(request);
  if ("fault" in sent) return sent;
  const credentials = context.credentials.find((one) => one.accessKeyId === sent.accessKeyId);
  if (!credentials) {
    return refused(
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    );
  }
  const problem = scopeProblem(sent, context.region) ?? timeProblem(sent, context.now);
  if (problem !== undefined) return fault("INVALID_SIGNATURE", { message: problem });
  const expected = await expectedSignature(request, sent, credentials);
  return isSame(expected, sent.signature) ? credentials : fault("INVALID_SIGNATURE");
}

function refused(errorType: string, message: string): Fault {
  return { ...fault("INVALID_SIGNATURE", { message }), errorType };
}

function readSignature(request: HttpRequest): SentSignature | Fault {
  const { authorization } = request.headers;
  if (authorization !== undefined) return fromHeader(authorization, request);
  const query = new Map(parsePairs(request.query).map(({ name, raw }) => [name, decodeForm(raw)]));
  if (query.get("X-Amz-Algorithm") !== ALGORITHM) return fault("MISSING_AUTHENTICATION_TOKEN");
  const [accessKeyId = "", ...scope] = (query.get("X-Amz-Credential") ?? "").split("/");
  return {
    accessKeyId,
    scope,
    signedHeaders: (query.get("X-Amz-SignedHeaders") ?? "").split(";"),
    signature: query.get("X-Amz-Signature") ?? "",
    date: query.get("X-Amz-Date") ?? "",
    expires: Number(query.get("X-Amz-Expires") ?? 0),
  };
}

function fromHeader(header: string, request: HttpRequest): SentSignature | Fault {
  const at = header.indexOf(" ");
  if (at < 0 || header.slice(0, at) !== ALGORITHM) {
    const [word = ""] = header.split(" ");
    return incomplete(
      `'${word}' not a valid key=value pair (missing equal-sign) in Authorization header: '${header}'.`,
    );
  }
  const parts = new Map(
    header
      .slice(at + 1)
      .split(",")
      .map((part) => {
        const equals = part.indexOf("=");
        return [part.slice(0, equals).trim(), part.slice(equals + 1).trim()] as const;
      }),
  );
  const missing = ["Credential", "Signature", "SignedHeaders"].filter((name) => !parts.has(name));
  const date = request.headers["x-amz-date"];
  const needs = missing.map((name) => `Authorization header requires '${name}' parameter.`);
  if (typeof date !== "string") {
    needs.push(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  }
  if (needs.length > 0 || typeof date !== "string") {
    return incomplete(`${needs.join(" ")} Authorization=${ALGORITHM}`);
  }
  const [accessKeyId = "", ...scope] = (parts.get("Credential") ?? "").split("/");
  return {
    accessKeyId,
    scope,
    signedHeaders: (parts.get("SignedHeaders") ?? "").toLowerCase().split(";"),
    signature: parts.get("Signature") ?? "",
    date,
  };
}

function incomplete(message: string): Fault {
  return refused("IncompleteSignatureException", message);
}

function scopeProblem({ scope, date }: SentSignature, wanted: string): string | undefined {
  const [day, region, service, end] = scope;
  const problems: string[] = [];
  if (region !== wanted)
    problems.push(`Credential should be scoped to a valid region, not '${region ?? ""}'. `);
  if (service !== SERVICE)
    problems.push(`Credential should be scoped to correct service: '${SERVICE}'. `);
  if (end !== "aws4_request") {
    problems.push(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${end ?? ""}'. `,
    );
  }
  if (day !== date.slice(0, 8)) {
    problems.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day ?? ""}' != '${date.slice(0, 8)}', from '${date}'.`,
    );
  }
  return problems.length === 0 ? undefined : problems.join("").trim();
}

function timeProblem({ date, expires }: SentSignature, now: number): string | undefined {
  const at = timeOf(date);
  if (at === undefined) return `Date must be in ISO-8601 'basic format'. Got '${date}'.`;
  const lifetime = expires === undefined ? TOLERANCE_MS : expires * 1000;
  const margin = `${basicTime(now)} ${at > now ? "+" : "-"} 5 min.`;
  if (now - at > lifetime) {
    const oldest = basicTime(now - lifetime);
    return `Signature expired: ${date} is now earlier than ${oldest} (${margin})`;
  }
  if (at - now > TOLERANCE_MS) {
    const newest = basicTime(now + TOLERANCE_MS);
    return `Signature not yet current: ${date} is still later than ${newest} (${margin})`;
  }
  return undefined;
}

function timeOf(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, ...rest] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, ...rest);
}

function basicTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replaceAll(/[-:]|\.\d+/g, "");
}

/** Signs the request again as its sender did: only the headers that were signed take part. */
async function expectedSignature(
  request: HttpRequest,
  { scope, signedHeaders, date, expires }: SentSignature,
  credentials: IamCredentials,
): Promise<string> {
  const { SignatureV4: Signer } = await import("@smithy/signature-v4");
  const signer: SignatureV4 = new Signer({
    service: SERVICE,
    region: scope[1] ?? "",
    credentials,
    sha256: Sha256,
    applyChecksum: false,
  });
  const names = new Set(signedHeaders);
  const headers = Object.fromEntries(
    signedHeaders.map((name) => [name, [request.headers[name] ?? ""].flat().join(",")]),
  );
  // The sender's word for the hash of the body is not taken: the body itself is hashed again.
  const claimed = headers["x-amz-content-sha256"];
  if (claimed !== undefined && claimed !== hashOf(request.body)) return "";
  const message = {
    method: request.method,
    protocol: "http:",
    hostname: "",
    path: request.path,
    query: queryOf(request.query, expires !== undefined),
    headers,
    body: request.body,
  };
  const options = { signingDate: new Date(timeOf(date) ?? 0), signableHeaders: names };
  if (expires === undefined) {
    const { headers: signed } = await signer.sign(message, options);
    return /Signature=([0-9a-f]+)/.exec(signed["authorization"] ?? "")?.[1] ?? "";
  }
  const { query } = await signer.presign(message, {
    ...options,
    expiresIn: expires,
    unhoistableHeaders: names,
  });
  return String(query?.["X-Amz-Signature"] ?? "");
}

/** The query by name; a presigned one without what signing adds itself. */
function queryOf(text: string, isPresigned: boolean): Record<string, string | string[]> {
  const query = new Map<string, string[]>();
  for (const { name, raw } of parsePairs(text)) {
    if (isPresigned && ADDED_BY_PRESIGNING.has(name)) continue;
    query.set(name, [...(query.get(name) ?? []), decodeForm(raw)]);
  }
  return Object.fromEntries(query);
}

const ADDED_BY_PRESIGNING = new Set(
  ["Algorithm", "Credential", "Date", "Expires", "SignedHeaders", "Signature"].map(
    (name) => `X-Amz-${name}`,
  ),
);

function hashOf(body: Buffer): string {
  return createHash("sha256").update(body).digest("hex");
}

function isSame(expected: string, sent: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(sent)];
  return one.length > 0 && one.length === other.length && timingSafeEqual(one, other);
}

type Bytes = string | ArrayBuffer | ArrayBufferView;

/** SHA-256, keyed where a secret is given, in the shape that the signer takes. */
class Sha256 {
  readonly #secret: Buffer | undefined;
  readonly #chunks: Buffer[] = [];

  constructor(secret?: Bytes) {
    this.#secret = secret === undefined ? undefined : bufferOf(secret);
  }

  update(chunk: Bytes): void {
    this.#chunks.push(bufferOf(chunk));
  }

  async digest(): Promise<Uint8Array> {
    const hash = this.#secret ? createHmac("sha256", this.#secret) : createHash("sha256");
    return new Uint8Array(hash.update(Buffer.concat(this.#chunks)).digest());
  }

  reset(): void {
    this.#chunks.length = 0;
  }
}

function bufferOf(bytes: Bytes): Buffer {
  if (typeof bytes === "string") return Buffer.from(bytes, "utf8");
  if (ArrayBuffer.isView(bytes)) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  return Buffer.from(bytes);
}
