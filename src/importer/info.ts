import type { Contact, Info, License, Server, ServerVariable, Tag } from "../model/index.js";
import type { Draft } from "./draft.js";
import { assign } from "./draft.js";
import { readExternalDocs } from "./external-docs.js";
import type { ObjectReader } from "./object-reader.js";
import { memberSet } from "./member-set.js";

const infoMembers = memberSet("title version summary description termsOfService contact license");

/** Reads the info object; a title and a version that are not there are empty. */
export function readInfo(root: ObjectReader): Info {
  const reader = root.object("info");
  if (!reader) {
    root.missing("The document", "info");
    return { location: root.location, title: "", version: "" };
  }
  for (const member of ["title", "version"]) {
    if (reader.raw[member] === undefined) reader.missing("The info object", member);
  }
  const info: Draft<Info> = {
    location: reader.location,
    title: reader.textValue("title") ?? "",
    version: reader.textValue("version") ?? "",
  };
  assign(info, "summary", reader.text("summary"));
  assign(info, "description", reader.textValue("description"));
  assign(info, "termsOfService", reader.text("termsOfService"));
  assign(info, "contact", readContact(reader.object("contact")));
  assign(info, "license", readLicense(reader.object("license")));
  reader.keepRest(info, infoMembers);
  return info;
}

const contactMembers = memberSet("name url email");

function readContact(reader: ObjectReader | undefined): Contact | undefined {
  if (!reader) return undefined;
  const contact: Draft<Contact> = { location: reader.location };
  assign(contact, "name", reader.text("name"));
  assign(contact, "url", reader.text("url"));
  assign(contact, "email", reader.text("email"));
  reader.keepRest(contact, contactMembers);
  return contact;
}

const licenseMembers = memberSet("name identifier url");

function readLicense(reader: ObjectReader | undefined): License | undefined {
  if (!reader) return undefined;
  const name = reader.requiredText("name", "The license");
  const license: Draft<License> = { location: reader.location, name };
  assign(license, "identifier", reader.text("identifier"));
  assign(license, "url", reader.text("url"));
  reader.keepRest(license, licenseMembers);
  return license;
}

const tagMembers = memberSet(
  "name summary description externalDocs parent kind x-amazon-apigateway-tag-value",
);

/** Reads the document's list of tags. */
export function readTags(root: ObjectReader): Tag[] {
  return (root.objects("tags") ?? []).map((reader) => {
    const name = reader.requiredText("name", "The tag");
    const tag: Draft<Tag> = { location: reader.location, name };
    assign(tag, "summary", reader.text("summary"));
    assign(tag, "description", reader.text("description"));
    assign(tag, "externalDocs", readExternalDocs(reader));
    assign(tag, "parent", reader.text("parent"));
    assign(tag, "tagKind", reader.text("kind"));
    assign(tag, "tagValue", reader.textValue("x-amazon-apigateway-tag-value"));
    reader.keepRest(tag, tagMembers);
    return tag;
  });
}

const serverMembers = memberSet(
  "url name description variables x-amazon-apigateway-endpoint-configuration",
);

/** Reads a list of servers; a single object in its place is one server. */
export function readServers(owner: ObjectReader): Server[] | undefined {
  const value = owner.raw.servers;
  if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    owner.wrongType("servers", "an array");
    const single = owner.object("servers");
    return single && Object.keys(single.raw).length > 0 ? [readServer(single)] : [];
  }
  return owner.objects("servers")?.map(readServer);
}

/** Reads one server. */
export function readServer(reader: ObjectReader): Server {
  if (reader.raw.url === undefined) reader.missing("The server", "url");
  const url = reader.textValue("url") ?? "/";
  const server: Draft<Server> = { location: reader.location, url };
  assign(server, "name", reader.text("name"));
  assign(server, "description", reader.text("description"));
  const variables = reader.object("variables");
  if (variables) {
    server.variables = variables.all().flatMap((member) => {
      const variable = variables.asObject(member);
      return variable ? [{ name: member.name, value: readVariable(variable) }] : [];
    });
  }
  reader.keepRest(server, serverMembers);
  return server;
}

const variableMembers = memberSet("default enum description");

function readVariable(reader: ObjectReader): ServerVariable {
  if (reader.raw.default === undefined) reader.missing("The server variable", "default");
  const value = reader.textValue("default") ?? reader.texts("enum")?.[0] ?? "";
  const variable: Draft<ServerVariable> = { location: reader.location, default: value };
  assign(variable, "enum", reader.texts("enum"));
  assign(variable, "description", reader.text("description"));
  reader.keepRest(variable, variableMembers);
  return variable;
}
