import type { RunningMock } from "./running-mock.js";

/** How clients sign in, as command lines; values that are not the mock's own are not shown. */
export async function credentialLines({
  url,
  credentials,
}: Pick<RunningMock, "url" | "credentials">): Promise<string[]> {
  const { apiKeys, token, iam } = credentials;
  const lines = apiKeys.map(({ name, value, from }) =>
    from === "made"
      ? `API key ${name}: curl -H 'x-api-key: ${value}' ${url}/…`
      : `API key ${name}: taken from ${from === "environment" ? "the environment" : "the options"}.`,
  );
  if (token) lines.push(`Token: curl -H 'Authorization: Bearer ${await token()}' ${url}/…`);
  if (iam?.from === "made") {
    lines.push(
      `IAM: curl --aws-sigv4 aws:amz:${iam.region}:execute-api --user ${iam.accessKeyId}:${iam.secretAccessKey} ${url}/…`,
    );
  }
  return lines;
}
