import type { ApiModel, Operation } from "../../model/index.js";
import type { JsonValue } from "../../util/json.js";
import type { SampleTuning } from "../../schema/sample.js";
import { type HttpRequest, type HttpResponse, headerValue } from "../http/message.js";
import { type AnswerContext, makeAnswer, type PreparedAnswer } from "./answer.js";
import { type BodyFinding, checkBody } from "./body.js";
import type { Checkers } from "./checkers.js";
import {
  type ChosenResponse,
  chooseContent,
  refusalResponse,
  responseForStatus,
  successResponse,
} from "./negotiate.js";
import {
  checkParameters,
  compileParameters,
  type CompiledParameters,
  type PathValues,
} from "./parameters.js";
import { type Preferences, readPreferences } from "./prefer.js";
import { type Problem, problemResponse } from "./problem.js";
import { compileSecurity, type SecurityCheck, type SecurityRefusal } from "./security.js";
import { type MessageViolation, violationsHeader } from "./violation.js";

/** How the mock answers. */
export interface MockBehaviour {
  /** Invents all values unless a request says otherwise. */
  readonly dynamic: boolean;
  /** Answers with a problem when the request or the answer breaks the document. */
  readonly errors: boolean;
  readonly seed: string;
  readonly tuning: SampleTuning | undefined;
}

/** What checking a request gives: a refusal, or findings that only warn. */
export type RequestVerdict =
  | { readonly kind: "accepted"; readonly warnings: readonly MessageViolation[] }
  | { readonly kind: "refused"; readonly statuses: readonly number[]; readonly problem: Problem };

const CACHED_ANSWERS = 64;

/** One operation of the mock: checks requests and answers them; its parts are prepared at the first one. */
export class MockOperation {
  readonly operation: Operation;
  readonly #behaviour: MockBehaviour;
  readonly #context: AnswerContext;
  readonly #checkers: Checkers;
  readonly #security: SecurityCheck | undefined;
  readonly #parameters: CompiledParameters;
  readonly #answers = new Map<string, PreparedAnswer | Problem>();
  readonly #model: ApiModel;

  constructor(model: ApiModel, operation: Operation, checkers: Checkers, behaviour: MockBehaviour) {
    const { schemas } = model.components;
    this.#model = model;
    this.operation = operation;
    this.#behaviour = behaviour;
    this.#checkers = checkers;
    this.#context = { operation, schemas, checkers, tuning: behaviour.tuning };
    this.#security = compileSecurity(model, operation);
    this.#parameters = compileParameters(operation, schemas);
  }

