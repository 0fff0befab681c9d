import { type ExplainedMeasurement, isReached, type Measurement } from "./measurement.ts";

/** As one JSON object a line, or as a table. */
export function printReport(report: readonly ExplainedMeasurement[], asJson: boolean): void {
  const lines = asJson
    ? report.map(({ measurement }) => JSON.stringify(measurement))
    : tableLines(["case", "metric", "value", "aim", "", ""], report.map(cellsOf));
  process.stdout.write(`${lines.join("\n")}\n`);
}

function cellsOf({ measurement, explanation }: ExplainedMeasurement): readonly string[] {
  const { metric, value } = measurement;
  const verdict = isReached(measurement) ? "reached" : "MISSED";
  return [measurement.case, metric, String(value), aimOf(measurement), verdict, explanation];
}

function aimOf({ aim, better }: Measurement): string {
  return `${better === "lower" ? "at most" : "at least"} ${aim}`;
}

function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
