import * as z from "zod";
import { refuse } from "../contract/index.ts";
import { refuseUnlessAdministrator } from "./explain-access.ts";
import { identifierText, noQuery, reasonText, searchText } from "./input.ts";
import { defineOperation, holdsRole } from "./operation.ts";

export const listSessions = defineOperation({
  name: "session.list",
  summary: "The sessions that live: one's own, or for an administrator all or one person's.",
  method: "GET",
  path: "/api/sessions",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({
    query: z.strictObject({
      scope: z.enum(["own", "all"]).optional(),
      search: searchText.optional(),
      issuer: identifierText.optional(),
      subject: identifierText.optional(),
    }),
  }),
  plan: ({ query: { scope = "own", search = "", issuer, subject } }, scene) => {
    const answer = (body: unknown) => ({ body });
    if ((issuer === undefined) !== (subject === undefined))
      return refuse("malformed_request", {
        detail: "A person is `issuer` and `subject`; give both.",
      });
    if (scope === "own" && issuer === undefined) {
      const { principal } = scene;
      const of = { issuer: principal.issuer, subject: principal.subject };
      return { kind: "sessions", plan: { of, search }, answer };
    }
    const refusal = refuseUnlessAdministrator(scene);
    if (refusal) return refusal;
    const of = issuer === undefined || subject === undefined ? "everybody" : { issuer, subject };
    return { kind: "sessions", plan: { of, search }, answer };
  },
});

export const revokeSession = defineOperation({
  name: "session.revoke",
  summary: "Ends a session: one's own, or for an administrator another's, with a reason.",
  method: "DELETE",
  path: "/api/sessions/{id}",
  effect: "read",
  assurance: "fresh",
  status: 204,
  input: z.object({
    path: z.object({ id: z.guid() }),
    query: noQuery,
    body: z.strictObject({ reason: reasonText.optional() }).optional(),
  }),
  plan: ({ path, body }, scene) => ({
    kind: "sessionRevocation",
    plan: {
      session: path.id,
      reason: body?.reason ?? null,
      mayEndOthers: holdsRole(scene, scene.settings.administerRoles),
    },
    answer: () => ({ body: null }),
  }),
});

export const revokeSessionsOf = defineOperation({
  name: "session.revokeOf",
  summary: "Ends every session of a person, but for the one that asks.",
  method: "POST",
  path: "/api/sessions/revocations",
  effect: "read",
  assurance: "fresh",
  status: 200,
  input: z.object({
    query: noQuery,
    body: z.strictObject({
      issuer: identifierText,
      subject: identifierText,
      reason: reasonText,
    }),
  }),
  plan: ({ body: { issuer, subject, reason } }, scene) =>
    refuseUnlessAdministrator(scene) ?? {
      kind: "sessionsRevocation",
      plan: { of: { issuer, subject }, reason },
      answer: (body) => ({ body }),
    },
});

export const revokeEverybodysSessions = defineOperation({
  name: "session.revokeEverybody",
  summary: "Ends every session of everybody, but for the one that asks.",
  method: "POST",
  path: "/api/sessions/revocations/everybody",
  effect: "read",
  assurance: "confirmed",
  status: 200,
  input: z.object({ query: noQuery, body: z.strictObject({ reason: reasonText }) }),
  plan: ({ body: { reason } }, scene) =>
    refuseUnlessAdministrator(scene) ?? {
      kind: "sessionsRevocation",
      plan: { of: "everybody", reason },
      answer: (body) => ({ body }),
    },
});
