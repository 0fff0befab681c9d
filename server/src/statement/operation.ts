import { sql } from "kysely";
import type { Statement } from "../database/database.ts";
import { compile, type Fragment } from "./compile.ts";

/** What the log says about an act, by the parameters of `purser.begin_operation`. */
export interface Beginning {
  readonly id: string;
  readonly proof: Buffer;
  readonly kind: string;
  readonly resource: string | null;
  readonly target: { readonly schema: string; readonly name: string };
  readonly keys: readonly (readonly string[])[];
  readonly reason: string | null;
  readonly requestId: string;
  readonly address: string | null;
  readonly policy: string;
  /** The operation whose changes are taken back. */
  readonly undoes?: string;
}

export function beginOperation(it: Beginning): Statement {
  return prepared(sql`select purser.begin_operation(${it.id}::uuid, 'session', ${it.proof}::bytea, ${it.kind}::text,
    ${it.resource}::text, ${it.target.schema}::text, ${it.target.name}::text, ${JSON.stringify(it.keys)}::jsonb,
    ${it.reason}::text, ${it.requestId}::text, ${it.address}::inet, ${it.policy}::text, ${it.undoes ?? null}::uuid)`);
}

/** Runs before the operation's transaction, in one of its own. */
export function recordIntent(it: Beginning): Statement {
  return prepared(sql`select purser.record_intent(${it.proof}::bytea, ${it.id}::uuid, ${it.kind}::text,
    ${it.resource}::text, ${JSON.stringify(it.keys)}::jsonb, ${it.reason}::text, ${it.requestId}::text,
    ${it.address}::inet, ${it.policy}::text)`);
}

/** Rows: schema, table, verb, count, of what followed from the change that was asked for. */
export function endOperation(id: string): Statement {
  return prepared(sql`select * from purser.end_operation(${id}::uuid)`);
}

/** A call of a function has one plan, and planning it takes longer than much of what the functions do. */
function prepared(call: Fragment): Statement {
  return { ...compile(call), prepare: true };
}

/** A client's name for one request, with a keyed digest of what it asks. */
export interface IdempotencyKey {
  readonly key: string;
  readonly digest: Buffer;
}

/** Rows: the operation that holds the key, and whether it was asked for the same. */
export function findIdempotencyKey(proof: Buffer, { key, digest }: IdempotencyKey): Statement {
  return compile(
    sql`select * from purser.find_idempotency_key(${proof}::bytea, ${key}::text, ${digest}::bytea)`,
  );
}

/** One row: whether the key was free. */
export function claimIdempotencyKey(
  proof: Buffer,
  { key, digest }: IdempotencyKey,
  operation: string,
): Statement {
  return compile(
    sql`select purser.claim_idempotency_key(${proof}::bytea, ${key}::text, ${digest}::bytea, ${operation}::uuid)`,
  );
}

/** The key of the record that an operation created, as a JSON array of text. */
export function createdKey(operation: string): Statement {
  return compile(sql`
    select c.key
    from purser.change as c
    join purser.operation as o on o.id = c.operation_id
      and o.target_schema = c.table_schema and o.target_table = c.table_name
    where c.operation_id = ${operation}::uuid and c.verb = 'insert'
    order by c.id
    limit 1`);
}
