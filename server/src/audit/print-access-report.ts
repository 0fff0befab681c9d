import type { AccessReport, RoleRights } from "../contract/index.ts";
import { printCsv } from "../execute/print-csv.ts";

const header = [
  "Name",
  "E-mail",
  "Subject",
  "Issuer",
  "Last use (UTC)",
  "Reveals in 90 days",
  "Role",
  "Audit log",
  "Reviews",
  "Administers",
  "Reads",
  "Reads masked",
  "May reveal",
  "Creates",
  "Updates",
  "Deletes",
  "Only some records of",
] as const;

/**
 * A report as CSV (RFC 4180), one line for each person and role. Threat: names come from the identity provider, and a
 * spreadsheet runs what begins like a formula; such cells begin with an apostrophe (OWASP, CSV injection).
 */
export function printAccessReport({ people, roles, rights }: AccessReport): string {
  const lines = people.flatMap((person) =>
    person.roles.map((name) => {
      const role = roles.find((each) => each.name === name);
      const held = rights.filter((each) => each.role === name);
      const where = (holds: (each: RoleRights) => boolean) =>
        held
          .filter(holds)
          .map(({ resource }) => resource)
          .join(", ");
      return [
        person.name,
        person.email ?? "",
        person.subject,
        person.issuer,
        person.lastUse,
        String(person.reveals),
        name,
        yesOrNo(role?.audit),
        yesOrNo(role?.review),
        yesOrNo(role?.administer),
        where(({ clear, masked }) => clear.length + masked.length > 0),
        where(({ masked }) => masked.length > 0),
        where(({ reveal }) => reveal.length > 0),
        where(({ create }) => create.length > 0),
        where(({ update }) => update.length > 0),
        where((each) => each.delete),
        where(({ limited }) => limited),
      ];
    }),
  );
  return printCsv([header, ...lines]);
}

function yesOrNo(held: boolean | undefined): string {
  return held === true ? "yes" : "no";
}
