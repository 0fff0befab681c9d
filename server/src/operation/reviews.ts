import * as z from "zod";
import { type Refusal, refuse, reviewStates, verdicts } from "../contract/index.ts";
import { defaultLimit } from "../plan/list.ts";
import { limitText, noQuery, storableText } from "./input.ts";
import { defineOperation, holdsRole, type Scene } from "./operation.ts";

export const listReviews = defineOperation({
  name: "review.list",
  summary:
    "What others revealed and what they were refused, for a second person to judge; never one's own.",
  method: "GET",
  path: "/api/reviews",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({
    query: z.strictObject({
      state: z.enum(reviewStates).optional(),
      after: z.string().optional(),
      limit: limitText.optional(),
    }),
  }),
  plan: ({ query: { state = "open", after = null, limit = defaultLimit } }, scene) =>
    refuseUnlessReviewer(scene) ?? {
      kind: "reviews",
      plan: { state, after, limit, dueDays: scene.settings.reveal.reviewDays },
      answer: (body) => ({ body }),
    },
});

export const decideReview = defineOperation({
  name: "review.decide",
  summary:
    "Approves or flags what somebody else revealed or was refused; once, and a flag says why.",
  method: "POST",
  path: "/api/reviews/{id}",
  effect: "read",
  assurance: "signedIn",
  status: 204,
  input: z.object({
    path: z.object({ id: z.guid() }),
    query: noQuery,
    body: z.strictObject({
      verdict: z.enum(verdicts),
      note: storableText.trim().max(1_000).optional(),
    }),
  }),
  plan: ({ path, body }, scene) => {
    const refusal = refuseUnlessReviewer(scene);
    if (refusal) return refusal;
    const note = body.note || null;
    if (body.verdict === "flagged" && note === null)
      return refuse("reason_required", {
        detail: "A flag says what is wrong.",
        errors: [{ pointer: "/note", message: "is required" }],
      });
    const plan = { event: path.id, verdict: body.verdict, note };
    return { kind: "verdict", plan, answer: () => ({ body: null }) };
  },
});

function refuseUnlessReviewer(scene: Scene): Refusal | null {
  return holdsRole(scene, scene.settings.reviewRoles)
    ? null
    : refuse("forbidden", { detail: "Your role does not review what others do." });
}
