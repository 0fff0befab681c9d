import { hash, randomUUID } from "node:crypto";
import type { PurserConfig } from "../../src/config/config.ts";
import { giveSession } from "../support/give-session.ts";
import {
  at,
  openOffice,
  origin,
  type Reply,
  type TestOffice,
  type Visitor,
} from "../support/purser.ts";
import {
  type Algorithm,
  type Authenticator,
  makeAuthenticator,
  type Oddity,
} from "./authenticator.ts";

export const issuer = "https://issuer.test";

/** An office where deleting and changing records takes a passkey for each request. */
export function openPasskeyOffice(config: Partial<PurserConfig> = {}): Promise<TestOffice> {
  return openOffice({
    schema: "create table codes (id int primary key, label text)",
    resources: {
      codes: {
        access: {
          support: { read: true },
          admin: { read: true, create: true, update: true, delete: true },
        },
      },
    },
    config: {
      roles: {
        support: { groups: ["supporters"] },
        admin: { groups: ["admins"], audit: true, administer: true },
      },
      assurance: { confirmed: ["record.delete", "record.update"] },
      ...config,
    },
  });
}

export interface Entry {
  readonly subject?: string;
  readonly role?: "support" | "admin";
  /** Whether the provider proved a second factor; default not. */
  readonly secondFactor?: boolean;
  /** Minutes since the person proved who they are; null where the provider does not tell. */
  readonly provenAgo?: number | null;
}

/** Somebody who has just come from the identity provider. */
export async function enter(
  { purser, login }: TestOffice,
  {
    subject = `s-${randomUUID()}`,
    role = "admin",
    secondFactor = false,
    provenAgo = 0,
  }: Entry = {},
): Promise<Visitor> {
  const session = await giveSession(login, {
    issuer,
    subject,
    name: `Person ${subject}`,
    roles: [role],
    secondFactor: secondFactor ? "provider" : null,
    proven: provenAgo === null ? null : `${provenAgo} minutes`,
    most: 10,
  });
  return at(purser, { ...nobody, ...session, subject });
}

const nobody = {
  get: () => Promise.reject(new Error("nobody is there")),
  send: () => Promise.reject(new Error("nobody is there")),
};

/** The same person with the session that an answer's cookie opens. */
export function renewed({ purser }: TestOffice, visitor: Visitor, { headers }: Reply): Visitor {
  const [cookie = ""] = (headers.get("set-cookie") ?? "").split(";");
  const secret = cookie.slice(cookie.indexOf("=") + 1);
  return at(purser, { ...visitor, cookie, proof: hash("sha256", secret, "buffer") });
}

/** Somebody with a passkey and a session that has its second factor by it. */
export interface Holder {
  readonly visitor: Visitor;
  readonly authenticator: Authenticator;
  readonly passkey: string;
}

/** Signs somebody in with one factor, who enrols their first passkey; trusted at once unless it is to be on hold. */
export async function enterWithPasskey(
  office: TestOffice,
  entry: Entry & { readonly onHold?: boolean; readonly isSynced?: boolean } = {},
): Promise<Holder> {
  const entrant = await enter(office, entry);
  const authenticator = makeAuthenticator(origin, { isSynced: entry.isSynced ?? false });
  const reply = await enrol(entrant, authenticator);
  if (reply.status !== 201) throw new Error(reply.text);
  const passkey: string = reply.json.id;
  if (entry.onHold !== true)
    await office.admin.query("update purser.passkey set trusted_from = now() where id = $1", [
      passkey,
    ]);
  return { visitor: renewed(office, entrant, reply), authenticator, passkey };
}

export async function enrol(
  visitor: Visitor,
  authenticator: Authenticator,
  name = "Key",
): Promise<Reply> {
  const offer = await visitor.send("POST", "/auth/passkeys/options", {});
  if (offer.status !== 200) return offer;
  return visitor.send("POST", "/auth/passkeys", {
    token: offer.json.token,
    response: authenticator.register(offer.json.options),
    name,
  });
}

/** Has a session proven anew, or given its second factor. */
export async function prove(visitor: Visitor, authenticator: Authenticator): Promise<Reply> {
  const offer = await visitor.send("POST", "/auth/second-factor/options", {});
  if (offer.status !== 200) return offer;
  return visitor.send("POST", "/auth/second-factor", {
    token: offer.json.token,
    response: authenticator.assert(offer.json.options),
  });
}

/** What a passkey makes of being asked to confirm a request, as the header that goes with it the second time. */
export function confirmation(
  asked: Reply,
  authenticator: Authenticator,
  oddity: Oddity = {},
): { "purser-confirmation": string } {
  const assurance = asked.problem?.assurance;
  if (assurance?.level !== "confirmed") throw new Error(asked.text);
  const { token, options } = assurance.confirmation;
  const response = authenticator.assert(options, oddity);
  const header = Buffer.from(JSON.stringify({ token, response })).toString("base64url");
  return { "purser-confirmation": header };
}

/** Has a new passkey of somebody's, trusted at once, confirm what they send. */
export async function sendConfirmed(
  office: TestOffice,
  visitor: Visitor,
  ...[method, path, body]: Parameters<Visitor["send"]>
): Promise<Reply> {
  const authenticator = makeAuthenticator(origin);
  const { json } = await enrol(visitor, authenticator);
  await office.admin.query("update purser.passkey set trusted_from = now() where id = $1", [
    json.id,
  ]);
  const asked = await visitor.send(method, path, body);
  return visitor.send(method, path, body, confirmation(asked, authenticator));
}

/** What was refused in the log of a request. */
export async function refusalsOf({ admin }: TestOffice, reply: Reply): Promise<readonly unknown[]> {
  const { rows } = await admin.query(
    `select e.kind, e.code, s.subject from purser.event e left join purser.session s on s.id = e.session_id
      where e.request_id = $1 and e.code is not null`,
    [reply.headers.get("x-request-id")],
  );
  return rows;
}

export const algorithms: readonly Algorithm[] = ["ES256", "EdDSA", "RS256"];
