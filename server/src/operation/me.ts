import * as z from "zod";
import { coverageBanners } from "../access/coverage-banner.ts";
import type { MeAnswer } from "../contract/index.ts";
import { defineOperation, holdsRole } from "./operation.ts";

export const me = defineOperation({
  name: "me",
  summary: "Who is signed in, with which roles, and what the console may open.",
  method: "GET",
  path: "/api/me",
  effect: "none",
  assurance: "signedIn",
  status: 200,
  input: z.object({}),
  plan: (_, scene) => {
    const { principal, viewAs, settings, grants, coverage } = scene;
    const body: MeAnswer = {
      name: principal.name,
      email: principal.email,
      subject: principal.subject,
      roles: principal.roles,
      viewAs,
      session: {
        id: principal.session.id,
        idleSeconds: principal.session.idleSeconds,
        expiresAt: principal.session.expiresAt,
        secondFactor: principal.session.secondFactor,
      },
      application: settings.application,
      timeZone: settings.timeZone,
      pages: {
        audit: holdsRole(scene, settings.auditRoles),
        reviews: holdsRole(scene, settings.reviewRoles),
        access: holdsRole(scene, settings.administerRoles),
        sessions: holdsRole(scene, settings.administerRoles),
      },
      reveal: { reasons: settings.reveal.reasons, seconds: settings.reveal.seconds },
      banners: [...settings.banners, ...coverageBanners(coverage, grants)],
    };
    return {
      kind: "newPasskeys",
      plan: null,
      answer: (told) => {
        const news = told.map((text) => ({ level: "warning" as const, text }));
        return { body: { ...body, banners: [...body.banners, ...news] } };
      },
    };
  },
});
