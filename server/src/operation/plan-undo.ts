import * as z from "zod";
import { noQuery } from "./input.ts";
import { defineOperation } from "./operation.ts";

export const planUndo = defineOperation({
  name: "record.undoPlan",
  summary: "What undoing an operation would do to each row, and what stands against it.",
  method: "GET",
  path: "/api/audit/{id}/undo",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({ path: z.object({ id: z.guid() }), query: noQuery }),
  plan: ({ path }) => ({
    kind: "undoPlan",
    plan: path.id,
    answer: (body) => ({ body, headers: { etag: `"${body.version}"` } }),
  }),
});
