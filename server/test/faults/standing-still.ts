import { expect, vi } from "vitest";
import type { TestOffice } from "../support/purser.ts";

/** Makes an update of `codes` wait, once its row is written, until the lock is released. */
export const waitingTrigger = `
create function stand_still() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(4711);
  return null;
end $$;
create trigger stand_still after update on codes for each row execute function stand_still();
`;

/** Long enough to be killed meanwhile. */
export const patient = { limits: { lockTimeout: 60_000, statementTimeout: 60_000 } };

export async function hold({ admin }: TestOffice): Promise<void> {
  await admin.query("select pg_advisory_lock(4711)");
}

export async function release({ admin }: TestOffice): Promise<void> {
  await admin.query("select pg_advisory_unlock(4711)");
}

/** How many writes stand in the middle. */
async function countStanding({ admin }: TestOffice): Promise<number> {
  const { rows } = await admin.query(
    "select count(*)::int as n from pg_locks l join pg_database d on d.oid = l.database where d.datname = current_database() and l.locktype = 'advisory' and l.objid = 4711 and not l.granted",
  );
  return rows[0].n;
}

export function untilStanding(office: TestOffice, count: number): Promise<void> {
  return vi.waitFor(async () => expect(await countStanding(office)).toBe(count), {
    timeout: 10_000,
  });
}
