import { v7 as uuidv7 } from "uuid";
import { seal } from "../../server/src/audit/seal/seal.ts";
import type { SigningKey } from "../../server/src/config/signing-key.ts";
import { change } from "../audit/change.ts";
import type { BenchLedger } from "../audit/ledger.ts";

const checkpoints = 8;
const operationsEach = 10;
const rowsEach = 25;

/** Seals every kind of record, between several checkpoints: about 1 MB of export. */
export async function sealSample(it: BenchLedger, key: SigningKey): Promise<void> {
  for (let checkpoint = 1; checkpoint <= checkpoints; checkpoint += 1) {
    const proof = await it.signIn();
    await it.admin.query(mandates, [uuidv7()]);
    for (let operation = 0; operation < operationsEach; operation += 1) {
      const first = 1 + (checkpoint * operationsEach + operation) * rowsEach;
      await change(it.ledger, proof, "account", {
        text: "update account set writes = writes + 1, note = $1::text where id >= $2::bigint and id < $3::bigint",
        values: [`„${operation}“ \\ 😀 `.repeat(6), first, first + rowsEach],
      });
    }
    for (const { text, values } of events)
      await it.ledger.run({ text, values: [proof, uuidv7(), ...values] });
    await seal(it.ledger, { keys: [key], heartbeatSeconds: 3_600, leastSeconds: 0 });
  }
}

/** No function gives a mandate yet. */
const mandates = `
with given as (
  insert into purser.mandate (id, secret_hash, issued_by, kind, plan_digest, expires_at)
  select $1::uuid, sha256($1::text::bytea), id, 'record.update', sha256('plan'), now() + interval '1 day'
  from purser.session order by at desc limit 1
  returning id)
insert into purser.mandate_end (mandate_id, reason) select id, 'used' from given`;

const events: readonly { readonly text: string; readonly values: readonly string[] }[] = [
  {
    text: "select purser.record_read($1::bytea, $2::uuid, 'record.list', 'account', $3::jsonb, '{id,note}', '{}', 'bench', '192.0.2.7', 'bench')",
    values: [JSON.stringify([["1"], ["2"], ["3"]])],
  },
  {
    text: "select purser.record_refusal($1::bytea, $2::uuid, 'record.update', 'version_stale', null, 'account', $3::jsonb, '{}', 'bench', '192.0.2.7', 'bench')",
    values: [JSON.stringify([["1"]])],
  },
  {
    text: "select purser.close_session($1::bytea, 'signed out', $2::uuid, 'bench', $3::inet, 'bench')",
    values: ["192.0.2.7"],
  },
];
