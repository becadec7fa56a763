import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { locationPath, type SourceLocation } from "../../src/diagnostics/location.js";
import { locateChild } from "../../src/document/document.js";
import { openDocument, type OpenOptions } from "../../src/document/open-document.js";
import { readSource } from "../../src/source/read-source.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gw-gen-document-"));
});

const place = (location: SourceLocation | undefined): string =>
  location ? `${location.file.path}#/${locationPath(location).join("/")}` : "";

const open = async (text: string, options: OpenOptions = {}, name = "main.yaml") => {
  writeFileSync(join(folder, name), text);
  const { file, reader } = await readSource(name, { cwd: folder });
  if (!file) throw new Error("the test's file cannot be read");
  const { document, diagnostics } = openDocument(file, reader, options);
  return {
    document,
    messages: diagnostics.map(({ message }) => message),
    problems: diagnostics.map(({ code, location }) => `${code} ${place(location)}`),
  };
};

describe("a file that is no API description", () => {
  test.each([
    ["[1]", "a list"],
    ["hello world", "plain text"],
    ["7", "a single value"],
    ["{}", "an empty object"],
    ['{"name": "x", "scripts": {}}', "a package.json"],
    ["kind: Pod\napiVersion: v1", "a Kubernetes manifest"],
    ["overlay: 1.0.0\nactions: []", "an OpenAPI Overlay (apply it with --overlay)"],
    ["type: object\nproperties: {}", "a JSON Schema alone"],
    ["a: 1\nb: 2", 'an object with "a", "b"'],
  ])("%j is said to look like %s", async (text, words) => {
    expect((await open(text)).messages).toEqual([
      `This is no API description: it looks like ${words}.`,
    ]);
  });

  test.each([
    "openapi: 3.1.0",
    "swagger: 2",
    "paths: {}",
    "asyncapi: 3.0.0",
    "info: {schema: x}\nitem: []",
  ])("%j is one", async (text) => {
    expect((await open(text)).problems).toEqual([]);
  });
});

describe("a template", () => {
  const TEMPLATE = `
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Table: { Type: AWS::DynamoDB::Table }
  One:
    Type: AWS::Serverless::Api
    Properties:
      DefinitionBody:
        swagger: 2.0
        info: { title: !Ref AWS::StackName }
  Two:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Body: { openapi: 3.0.1 } }
`;

  test("gives its first API's body and names the others", async () => {
    const { document, messages, problems } = await open(TEMPLATE);
    expect(document?.value).toEqual({ swagger: 2, info: { title: { Ref: "AWS::StackName" } } });
    expect(place(document?.location)).toBe("main.yaml#/Resources/One/Properties/DefinitionBody");
    expect(problems).toEqual([
      "template-several-apis main.yaml#/Resources/One/Properties/DefinitionBody",
    ]);
    expect(messages).toEqual(['This template holds several APIs; "One" was read, not "Two".']);
  });

  test("gives the API that is asked for", async () => {
    const { document, problems } = await open(TEMPLATE, { api: "Two" });
    expect([document?.value, problems]).toEqual([{ openapi: "3.0.1" }, []]);
    expect((await open(TEMPLATE, { api: "Three" })).messages).toEqual([
      'This template has no API "Three"; it has "One", "Two".',
    ]);
  });

  test("brings in local files and says which parts it cannot", async () => {
    writeFileSync(
      join(folder, "api.yaml"),
      "openapi: 3.0.1\npaths:\n  Fn::Transform:\n    Name: AWS::Include\n    Parameters: { Location: paths.yaml }\n",
    );
    writeFileSync(join(folder, "paths.yaml"), "/pets:\n  get: {}\n");
    const { document, problems } = await open(`
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      DefinitionBody:
        Fn::Transform: { Name: AWS::Include, Parameters: { Location: ./api.yaml } }
`);
    expect(problems).toEqual([]);
    expect(document?.value).toEqual({ openapi: "3.0.1", paths: { "/pets": { get: {} } } });
    expect(place(document?.location)).toBe("api.yaml#/");
    const paths = document?.value["paths"];
    const at = locateChild(document!, document!.location, "paths", paths);
    expect(place(at)).toBe("paths.yaml#/");
    const remote = await open(`
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      DefinitionBody:
        openapi: 3.0.0
        paths: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://b/x } } }
        x-m: { Fn::Transform: { Name: Mine } }
`);
    expect(remote.document?.value).toEqual({ openapi: "3.0.0", paths: {}, "x-m": {} });
    const body = "main.yaml#/Resources/Api/Properties/DefinitionBody";
    expect(remote.problems).toEqual([
      `template-remote-body ${body}/paths/Fn::Transform`,
      `template-macro ${body}/x-m/Fn::Transform`,
    ]);
  });

  test("reads a body from a local file and stops at one that includes itself", async () => {
    writeFileSync(
      join(folder, "api.yaml"),
      "openapi: 3.0.1\nx:\n  Fn::Transform: { Name: AWS::Include, Parameters: { Location: api.yaml } }\n",
    );
    const { document, problems } = await open(
      "Resources: { Api: { Type: AWS::Serverless::HttpApi, Properties: { DefinitionUri: api.yaml } } }",
    );
    expect(place(document?.location)).toBe("api.yaml#/");
    expect(problems).toEqual(["include-cycle api.yaml#/x/Fn::Transform"]);
  });

  test("without a body is refused", async () => {
    expect((await open("Resources: { F: { Type: AWS::Lambda::Function } }")).messages).toEqual([
      "This template has no API resource with a body.",
    ]);
    expect((await open("Resources: { A: { Type: AWS::Serverless::Api } }")).problems).toEqual([
      "template-no-api main.yaml#/",
    ]);
  });
});