  /** Checks a request and answers it. */
  handle(request: HttpRequest, path: PathValues): HttpResponse | Promise<HttpResponse> {
    const verdict = this.check(request, path);
    if (verdict instanceof Promise) return verdict.then((made) => this.#answer(request, made));
    return this.#answer(request, verdict);
  }

  /** Answers as if the request were valid. */
  example(request: HttpRequest): HttpResponse | Promise<HttpResponse> {
    return this.#answer(request, FINE);
  }

  /** Another operation of the API, mocked in the same way. */
  sibling(operation: Operation): MockOperation {
    return new MockOperation(this.#model, operation, this.#checkers, this.#behaviour);
  }

  /** Answers with a value in place of the example, in the form of the success response. */
  async answerWith(value: JsonValue, request: HttpRequest): Promise<HttpResponse> {
    const chosen = this.#chooseResponse({});
    if ("detail" in chosen) return problemResponse(chosen);
    const media = chooseContent(chosen.response, headerValue(request.headers, "accept"));
    if (media && "detail" in media) return problemResponse(media);
    const wanted = { chosen, media, dynamic: false, seed: "", value };
    const answer = await makeAnswer(this.#context, wanted);
    return "detail" in answer ? problemResponse(answer) : this.#withFindings(answer, []);
  }

  /** Checks a request: security, parameters and body. */
  check(request: HttpRequest, path: PathValues): RequestVerdict | Promise<RequestVerdict> {
    const refusal = this.#security?.(request);
    if (refusal) return unauthorized(refusal);
    const parameters = checkParameters(this.#parameters, request, path, this.#checkers);
    const { requestBody } = this.operation;
    const body = checkBody(requestBody, request, this.#context.schemas, this.#checkers);
    if (parameters instanceof Promise || body instanceof Promise) {
      return Promise.all([parameters, body]).then(([one, other]) => verdictOf(one, other));
    }
    return verdictOf(parameters, body);
  }

  /** What a refused request is answered with: the document's own response, else a problem. */
  refuse(
    verdict: RequestVerdict & { readonly kind: "refused" },
    request: HttpRequest,
  ): HttpResponse | Promise<HttpResponse> {
    const chosen = refusalResponse(this.operation, verdict.statuses);
    if (!chosen) return problemResponse(verdict.problem);
    const content = chosen.response.content ?? [];
    const wanted = chooseContent(chosen.response, headerValue(request.headers, "accept"));
    const media = wanted && "schema" in wanted ? wanted : content[0];
    const key = `refusal ${chosen.status} ${media?.name ?? ""}`;
    const answer = this.#prepared(key, chosen, media, {});
    if (answer instanceof Promise) return answer.then((made) => this.#finish(made, []));
    return this.#finish(answer, []);
  }

  #answer(request: HttpRequest, verdict: RequestVerdict): HttpResponse | Promise<HttpResponse> {
    if (verdict.kind === "refused") return this.refuse(verdict, request);
    const { warnings } = verdict;
    const preferences = readPreferences(request);
    const answer = this.#choose(request, preferences);
    if (answer instanceof Promise) return answer.then((made) => this.#finish(made, warnings));
    return this.#finish(answer, warnings);
  }

  #choose(
    request: HttpRequest,
    preferences: Preferences,
  ): PreparedAnswer | Problem | Promise<PreparedAnswer> {
    const accept = headerValue(request.headers, "accept");
    const dynamic = preferences.dynamic ?? this.#behaviour.dynamic;
    const key = `${accept ?? ""} ${preferences.code ?? ""} ${preferences.example ?? ""}`;
    const known = dynamic ? undefined : this.#answers.get(key);
    if (known) return known;
    const chosen = this.#chooseResponse(preferences);
    if ("detail" in chosen) return chosen;
    const media = chooseContent(chosen.response, accept);
    if (media && "detail" in media) return media;
    if (!dynamic) return this.#prepared(key, chosen, media, preferences);
    const seed = `${this.#behaviour.seed} ${request.method} ${request.target}`;
    const { example } = preferences;
    return makeAnswer(this.#context, {
      chosen,
      media,
      dynamic,
      seed,
      ...(example !== undefined && { example }),
    });
  }

  #chooseResponse({ code }: Preferences): ChosenResponse | Problem {
    const { responses } = this.operation;
    if (code === undefined) {
      const chosen = successResponse(responses);
      return (
        chosen ?? {
          name: "NO_RESPONSE_DEFINED",
          detail: `${this.operation.key} defines no response.`,
        }
      );
    }
    const chosen = /^[1-5]\d\d$/.test(code) ? responseForStatus(responses, code) : undefined;
    return (
      chosen ?? {
        name: "NOT_FOUND",
        detail: `${this.operation.key} defines no response with the status ${code}.`,
      }
    );
  }

  #prepared(
    key: string,
    chosen: ChosenResponse,
    media: AnswerMedia,
    { example }: Preferences,
  ): PreparedAnswer | Problem | Promise<PreparedAnswer> {
    const known = this.#answers.get(key);
    if (known) return known;
    const keep = <T extends PreparedAnswer | Problem>(made: T): T => {
      if (this.#answers.size >= CACHED_ANSWERS) this.#answers.clear();
      this.#answers.set(key, made);
      return made;
    };
    const request = {
      chosen,
      media,
      dynamic: false,
      seed: "",
      ...(example !== undefined && { example }),
    };
    const made = makeAnswer(this.#context, request);
    return made instanceof Promise ? made.then(keep) : keep(made);
  }

  #finish(answer: PreparedAnswer | Problem, warnings: readonly MessageViolation[]): HttpResponse {
    if ("detail" in answer) return problemResponse(answer);
    if (warnings.length > 0) return this.#withFindings(answer, warnings);
    return (answer.finished ??= { ...this.#withFindings(answer, []), lasting: true });
  }

  #withFindings(
    { response, violations: own }: PreparedAnswer,
    warnings: readonly MessageViolation[],
  ): HttpResponse {
    const violations = [...warnings, ...own];
    if (violations.length === 0) return response;
    if (this.#behaviour.errors && violations.some(({ severity }) => severity === "Error")) {
      return problemResponse(violationProblem(violations));
    }
    const { status, headers, body } = response;
    return { status, headers: [...headers, "sl-violations", violationsHeader(violations)], body };
  }
}

type AnswerMedia = Parameters<typeof makeAnswer>[1]["media"];

/** The problem of a message that breaks the document where `--errors` asks for one. */
export function violationProblem(validation: readonly MessageViolation[]): Problem {
  return {
    name: "VIOLATIONS",
    detail:
      "The request or the response breaks the document, and errors were asked for instead of warnings.",
    validation,
  };
}

function unauthorized({ challenge }: SecurityRefusal): RequestVerdict {
  return {
    kind: "refused",
    statuses: [401],
    problem: {
      name: "UNAUTHORIZED",
      detail:
        "The request meets none of the operation's security requirements, and the document defines no response for that.",
      ...(challenge !== undefined && { headers: { "WWW-Authenticate": challenge } }),
    },
  };
}

function verdictOf(parameters: readonly MessageViolation[], body: BodyFinding): RequestVerdict {
  if (body.kind === "unsupported") {
    return {
      kind: "refused",
      statuses: [415],
      problem: { name: "INVALID_CONTENT_TYPE", detail: body.detail },
    };
  }
  if (body.kind === "unreadable") {
    return {
      kind: "refused",
      statuses: [400, 422],
      problem: { name: "INVALID_BODY", detail: body.detail },
    };
  }
  if (parameters.length === 0 && body.violations.length === 0) return FINE;
  const found = [...parameters, ...body.violations];
  const validation = found.filter(({ severity }) => severity === "Error");
  if (validation.length === 0) return { kind: "accepted", warnings: found };
  const detail = "The request breaks the document, which defines no response for that.";
  return {
    kind: "refused",
    statuses: [422, 400],
    problem: { name: "UNPROCESSABLE_ENTITY", detail, validation },
  };
}

const FINE: RequestVerdict = { kind: "accepted", warnings: [] };
