import oldest from "typescript-5.4";
import { describe, expect, it } from "vitest";
import type { Operation, Parameter } from "../../../../src/model/index.js";
import { FileNames } from "../../../../src/emitters/sdk/typescript/names/file-names.js";
import {
  memberName,
  nameMembers,
} from "../../../../src/emitters/sdk/typescript/names/member-names.js";
import {
  functionName,
  nameOperations,
} from "../../../../src/emitters/sdk/typescript/names/operation-names.js";
import {
  nameSchemas,
  typeName,
  typeScope,
} from "../../../../src/emitters/sdk/typescript/names/type-names.js";
import { nowhere } from "../../../schema/model-schema.js";

const { ES2022 } = oldest.ScriptTarget;

function schemaNames(names: readonly string[], exported: readonly string[] = []): unknown {
  const requests = names.map((name) => ({ name, location: nowhere }));
  const result = nameSchemas(requests, typeScope(exported));
  return {
    names: names.map((name) => result.names.get(name)),
    renamed: result.diagnostics.map(({ code, message }) => `${code} ${message.split(" ")[2]}`),
  };
}

describe("nameSchemas", () => {
  it("keeps names that are ready and puts others into Pascal case", () => {
    const names = ["Pet", "IPAddress", "pet_status", "io.k8s.api.Pod", "API_KEY", "größe", "用户"];
    expect(schemaNames(names)).toEqual({
      names: ["Pet", "IPAddress", "PetStatus", "IoK8sApiPod", "ApiKey", "Größe", "用户"],
      renamed: [],
    });
  });

  it("tells apart what becomes the same, the ready name first", () => {
    expect(schemaNames(["foo-bar", "foo_bar", "FooBar", "foo-bar2"])).toEqual({
      names: ["FooBar2", "FooBar3", "FooBar", "FooBar22"],
      renamed: [
        'sdk-type-renamed "foo-bar"',
        'sdk-type-renamed "foo_bar"',
        'sdk-type-renamed "foo-bar2"',
      ],
    });
  });

  it("leaves globals, exports and keywords alone, and makes identifiers of anything", () => {
    const names = ["Record", "error", "ApiError", "3d", "", "__proto__", "class", "*/ x()"];
    expect(schemaNames(names, ["ApiError"])).toMatchObject({
      names: [
        "RecordModel",
        "ErrorModel",
        "ApiErrorModel",
        "_3d",
        "Unnamed",
        "Proto",
        "Class",
        "X",
      ],
    });
  });
});

describe("every letter and mark", () => {
  it("gives names that the oldest compiler takes", () => {
    const isTaken = (name: string): boolean =>
      [...name].every((character, index) => {
        const code = character.codePointAt(0) ?? 0;
        return (index === 0 ? oldest.isIdentifierStart : oldest.isIdentifierPart)(code, ES2022);
      });
    const refused: string[] = [];
    for (let code = 0x80; code <= 0x10ffff; code++) {
      const letter = String.fromCodePoint(code);
      if (!/[\p{L}\p{M}\p{N}]/u.test(letter)) continue;
      const names = [typeName, functionName, memberName].map((make) =>
        make(`${letter}x ${letter}`),
      );
      refused.push(...names.filter((name) => !isTaken(name)));
    }
    expect(refused).toEqual([]);
  });
});

function operation(key: string, operationId?: string, name?: string): Operation {
  const [method = "", raw = ""] = key.split(" ");
  const segments = raw
    .split("/")
    .slice(1)
    .map((text) =>
      text.startsWith("{")
        ? ({ kind: "parameter", name: text.slice(1, -1) } as const)
        : ({ kind: "static", text } as const),
    );
  return {
    kind: "operation",
    location: nowhere,
    key,
    ...(operationId !== undefined && { operationId }),
    method,
    path: { raw, segments },
    tags: [],
    parameters: [],
    responses: [],
    pathItem: { location: nowhere },
    ...(name !== undefined && { extensions: [{ name: "x-gw-gen-name", value: name }] }),
  };
}

describe("nameOperations", () => {
  it("takes x-gw-gen-name, then operationId, then method and path", () => {
    const { names, diagnostics } = nameOperations([
      operation("GET /pets", "listPets"),
      operation("POST /pets", "pets/create-one"),
      operation("DELETE /pets/{petId}", "delete"),
      operation("GET /pets/{petId}", "listPets"),
      operation("GET /", undefined),
      operation("PUT /pets/{petId}/name", undefined),
      operation("HEAD /pets", "aVeryLongOne", "head"),
    ]);
    expect([...names.values()].sort()).toEqual(
      [
        "listPets",
        "petsCreateOne",
        "delete_",
        "listPets2",
        "getRoot",
        "putPetsByPetIdName",
        "head",
      ].sort(),
    );
    expect(diagnostics.map(({ code }) => code)).toEqual([
      "sdk-operation-renamed",
      "sdk-operation-renamed",
      "sdk-operation-unnamed",
      "sdk-operation-unnamed",
    ]);
  });
});

describe("nameMembers", () => {
  it("keeps identifiers, and tells the same name in several places apart", () => {
    const parameter = (name: string, place: Parameter["in"]): Parameter => ({
      kind: "parameter",
      location: nowhere,
      name,
      in: place,
    });
    const parameters = [
      parameter("id", "header"),
      parameter("id", "path"),
      parameter("X-Request-Id", "header"),
      parameter("page[size]", "query"),
      parameter("body", "query"),
      parameter("per_page", "query"),
      parameter("class", "query"),
      parameter("__proto__", "query"),
    ];
    const { names, diagnostics } = nameMembers(parameters, ["body"]);
    expect(parameters.map((one) => names.get(one))).toEqual([
      "headerId",
      "id",
      "xRequestId",
      "pageSize",
      "queryBody",
      "per_page",
      "class",
      "proto",
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual([
      "sdk-member-renamed",
      "sdk-member-renamed",
    ]);
  });
});

describe("FileNames", () => {
  it("gives names that no file system confuses", () => {
    const files = new FileNames(["index"]);
    expect(
      ["Pets", "pets", "PETS", "index", "con", "", "../x"].map((one) => files.take(one)),
    ).toEqual(["pets", "pets2", "pets3", "index2", "con-", "unnamed", "x"]);
  });
});
