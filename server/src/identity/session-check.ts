import type { KeyObject } from "node:crypto";
import * as z from "zod";
import type { PurserConfig } from "../config/config.ts";
import { seal, unseal } from "../config/seal.ts";
import { sessionLimits } from "../config/session-limits.ts";
import type { Connection, TextRow } from "../database/database.ts";
import type { IdentityProvider } from "./provider.ts";
import { rolesOf } from "./roles.ts";

export const refreshContext = "refresh token";

/** Has a new session looked after. */
export async function keepRefreshToken(
  ledger: Connection,
  proof: Buffer,
  sealed: string,
): Promise<void> {
  await ledger.run({
    text: "select purser.keep_refresh_token($1, convert_to($2, 'UTF8'))",
    values: [proof, sealed],
  });
}

export interface SessionCheck {
  readonly ledger: Connection;
  readonly recheck: NonNullable<IdentityProvider["recheck"]>;
  readonly config: Pick<PurserConfig, "roles" | "limits">;
  readonly policy: string;
  readonly refreshKey: KeyObject;
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onFailure: (message: string, cause: unknown) => void;
}

/** Sessions that one server asks about at a time: enough for many people, and no flood for the provider. */
const most = 10;

/**
 * Asks the identity provider about the sessions that nobody has asked about for a while, and ends those of people who are
 * gone, whose roles are others now, or about whom it has been silent for too long. Of several servers, each session is
 * asked about by one.
 */
export async function checkSessions(check: SessionCheck): Promise<void> {
  const { ledger, config } = check;
  const { recheckMinutes } = sessionLimits(config.limits);
  await ledger.run({ text: "select purser.forget_session_checks()", values: [] });
  for (;;) {
    const { rows } = await ledger.run({
      text: `select session_id, convert_from(refresh_token, 'UTF8'), to_json(roles), extract(epoch from answered_at)
        from purser.claim_session_checks(make_interval(mins => $1), $2)`,
      values: [recheckMinutes, most],
    });
    await Promise.all(rows.map((row) => checkSession(check, readDue(row))));
    if (rows.length < most) return;
  }
}

interface DueSession {
  readonly id: string;
  readonly sealed: string;
  readonly roles: readonly string[];
  /** Seconds since 1970. */
  readonly answeredAt: number;
}

async function checkSession(check: SessionCheck, session: DueSession): Promise<void> {
  const { ledger, config, now } = check;
  const token = unseal(check.refreshKey, session.sealed, refreshContext);
  // Sealed by a secret of before: nobody can ask any more.
  if (token === null) return end(check, session, "nobody can ask the provider");
  const found = await check.recheck(token);
  if (found.state === "gone") {
    check.onFailure("The identity provider no longer vouches for a session", found.cause);
    return end(check, session, "gone at the provider");
  }
  if (found.state === "unknown") {
    check.onFailure("The identity provider could not be asked about a session", found.cause);
    const silentMinutes = (now() / 1000 - session.answeredAt) / 60;
    if (silentMinutes >= sessionLimits(config.limits).uncheckedMinutes)
      await end(check, session, "the provider does not answer");
    return;
  }
  if (found.groups !== null && !isSame(rolesOf(found.groups, config.roles), session.roles))
    return end(check, session, "roles changed");
  await ledger.run({
    text: "select purser.finish_session_check($1, convert_to($2, 'UTF8'))",
    values: [session.id, seal(check.refreshKey, found.refreshToken, refreshContext)],
  });
}

async function end(
  { ledger, newId, policy }: SessionCheck,
  { id }: DueSession,
  reason: string,
): Promise<void> {
  await ledger.run({
    text: "select purser.end_session($1, $2, $3, $4)",
    values: [id, reason, newId(), policy],
  });
}

const namesSchema = z.array(z.string());

function readDue([id, sealed, roles, answeredAt]: TextRow): DueSession {
  return {
    id: id ?? "",
    sealed: sealed ?? "",
    roles: namesSchema.parse(JSON.parse(roles ?? "[]")),
    answeredAt: Number(answeredAt),
  };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((role) => other.includes(role));
}
