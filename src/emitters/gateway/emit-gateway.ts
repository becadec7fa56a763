import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { EmitResult } from "../../emitter/emitter.js";
import type { OutputFile } from "../../source/output-file.js";
import type { JsonObject, JsonValue } from "../../util/json.js";
import { kebabCase } from "../../util/case.js";
import { makeDefinition } from "./definition.js";
import { diagnostic } from "./diagnostics.js";
import type { GatewayInput } from "./gateway-options.js";
import { countIntrinsics, nameApi, resolvePseudoParameters } from "./intrinsics.js";
import { printReport, type ReportedApi } from "./report.js";
import { type ApiPlan, planStack, type StackPlan } from "./stack/plan.js";
import { printTemplate } from "./stack/print-template.js";
import { printTerraform } from "./stack/terraform.js";
import { templateFiles } from "./template-files.js";

/** Emits the definition of a gateway: the document or template, its mapping templates and the report. */
export function emitGateway(input: GatewayInput): EmitResult {
  return input.target === "openapi" ? emitDocument(input) : emitStack(input);
}

function emitDocument({ stages, integration }: GatewayInput): EmitResult {
  const [first] = stages;
  if (!first) throw new Error("there is no stage to emit");
  const { stage, model } = first;
  const backends = new Map((stage.backends ?? []).map(({ name, value }) => [name, value]));
  const made = makeDefinition(model, { ...integration, backends, stage: stage.name });
  const document = nameApi(resolvePseudoParameters(made.document));
  const left = countIntrinsics(document);
  const routes = model.websocket?.routes.length ?? 0;
  const diagnostics = [
    ...made.diagnostics,
    ...(routes > 0 ? [diagnostic("gateway-routes-not-held", model.location, [routes])] : []),
    ...(left > 0 ? [diagnostic("gateway-intrinsic", model.location, [left])] : []),
  ];
  const { title } = model.info;
  const api = { title: typeof title === "string" ? title : "API", model: made.model, diagnostics };
  return {
    files: [
      jsonFile("openapi.json", document),
      ...templateFiles(made.model),
      reportFile([api], [`Stage \`${stage.name}\`, as OpenAPI 3.0.1 for the gateway's import.`]),
    ],
    diagnostics,
  };
}

function emitStack(input: GatewayInput): EmitResult {
  const plan = planStack(input);
  const isOnly = plan.apis.length === 1;
  const folderOf = (api: ApiPlan): string => (isOnly ? "" : `${kebabCase(api.id)}/`);
  const definitionPath = (api: ApiPlan): string => `${folderOf(api)}openapi.json`;
  const main =
    input.target === "terraform"
      ? terraformFile(plan, definitionPath)
      : printTemplate(plan, input.target === "sam" ? "sam" : "cloudformation");
  const definitions = plan.apis.flatMap((api): OutputFile[] => [
    jsonFile(definitionPath(api), nameApi(resolvePseudoParameters(api.document))),
    ...templateFiles(api.model).map((file) => ({ ...file, path: `${folderOf(api)}${file.path}` })),
  ]);
  const diagnostics = [...plan.diagnostics, ...main.diagnostics];
  const reported = plan.apis.map(({ name, model, diagnostics: own }) => ({
    title: name,
    model,
    diagnostics: own,
  }));
  const shared = diagnostics.filter(
    (each) => !plan.apis.some((api) => api.diagnostics.includes(each)),
  );
  return {
    files: [
      jsonFile(main.path, main.document),
      ...definitions,
      reportFile(reported, [...stageNotes(plan), ...shared.map(({ message }) => message)]),
    ],
    diagnostics,
  };
}

interface MainFile {
  readonly path: string;
  readonly document: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

function terraformFile(plan: StackPlan, definitionPath: (api: ApiPlan) => string): MainFile {
  const diagnostics = plan.apis.flatMap(({ document, model }) => {
    const left = countIntrinsics(resolvePseudoParameters(document));
    return left > 0 ? [diagnostic("gateway-intrinsic", model.location, [left])] : [];
  });
  return { path: "main.tf.json", document: printTerraform(plan, definitionPath), diagnostics };
}

function stageNotes({ apis, sockets }: StackPlan): string[] {
  const named = sockets.map(({ api, name, stages }) => ({ id: api, name, stages }));
  return [...apis, ...named].map(({ name, id, stages }) => {
    const names = stages.map(({ stage }) => `\`${stage.name}\``).join(", ");
    return `${name}: resource \`${id}\`, stage${stages.length > 1 ? "s" : ""} ${names}.`;
  });
}

function reportFile(apis: readonly ReportedApi[], notes: readonly string[]): OutputFile {
  return { path: "REPORT.md", content: printReport(apis, notes), ownership: "generated" };
}

function jsonFile(path: string, value: JsonValue): OutputFile {
  return { path, content: `${JSON.stringify(value, null, 2)}\n`, ownership: "generated" };
}
