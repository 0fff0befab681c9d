import type { PersonSessions, SessionReport, Tally } from "../contract/index.ts";
import { printCsv } from "../execute/print-csv.ts";

const header = [
  "Name",
  "E-mail",
  "Subject",
  "Issuer",
  "Roles",
  "Sign-ins",
  "Signed in now",
  "Second factor",
  "Networks",
  "Longest (minutes)",
  "Last sign-in (UTC)",
  "Last use (UTC)",
  "Ended",
  "Revoked by",
  "Sign-ins refused",
] as const;

type Line = Partial<PersonSessions> &
  Pick<PersonSessions, "issuer" | "subject" | "name"> & { readonly lastSignIn?: string };

/**
 * A report as CSV (RFC 4180), one line for each person: first those who were there, then those who have roles and were
 * not, then those who were only refused. Threat: names come from the identity provider, and a spreadsheet runs what
 * begins like a formula; such cells begin with an apostrophe (OWASP, CSV injection).
 */
export function printSessionReport({ people, dormant, refused }: SessionReport): string {
  const lines = new Map<string, Line>();
  for (const line of [...people, ...dormant, ...refused]) {
    const id = JSON.stringify([line.issuer, line.subject]);
    if (!lines.has(id)) lines.set(id, line);
  }
  const rows = [...lines.values()].map((line) => [
    line.name,
    line.email ?? "",
    line.subject,
    line.issuer,
    (line.roles ?? []).join(", "),
    String(line.signIns ?? 0),
    String(line.live ?? 0),
    printTallies(line.secondFactors ?? []),
    (line.networks ?? []).join(", "),
    String(line.longestMinutes ?? ""),
    line.lastSignIn ?? "",
    line.lastUse ?? "",
    printTallies(line.endings ?? []),
    printTallies(line.revokedBy ?? []),
    printTallies(
      refused
        .filter(({ issuer, subject }) => issuer === line.issuer && subject === line.subject)
        .map(({ code, count }) => ({ of: code, count })),
    ),
  ]);
  return printCsv([header, ...rows]);
}

function printTallies(tallies: readonly Tally[]): string {
  return tallies.map(({ of, count }) => `${of}: ${count}`).join(", ");
}
