import * as z from "zod";
import { coverageBanners } from "../access/coverage-banner.ts";
import type { MeAnswer } from "../contract/index.ts";
import { defineOperation } from "./operation.ts";

export const me = defineOperation({
  name: "me",
  summary: "Who is signed in, with which roles, and what the console may open.",
  method: "GET",
  path: "/api/me",
  effect: "none",
  status: 200,
  input: z.object({}),
  plan: (_, { principal, settings, grants, coverage }) => {
    const body: MeAnswer = {
      name: principal.name,
      email: principal.email,
      subject: principal.subject,
      roles: principal.roles,
      session: {
        id: principal.session.id,
        idleSeconds: principal.session.idleSeconds,
        expiresAt: principal.session.expiresAt,
      },
      application: settings.application,
      timeZone: settings.timeZone,
      pages: { audit: principal.roles.some((role) => settings.auditRoles.has(role)) },
      banners: [...settings.banners, ...coverageBanners(coverage, grants)],
    };
    return { kind: "answer", plan: null, answer: () => ({ body }) };
  },
});
