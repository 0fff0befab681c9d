import * as z from "zod";
import type { PasskeySummary } from "../../contract/index.ts";
import type { Connection, TextRow } from "../../database/database.ts";
import type { PersonId } from "../identity.ts";

/** A passkey as the ledger has it. */
export interface Passkey extends PasskeySummary {
  /** What the authenticator calls it, in base64url. */
  readonly credentialId: string;
  /** In COSE form (RFC 9052, section 7). */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** How browsers reach the authenticator: `internal`, `usb`, `hybrid`. */
  readonly transports: readonly string[];
  /** Whether it may confirm by now. */
  readonly isTrusted: boolean;
}

/** Somebody's own passkeys, the oldest first. */
export async function listPasskeys(
  ledger: Connection,
  { issuer, subject }: PersonId,
  signal?: AbortSignal,
): Promise<readonly Passkey[]> {
  const { rows } = await ledger.run(
    {
      text: `select k.id, k.name, k.enrolled_at, k.last_used_at, k.trusted_from, k.is_synced, k.credential_id, k.public_key,
        to_json(k.transports), k.trusted_from <= clock_timestamp()
        from purser.passkey k where k.issuer = $1 and k.subject = $2 order by k.enrolled_at, k.id`,
      values: [issuer, subject],
    },
    signal,
  );
  return rows.map(readPasskey);
}

/** What its owner is told of it, and nothing that only the server needs. */
export function summarize({
  id,
  name,
  enrolledAt,
  lastUsedAt,
  trustedFrom,
  isSynced,
}: PasskeySummary): PasskeySummary {
  return { id, name, enrolledAt, lastUsedAt, trustedFrom, isSynced };
}

const namesSchema = z.array(z.string());

function readPasskey([
  id,
  name,
  enrolledAt,
  lastUsedAt,
  trustedFrom,
  isSynced,
  credentialId,
  publicKey,
  transports,
  isTrusted,
]: TextRow): Passkey {
  return {
    id: id ?? "",
    name: name ?? "",
    enrolledAt: enrolledAt ?? "",
    lastUsedAt: lastUsedAt ?? null,
    trustedFrom: trustedFrom ?? "",
    isSynced: isSynced === "t",
    credentialId: readBytes(credentialId).toString("base64url"),
    publicKey: new Uint8Array(readBytes(publicKey)),
    transports: namesSchema.parse(JSON.parse(transports ?? "[]")),
    isTrusted: isTrusted === "t",
  };
}

/** PostgreSQL's hex format (manual, section 8.4.1). */
function readBytes(text: string | null | undefined): Buffer {
  return Buffer.from((text ?? "").slice(2), "hex");
}
