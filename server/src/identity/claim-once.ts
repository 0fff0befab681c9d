import type { Connection } from "../database/database.ts";

/** What may be used once in whatever server process. */
export type UsedOnce = "sign-in" | "assertion" | "logout" | "challenge";

/** Whether this is the first use; `expiresAt`, in seconds since 1970, is when it could not be used again anyway. */
export async function claimOnce(
  ledger: Connection,
  kind: UsedOnce,
  id: string,
  expiresAt: number,
): Promise<boolean> {
  const { rows } = await ledger.run({
    text: "select purser.claim_once($1, $2, to_timestamp($3))",
    values: [kind, id, expiresAt],
  });
  return rows[0]?.[0] === "t";
}
