import type { PurserConfig } from "../config/config.ts";
import { checkIdentity, type IdentityReport } from "../identity/check/check-identity.ts";
import type { Finding } from "../identity/check/finding.ts";
import { readText } from "../identity/read-identity.ts";
import { authPaths } from "../perimeter/auth-paths.ts";
import { UsageError } from "./usage-error.ts";

/** Prints what is found at the identity provider, for people or for machines; throws where something would not work. */
export async function printIdentityCheck(config: PurserConfig, asJson: boolean): Promise<void> {
  const report = await checkIdentity(config, authPaths, Date.now);
  console.log(asJson ? JSON.stringify(report, null, 2) : printReport(report));
  const count = report.findings.filter(({ verdict }) => verdict === "failed").length;
  if (count > 0)
    throw new UsageError(
      `${count} of ${report.findings.length} checks failed, so people cannot sign in safely, or at all.`,
      "Correct what is marked `failed`, and check again.",
    );
}

function printReport({ findings, addresses }: IdentityReport): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  const widest = Math.max(...addresses.map(({ name }) => name.length));
  return [
    ...findings.flatMap((finding) => printFinding(finding, width)),
    "",
    "To be registered at the provider:",
    ...addresses.map(({ name, url }) => `  ${name.padEnd(widest)}  ${url}`),
  ].join("\n");
}

/** Threat: the provider's own words are in the message, and a terminal obeys control characters. */
function printFinding(
  { subject, verdict, message, hint }: Finding,
  width: number,
): readonly string[] {
  const head = `${verdict.padEnd(7)}  ${subject.padEnd(width)}  `;
  return [head + readText(message), ...(hint === null ? [] : [" ".repeat(head.length) + hint])];
}
