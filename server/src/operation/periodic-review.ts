import * as z from "zod";
import { noQuery, reasonText } from "./input.ts";
import type { Answer } from "./task.ts";

/** What asks for a report that is looked through every quarter. */
export const reportInput = z.object({
  query: z.strictObject({ format: z.enum(["json", "csv"]).optional() }),
});

/** What says that the caller has looked it through, and agrees. */
export const reviewInput = z.object({
  query: noQuery,
  body: z.strictObject({ note: reasonText }),
});

/** A report as JSON, or as a CSV file of that name. */
export function answerReport<Report>(
  { format = "json" }: z.infer<typeof reportInput>["query"],
  report: Report,
  name: string,
  print: (report: Report) => string,
): Answer {
  if (format === "json") return { body: report };
  return {
    body: null,
    text: print(report),
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${name}.csv"`,
    },
  };
}
