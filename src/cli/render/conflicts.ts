import { UsageError } from "../errors.js";

type Arguments = Readonly<Record<string, unknown>>;

const EVENT = ["event", "body", "header", "query", "path", "stage-variable", "context"];
const OPERATION = ["backend", "backend-status", "print-event"];
const SPEC = ["stage", "settings", "overlay", "allow-net", "allow-outside", "strict"];
/** The parts of an event that plain Velocity does not see. */
const OF_THE_GATEWAY = ["body", "header", "query", "path", "stage-variable"];

/** Refuses combinations of options of which one would do nothing. */
export function refuseIgnoredOptions(args: Arguments): void {
  if (args.test === true) {
    refuse(args, "--test", [
      ...EVENT,
      ...OPERATION,
      ...SPEC,
      "operation",
      "trace",
      "json",
      "watch",
    ]);
    return;
  }
  if (args.format !== "text") throw new UsageError("--format is the form of the report of --test.");
  if (args.operation === undefined) {
    const alone = [...OPERATION, ...SPEC].find((name) => isGiven(args[name]));
    if (alone !== undefined) throw new UsageError(`--${alone} needs a spec and --operation.`);
    if (args.profile !== "aws") refuse(args, `--profile ${String(args.profile)}`, OF_THE_GATEWAY);
    return;
  }
  if (args.profile !== "aws")
    throw new UsageError("The templates of an operation are API Gateway's.");
  if (args["print-event"] === true) {
    refuse(args, "--print-event", [
      ...EVENT,
      "backend",
      "backend-status",
      "trace",
      "json",
      "watch",
    ]);
  }
  if (isGiven(args["backend-status"]) && !isGiven(args.backend)) {
    throw new UsageError("--backend-status needs --backend, which gives the body.");
  }
}

function refuse(args: Arguments, option: string, names: readonly string[]): void {
  const given = names.find((name) => isGiven(args[name]));
  if (given !== undefined) throw new UsageError(`--${given} does nothing with ${option}.`);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== false;
}
