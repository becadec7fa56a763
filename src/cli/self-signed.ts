import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { isIP } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TlsFiles } from "../runtime/http/server.js";
import { UsageError } from "./errors.js";

const DAYS = 30;

/** Makes a certificate for this machine with the system's openssl; Node itself cannot make one. */
export function selfSigned(host: string): TlsFiles {
  const folder = mkdtempSync(join(tmpdir(), "gw-gen-tls-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const names = new Set(["DNS:localhost", "IP:127.0.0.1", `${isIP(host) ? "IP" : "DNS"}:${host}`]);
  try {
    const request = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -days ${DAYS}`;
    const altName = `subjectAltName=${[...names].join(",")}`;
    const words = [...request.split(" "), "-addext", altName, "-keyout", key, "-out", cert];
    const { status, error, stderr } = spawnSync("openssl", words, { encoding: "utf8" });
    if (error || status !== 0) {
      throw new UsageError(
        `openssl made no certificate: ${error?.message ?? stderr.trim().split("\n").at(-1) ?? ""}.`,
        "Install openssl, or give --tls-cert and --tls-key.",
      );
    }
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
