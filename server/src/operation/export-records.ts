import * as z from "zod";
import { isRefusal } from "../contract/index.ts";
import { planList } from "../plan/list.ts";
import { exportQuery, resourcePath } from "./input.ts";
import { defineOperation, grantOf } from "./operation.ts";

export const exportRecords = defineOperation({
  name: "record.export",
  summary: "All records of a list as CSV, streamed; what breaks off is not all of them.",
  method: "GET",
  path: "/api/resources/{resource}/records.csv",
  effect: "read",
  assurance: "fresh",
  status: 200,
  input: z.object({ path: resourcePath, query: exportQuery }),
  plan: ({ path, query }, scene) => {
    const grant = grantOf(scene, path.resource);
    if (isRefusal(grant)) return grant;
    const plan = planList(grant, query, { cursorKey: scene.cursorKey });
    if (isRefusal(plan)) return plan;
    return {
      kind: "export",
      plan,
      answer: ({ rows, at, text }) => ({
        body: null,
        stream: text,
        headers: {
          "content-type": "text/csv; charset=utf-8; header=present",
          "content-disposition": `attachment; filename="${fileName(path.resource, scene.settings.timeZone, at)}"`,
          "purser-rows": String(rows),
        },
      }),
    };
  },
});

/** With the day in the company's time zone, and in characters that every header and every disk takes. */
function fileName(resource: string, timeZone: string, at: number): string {
  // The Swedish way to write a date is ISO 8601's.
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone }).format(at);
  return `${resource.replaceAll(/[^\w.-]/g, "_")}-${day}.csv`;
}
