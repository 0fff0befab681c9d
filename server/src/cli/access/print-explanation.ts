import type { AccessExplanation, Reach, RecordAccess } from "../../contract/index.ts";

/** An explanation for a terminal. */
export function printExplanation(it: AccessExplanation): string {
  const fields = it.fields.map(({ name, level, mask, shownBy, clearBy, ...reach }) => {
    const by = level === "clear" ? clearBy : shownBy;
    const parts = [
      mask !== null && level !== "clear" && level !== "hidden" ? `masked: ${mask}` : "",
      by.length === 0 ? "" : `by ${by.join(", ")}`,
      ...describeReach("clear where", level === "varies" ? reach.clear : "none"),
      ...(["reveal", "create", "update"] as const).flatMap((right) =>
        describeReach(right, reach[right]),
      ),
    ];
    return [name, level, parts.filter((part) => part !== "").join("; ")];
  });
  return [
    `${it.label}, as ${it.roles.join(", ")}`,
    "",
    `Records: ${printReach(it.rows)}`,
    ...it.grants.map(({ name, rows }) => `  ${name}: ${printReach(rows)}`),
    "",
    ...alignColumns(fields),
    "",
    ...it.writes.map(({ write, rows, why }) => `${write}: ${why ?? printReach(rows)}`),
    ...(it.record === null ? [] : ["", ...printRecord(it.record)]),
  ].join("\n");
}

function printRecord({ key, inReach, grants, fields }: RecordAccess): readonly string[] {
  return [
    `Record ${key}: ${inReach === true ? "in reach" : "not in reach"}`,
    ...grants.map(({ name, inReach }) => `  ${name}: ${inReach === true ? "yes" : "no"}`),
    ...alignColumns(fields.map(({ name, level }) => [name, level ?? "not told", ""])),
  ];
}

function describeReach(what: string, reach: Reach): readonly string[] {
  if (reach === "none") return [];
  return [reach === "all" ? what : `${what} ${printReach(reach)}`];
}

function printReach(reach: Reach): string {
  return typeof reach === "string" ? reach : reach.sql;
}

function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const width = Math.max(...rows.map(([first = ""]) => first.length));
  return rows.map(([first = "", second = "", rest = ""]) =>
    `  ${first.padEnd(width)}  ${second.padEnd(7)} ${rest}`.trimEnd(),
  );
}
