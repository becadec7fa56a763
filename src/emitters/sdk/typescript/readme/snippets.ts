import { printString } from "../../../../printer/string-literal.js";
import { PRINT_WIDTH, textWidth } from "../../../../printer/text-width.js";
import { code, type Literal, object, printLiteral, string } from "../print/literal.js";
import type { OperationPlan, SchemePlan, SdkPlan } from "../plan/sdk-plan.js";
import { operationRequest } from "./operation-request.js";

/** One operation with a request that compiles. */
export interface SampleCall {
  readonly operation: OperationPlan;
  readonly request: Literal;
}

/** The operation that shows an SDK, or what `fits`, best (else one that answers at once): one that reads, answers something, and asks for little. */
export function chooseSample(
  plan: SdkPlan,
  fits: (operation: OperationPlan) => boolean = ({ stream, surface }) =>
    stream?.name !== surface.name,
): SampleCall | undefined {
  const types = new Map(plan.surface.types.map((type) => [type.name, type]));
  const ranked = plan.groups
    .flatMap(({ operations }) => operations.filter(fits))
    .map((operation, index) => ({ operation, rank: rankOf(operation) * 10_000 + index }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, 20);
  for (const { operation } of ranked) {
    const request = operationRequest(plan, operation, types);
    if (request) return { operation, request };
  }
  return undefined;
}

/** Lower is better. */
function rankOf({ surface, method }: OperationPlan): number {
  const { members, result, documentation } = surface;
  const isEmpty = result.kind === "primitive" && result.name === "undefined";
  const required = members.filter((member) => member.required).length;
  return (
    (method === "GET" ? 0 : 8) +
    (isEmpty ? 4 : 0) +
    (surface.errors.length > 0 ? 0 : 1) +
    (documentation?.deprecated ? 16 : 0) +
    (required === 1 ? 0 : required + 1)
  );
}

/** `const client = new PetsClient({ … });` with what a client cannot do without, and the stage that is called. */
export function clientLines(plan: SdkPlan, operation: OperationPlan, stage?: string): string {
  return assignment("const client = ", `new ${plan.surface.clientName}`, [
    clientOptions(plan, operation, stage),
  ]);
}

/** The options that a client of an operation cannot do without, and the stage that is called. */
export function clientOptions(
  plan: SdkPlan,
  operation: OperationPlan,
  stage?: string,
): Literal | undefined {
  const [uses = []] = operation.security;
  const credentials = uses.flatMap(({ scheme }) => {
    const known = plan.schemes.find(({ name }) => name === scheme);
    return known?.credential ? [[scheme, credential(known)] as const] : [];
  });
  const chosen = stage ?? stageOf(plan, operation);
  const members = [
    ["baseUrl", plan.servers.length > 0 ? undefined : string("https://api.example.com")],
    ["stage", chosen === undefined ? undefined : string(chosen)],
    ["auth", credentials.length > 0 ? object(credentials) : undefined],
  ] as const;
  return members.some(([, value]) => value) ? object(members) : undefined;
}

/** A stage that has an operation, where the one that clients call by themselves has not. */
function stageOf({ stages: all = [] }: SdkPlan, { stages }: OperationPlan): string | undefined {
  const [standard = ""] = all;
  return stages?.includes(standard) ? undefined : stages?.[0];
}

function credential({ credential: type, credentialArgument, sources }: SchemePlan): Literal {
  if (sources) return object(sources.map(({ name }) => [name, string("secret")] as const));
  if (type?.name === "SigV4Credential") {
    const keys = object([
      ["accessKeyId", string("id")],
      ["secretAccessKey", string("secret")],
    ]);
    return object([
      ["credentials", keys],
      ["region", string("us-east-1")],
    ]);
  }
  return credentialArgument === "BasicCredentials"
    ? object([
        ["username", string("me")],
        ["password", string("secret")],
      ])
    : string("secret");
}

/** The call of the sample, or of its function of another name, as a method of the client. */
export function methodCall(
  plan: SdkPlan,
  { operation, request }: SampleCall,
  name = operation.surface.name,
): Call {
  const { group } = operation.surface;
  const target = group === "" ? "client" : `client.${group}`;
  return { callee: `${target}.${name}`, args: [isEmpty(request) ? undefined : request] };
}

/** The call of the sample as a function. */
export function functionCall({ operation, request }: SampleCall): Call {
  return {
    callee: operation.surface.name,
    args: [code("client"), isEmpty(request) ? undefined : request],
  };
}

/** What is called with what; trailing arguments may be left out. */
export interface Call {
  readonly callee: string;
  readonly args: readonly (Literal | undefined)[];
}

/** `prefix callee(args);` as Prettier prints it. */
export function callLines(prefix: string, { callee, args }: Call): string {
  return assignment(prefix, callee, args);
}

function isEmpty(literal: Literal): boolean {
  return literal.kind === "object" && literal.members.length === 0;
}

function assignment(
  prefix: string,
  callee: string,
  args: readonly (Literal | undefined)[],
): string {
  const given = args.filter((arg) => arg !== undefined);
  const first = given.slice(0, -1).map((arg) => `${printLiteral(arg, 0, 0, 0)}, `);
  const head = `${prefix}${callee}(${first.join("")}`;
  const last = given.at(-1);
  if (!last) return `${head});`;
  // An object as the last argument is broken in place; the rest of the call stays on its line.
  const text = printLiteral(last, 0, textWidth(head), 2);
  const broken = text.includes("\n") || textWidth(head + text) + 2 > PRINT_WIDTH;
  return `${head}${broken ? printLiteral(last, 0, PRINT_WIDTH, 0) : text});`;
}

/** An import of the package. */
export function importLine(plan: SdkPlan, names: readonly string[]): string {
  const from = printString(plan.surface.packageName);
  const flat = `import { ${names.join(", ")} } from ${from};`;
  if (textWidth(flat) <= PRINT_WIDTH || names.length === 1) return flat;
  return `import {\n${names.map((name) => `  ${name},\n`).join("")}} from ${from};`;
}
