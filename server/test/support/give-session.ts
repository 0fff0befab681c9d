import { hash, randomBytes } from "node:crypto";
import type pg from "pg";
import { v7 as uuidv7 } from "uuid";
import type { SecondFactor } from "../../src/contract/index.ts";

/** A session as a sign-in would begin it, of which a test says what it is about. */
interface WantedSession {
  readonly issuer?: string;
  readonly subject?: string;
  readonly name?: string;
  readonly email?: string | null;
  readonly roles?: readonly string[];
  readonly claims?: { readonly [claim: string]: unknown };
  readonly idle?: string;
  readonly lifetime?: string;
  readonly address?: string | null;
  readonly userAgent?: string;
  readonly secondFactor?: SecondFactor | null;
  /** How long ago its person proved who they are; null where nobody knows. */
  readonly proven?: string | null;
  /** Sessions that this person may have at once. */
  readonly most?: number;
}

export interface GivenSession {
  readonly id: string;
  readonly proof: Buffer;
  /** As a browser sends it to a console at `localhost:4000`. */
  readonly cookie: string;
}

/** Opens a session in the ledger, without an identity provider. */
export async function giveSession(
  login: pg.ClientBase,
  {
    issuer = "https://issuer.test",
    subject = "somebody",
    name = "Somebody",
    email = null,
    roles = ["viewer"],
    claims = {},
    idle = "15 minutes",
    lifetime = "12 hours",
    address = "127.0.0.1",
    userAgent = "vitest",
    secondFactor = "provider",
    proven = "0 seconds",
    most = 3,
  }: WantedSession,
): Promise<GivenSession> {
  const id = uuidv7();
  const secret = randomBytes(32).toString("base64url");
  const proof = hash("sha256", secret, "buffer");
  await login.query(
    `select purser.open_session(p_id => $1, p_secret => $2, p_issuer => $3, p_subject => $4, p_name => $5, p_email => $6,
      p_roles => $7, p_claims => $8, p_idle => $9, p_lifetime => $10, p_address => $11, p_user_agent => $12,
      p_event_id => gen_random_uuid(), p_request_id => 'given', p_policy => 'test', p_second_factor => $13,
      p_authenticated_at => now() - $14::interval, p_most => $15)`,
    [
      id,
      proof,
      issuer,
      subject,
      name,
      email,
      roles,
      JSON.stringify(claims),
      idle,
      lifetime,
      address,
      userAgent,
      secondFactor,
      proven,
      most,
    ],
  );
  return { id, proof, cookie: `purser-4000=${secret}` };
}
