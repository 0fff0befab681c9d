import * as z from "zod";
import type {
  DormantPerson,
  PersonSessions,
  RefusedPerson,
  SessionReport,
  SessionReviewAnswer,
  Tally,
} from "../contract/index.ts";
import type { Database, TextRow } from "../database/database.ts";
import type { Run } from "../execute/context.ts";
import { recordRead } from "../execute/read.ts";
import { compile } from "../statement/compile.ts";
import { findLastReview, recordPeriodicReview } from "./periodic-review.ts";
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

/** Who was signed in within the last 90 days; who asks is recorded. */
export async function readSessionReport(run: Run, head: SessionReportHead): Promise<SessionReport> {
  await recordRead(run, { kind: "session.report", resource: null, fields: [], details: null });
  return completeSessionReport(run.deployment.stores.ledger, head);
}

export interface SessionReviewRequest {
  readonly head: SessionReportHead;
  readonly note: string;
}

/** Records who agrees to the report as it is now, with its digest, and returns both. */
export async function recordSessionReview(
  run: Run,
  { head, note }: SessionReviewRequest,
): Promise<SessionReviewAnswer> {
  const report = await completeSessionReport(run.deployment.stores.ledger, head);
  return { review: await recordPeriodicReview(run, "session.review", note, report), report };
}

/** Enough for a page that somebody looks through. */
const mostLines = 2_000;

export async function completeSessionReport(
  ledger: Database,
  head: SessionReportHead,
): Promise<SessionReport> {
  const { rows: people } = await ledger.run(compile(selectSignIns(mostLines + 1)));
  const { rows: refused } = await ledger.run(compile(selectRefused(mostLines + 1)));
  const { rows: failed } = await ledger.run(compile(selectFailed));
  const { rows: dormant } = await ledger.run(compile(selectDormant(mostLines + 1)));
  const lastReview = await findLastReview(ledger, "session.review");
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
}

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
