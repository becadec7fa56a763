import type { RequestBody, Response } from "../../model/index.js";
import { diagnostic } from "../diagnostics.js";
import { ObjectReader } from "../object-reader.js";
import type { RawMember } from "../run.js";
import { mergeParameters, rawParameters } from "../parameters.js";
import type { DialectComponents, DialectParts, OperationInputs } from "../parts.js";
import type { Scope } from "../run.js";
import { report } from "../run.js";
import { readerAt, readSection, SharedNodes } from "../shared.js";
import { bodyOf, formOf } from "./body.js";
import { documentMediaTypes, mediaTypesOf } from "./media.js";
import { readParameter } from "./parameter.js";
import { readResponse } from "./response.js";
import { operationServers, swaggerServers } from "./servers.js";

/** The parts of Swagger 2.0. */
export function swagger2Parts(): DialectParts {
  const nodes = new SwaggerNodes();
  return {
    servers: swaggerServers,
    ownServers: operationServers,
    components: (root) => nodes.components(root),
    inputs: (operation, pathItems) => nodes.inputs(operation, pathItems),
    response: (member, operation) => nodes.response(member, operation),
  };
}

/** Reads nodes whose content depends on the media types of the operation that uses them. */
class SwaggerNodes {
  readonly #parameters = new SharedNodes("parameters", readParameter);
  readonly #bodies = new Map<string, SharedNodes<RequestBody>>();
  readonly #responses = new Map<string, SharedNodes<Response>>();

  components(root: Scope): DialectComponents {
    const owner = new ObjectReader(root.run.document.value, root.location, root);
    const consumes = documentMediaTypes(owner, "consumes");
    const produces = documentMediaTypes(owner, "produces");
    const inBody = (member: RawMember): boolean => placeOf(member, root) === "body";
    const inForm = (member: RawMember): boolean => placeOf(member, root) === "formData";
    return {
      parameters: readSection(root, "parameters", this.#parameters, (member) => {
        return !inBody(member) && !inForm(member);
      }),
      requestBodies: readSection(root, "parameters", this.#bodiesIn(consumes), inBody),
      responses: readSection(root, "responses", this.#responsesIn(produces)),
      headers: new Map(),
      examples: new Map(),
      links: new Map(),
      mediaTypes: new Map(),
    };
  }

  inputs(operation: ObjectReader, pathItems: readonly ObjectReader[]): OperationInputs {
    const others: {
      parameter: NonNullable<ReturnType<typeof readParameter>>;
      owner: ObjectReader;
    }[] = [];
    const bodies: { member: RawMember; owner: ObjectReader }[] = [];
    const fields = new Map<unknown, ObjectReader>();
    for (const entry of rawParameters(operation, pathItems)) {
      const { member, owner } = entry;
      const place = placeOf(member, owner.scope);
      if (place === "body") bodies.push(entry);
      else if (place === "formData") {
        const field = readerAt(member, owner.scope);
        if (field) fields.set(field.raw.name, field);
      } else {
        const parameter = this.#parameters.read(member, owner.scope, owner !== operation);
        if (parameter) others.push({ parameter, owner });
      }
    }
    const requestBody = this.#body(operation, bodies, [...fields.values()]);
    return { parameters: mergeParameters(others), ...(requestBody && { requestBody }) };
  }

  response(member: RawMember, operation: ObjectReader): Response | undefined {
    const produces = mediaTypesOf(operation, "produces");
    const response = this.#responsesIn(produces).read(member, operation.scope);
    const isShared = sameTypes(produces, documentMediaTypes(operation, "produces"));
    return response && !isShared ? withoutComponent(response) : response;
  }

  /** One body; a body of the operation replaces that of its path item, further ones have no meaning. */
  #body(
    operation: ObjectReader,
    bodies: readonly { member: RawMember; owner: ObjectReader }[],
    fields: readonly ObjectReader[],
  ): RequestBody | undefined {
    const own = bodies.filter(({ owner }) => owner === operation);
    const [first, ...more] = own.length > 0 ? own : bodies;
    if (first && (more.length > 0 || fields.length > 0)) {
      const at = more[0]?.member.location ?? fields[0]?.location;
      report(operation.scope, diagnostic("several-bodies", at, []));
    }
    if (!first) return fields.length > 0 ? formOf(fields, operation) : undefined;
    const consumes = mediaTypesOf(operation, "consumes");
    const body = this.#bodiesIn(consumes).read(first.member, first.owner.scope);
    const isShared = sameTypes(consumes, documentMediaTypes(operation, "consumes"));
    return body && !isShared ? withoutComponent(body) : body;
  }

  #bodiesIn(consumes: readonly string[]): SharedNodes<RequestBody> {
    return known(this.#bodies, consumes, () => {
      return new SharedNodes("parameters", (reader) => bodyOf(reader, consumes));
    });
  }

  #responsesIn(produces: readonly string[]): SharedNodes<Response> {
    return known(this.#responses, produces, () => {
      return new SharedNodes("responses", (reader) => readResponse(reader, produces));
    });
  }
}

function known<T>(map: Map<string, T>, types: readonly string[], make: () => T): T {
  const key = types.join("\n");
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function sameTypes(one: readonly string[], other: readonly string[]): boolean {
  return one.join("\n") === other.join("\n");
}

function withoutComponent<T extends { readonly component?: string }>(node: T): T {
  const { component: _component, ...rest } = node;
  return rest as T;
}

function placeOf(member: RawMember, scope: Scope): unknown {
  return readerAt(member, scope, true)?.raw.in;
}
