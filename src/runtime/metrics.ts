/** Upper bounds of the duration buckets, in seconds. */
const BOUNDS = [0.001, 0.005, 0.025, 0.1, 0.5, 2, 10];
const PREFIX = "gw_gen_mock";

interface Series {
  count: number;
  /** Seconds. */
  sum: number;
  readonly buckets: number[];
}

/** Counts requests by operation and status, and how long they took. */
export class Metrics {
  readonly #series = new Map<string, Map<number, Series>>();

  /** Counts one request; the duration is in milliseconds. */
  count(operation: string | undefined, status: number, duration: number): void {
    const byStatus = this.#byStatus(operation ?? "");
    let series = byStatus.get(status);
    if (!series) {
      series = { count: 0, sum: 0, buckets: BOUNDS.map(() => 0) };
      byStatus.set(status, series);
    }
    const seconds = duration / 1000;
    series.count++;
    series.sum += seconds;
    const at = BOUNDS.findIndex((bound) => seconds <= bound);
    if (at >= 0) series.buckets[at] = (series.buckets[at] ?? 0) + 1;
  }

  #byStatus(operation: string): Map<number, Series> {
    let byStatus = this.#series.get(operation);
    if (!byStatus) {
      byStatus = new Map();
      this.#series.set(operation, byStatus);
    }
    return byStatus;
  }

  clear(): void {
    this.#series.clear();
  }

  /** All figures in the text format of Prometheus (version 0.0.4). */
  text(): string {
    const lines = [
      `# HELP ${PREFIX}_requests_total Answered requests.`,
      `# TYPE ${PREFIX}_requests_total counter`,
    ];
    const durations = [
      `# HELP ${PREFIX}_request_duration_seconds Time from the whole request to the whole answer.`,
      `# TYPE ${PREFIX}_request_duration_seconds histogram`,
    ];
    for (const [operation, byStatus] of this.#series) {
      for (const [status, { count, sum, buckets }] of byStatus) {
        const labels = `operation="${escapeLabel(operation)}",status="${status}"`;
        lines.push(`${PREFIX}_requests_total{${labels}} ${count}`);
        let below = 0;
        for (const [at, bound] of BOUNDS.entries()) {
          below += buckets[at] ?? 0;
          durations.push(
            `${PREFIX}_request_duration_seconds_bucket{${labels},le="${bound}"} ${below}`,
          );
        }
        durations.push(
          `${PREFIX}_request_duration_seconds_bucket{${labels},le="+Inf"} ${count}`,
          `${PREFIX}_request_duration_seconds_sum{${labels}} ${sum}`,
          `${PREFIX}_request_duration_seconds_count{${labels}} ${count}`,
        );
      }
    }
    return `${[...lines, ...durations].join("\n")}\n`;
  }
}

function escapeLabel(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
