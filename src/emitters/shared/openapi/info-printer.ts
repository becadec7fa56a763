import type {
  ExternalDocumentationObject,
  InfoObject,
  ServerObject,
  ServerVariableObject,
  TagObject,
} from "openapi3-ts/oas32";
import type {
  Contact,
  ExternalDocs,
  Info,
  License,
  Server,
  ServerVariable,
  Tag,
} from "../../../model/index.js";
import type { JsonObject, JsonValue } from "../../../util/json.js";
import { Members, namedValues } from "./members.js";
import { type Printing, printValue } from "./printing.js";

/** Writes the info object. */
export function printInfo(info: Info, printing: Printing): JsonObject {
  const { description, contact, license } = info;
  const summary = printing.since(3.1, "The summary of the API", info.summary, info);
  const members = new Members<InfoObject>()
    .put("title", printValue(info.title))
    .put("summary", summary)
    .put("description", description === undefined ? undefined : printValue(description))
    .put("termsOfService", info.termsOfService)
    .put("contact", contact && printContact(contact, printing))
    .put("license", license && printLicense(license, printing))
    .put("version", printValue(info.version));
  return printing.rest(members, info).end();
}

function printContact(contact: Contact, printing: Printing): JsonObject {
  const members = new Members<NonNullable<InfoObject["contact"]>>()
    .put("name", contact.name)
    .put("url", contact.url)
    .put("email", contact.email);
  return printing.rest(members, contact).end();
}

function printLicense(license: License, printing: Printing): JsonObject {
  const { identifier } = license;
  const members = new Members<NonNullable<InfoObject["license"]>>()
    .put("name", license.name)
    .put("identifier", printing.since(3.1, "The licence's SPDX identifier", identifier, license))
    .put("url", license.url);
  return printing.rest(members, license).end();
}

/** Writes a link to documentation. */
export function printExternalDocs(docs: ExternalDocs, printing: Printing): JsonObject {
  const members = new Members<ExternalDocumentationObject>()
    .put("description", docs.description)
    .put("url", docs.url);
  return printing.rest(members, docs).end();
}

/** Writes a tag of the document's list. */
export function printTag(tag: Tag, printing: Printing): JsonObject {
  const { externalDocs } = tag;
  const members = new Members<TagObject>()
    .put("name", tag.name)
    .put("summary", printing.since(3.2, "The summary of a tag", tag.summary, tag))
    .put("description", tag.description)
    .put("externalDocs", externalDocs && printExternalDocs(externalDocs, printing))
    .put("parent", printing.since(3.2, "The parent of a tag", tag.parent, tag))
    .put("kind", printing.since(3.2, "The kind of a tag", tag.tagKind, tag));
  for (const [name, value] of Object.entries(printing.extensions?.tag(tag) ?? {})) {
    members.add(name, value);
  }
  return printing.rest(members, tag).end();
}

/** Writes a server of OpenAPI 3. */
export function printServer(server: Server, printing: Printing, more: JsonObject = {}): JsonObject {
  const { variables } = server;
  const members = new Members<ServerObject>()
    .put("url", printValue(server.url))
    .put("name", printing.since(3.2, "The name of a server", server.name, server))
    .put("description", server.description)
    .put("variables", variables && namedValues(variables, (one) => printVariable(one, printing)));
  for (const [name, value] of Object.entries(more)) members.add(name, value);
  return printing.rest(members, server).end();
}

function printVariable(variable: ServerVariable, printing: Printing): JsonValue {
  const members = new Members<ServerVariableObject>()
    .put("default", printValue(variable.default))
    .put("enum", variable.enum)
    .put("description", variable.description);
  return printing.rest(members, variable).end();
}
