import { execFileSync } from "node:child_process";

const WRAPPER = `
import json, os, resource, subprocess, sys
quiet = open(os.devnull, "w")
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=quiet, stderr=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"code": done.returncode, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024, "error": done.stderr.decode("utf8", "replace")[-2000:]}))
`;

/**
 * Runs a command once as a whole process.
 * @param {readonly string[]} command
 * @param {{ cwd?: string }} [options]
 * @returns {{ code: number, cpu: number, memory: number, error: string }} CPU in seconds (user and system,
 *   children included) and the peak memory of the largest process in MiB.
 */
export function runOnce(command, options = {}) {
  const text = execFileSync("python3", ["-c", WRAPPER, ...command], {
    encoding: "utf8",
    cwd: options.cwd,
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(text);
}

/**
 * Runs several commands in turn, round by round, so that a drift of the machine meets all of them.
 * @param {ReadonlyMap<string, { command: readonly string[], cwd?: string }>} commands
 * @param {number} rounds
 * @returns {Map<string, { cpu: number, memory: number, code: number, error: string }>} medians by name
 */
export function runInterleaved(commands, rounds) {
  const runs = new Map([...commands.keys()].map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, { command, cwd }] of commands) {
      const run = runOnce(command, cwd ? { cwd } : {});
      if (round > 0) runs.get(name).push(run);
    }
  }
  return new Map(
    [...runs].map(([name, list]) => [
      name,
      {
        cpu: median(list.map((run) => run.cpu)),
        memory: median(list.map((run) => run.memory)),
        code: Math.max(...list.map((run) => run.code)),
        error: list.find((run) => run.code !== 0)?.error ?? "",
      },
    ]),
  );
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * The exponent of growth: the slope of log(y) over log(x) by least squares.
 * @param {readonly (readonly [number, number])[]} points
 */
export function growthExponent(points) {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (index) => logs.reduce((sum, point) => sum + point[index], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const top = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return top / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}
