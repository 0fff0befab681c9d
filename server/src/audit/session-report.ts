import * as z from "zod";
import type {
  DormantPerson,
  PersonSessions,
  RefusedPerson,
  SessionReport,
  Tally,
} from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import { compile } from "../statement/compile.ts";
import type { Reviewed } from "./periodic-review.ts";
import {
  reportDays,
  selectDormant,
  selectDue,
  selectFailed,
  selectRefused,
  selectSignIns,
} from "./session-report-query.ts";

/** What of a report the config says. */
export type SessionReportHead = Pick<SessionReport, "application" | "policy">;

/** Enough for a page that somebody looks through. */
const mostLines = 2_000;

/** Who was signed in within the last 90 days. */
export const sessionReport: Reviewed<SessionReportHead, SessionReport> = {
  reportKind: "session.report",
  reviewKind: "session.review",
  complete: async (ledger, head, lastReview) => {
    const { rows: people } = await ledger.run(compile(selectSignIns(mostLines + 1)));
    const { rows: refused } = await ledger.run(compile(selectRefused(mostLines + 1)));
    const { rows: failed } = await ledger.run(compile(selectFailed));
    const { rows: dormant } = await ledger.run(compile(selectDormant(mostLines + 1)));
    const { rows: due } = await ledger.run(compile(selectDue(lastReview?.at ?? null)));
    const [at, reviewDue, isOverdue] = due[0] ?? [];
    return {
      ...head,
      days: reportDays,
      at: at ?? "",
      people: people.slice(0, mostLines).map(readPerson),
      refused: refused.slice(0, mostLines).map(readRefused),
      failed: failed.map(([of, count]) => ({ of: of ?? "", count: Number(count) })),
      dormant: dormant.slice(0, mostLines).map(readDormant),
      isMore: [people, refused, dormant].some((rows) => rows.length > mostLines),
      lastReview,
      reviewDue: reviewDue ?? "",
      isOverdue: isOverdue === "t",
    };
  },
};

const namesSchema = z.array(z.string());
const talliesSchema = z.array(z.object({ of: z.string(), count: z.number() }));
const factorsSchema = z.array(
  z.object({ of: z.enum(["provider", "passkey", "none"]), count: z.number() }),
);

function readPerson([issuer, subject, name, email, roles, ...rest]: TextRow): PersonSessions {
  const [signIns, live, longest, lastSignIn, lastUse, factors, networks, endings, revokedBy] = rest;
  return {
    issuer: issuer ?? "",
    subject: subject ?? "",
    name: name ?? "",
    email: email ?? null,
    roles: namesSchema.parse(JSON.parse(roles ?? "[]")),
    signIns: Number(signIns),
    live: Number(live),
    secondFactors: factorsSchema.parse(JSON.parse(factors ?? "[]")),
    networks: readTallies(networks).map(({ of }) => of),
    longestMinutes: Number(longest),
    lastSignIn: lastSignIn ?? "",
    lastUse: lastUse ?? "",
    endings: readTallies(endings),
    revokedBy: readTallies(revokedBy),
  };
}

function readTallies(json: string | null | undefined): readonly Tally[] {
  return talliesSchema.parse(JSON.parse(json ?? "[]"));
}

function readRefused([issuer, subject, name, code, count, lastAt]: TextRow): RefusedPerson {
  return {
    issuer: issuer ?? "",
    subject: subject ?? "",
    name: name ?? "",
    code: code ?? "",
    count: Number(count),
    lastAt: lastAt ?? "",
  };
}

function readDormant([issuer, subject, name, email, roles, lastSignIn]: TextRow): DormantPerson {
  return {
    issuer: issuer ?? "",
    subject: subject ?? "",
    name: name ?? "",
    email: email ?? null,
    roles: namesSchema.parse(JSON.parse(roles ?? "[]")),
    lastSignIn: lastSignIn ?? "",
  };
}
