import { createHmac } from "node:crypto";
import * as z from "zod";
import type { RecordAnswer, Refusal, WriteAnswer } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import type { Connection, Statement, TextRow } from "../database/database.ts";
import type { CreatePlan, DeletePlan, UpdatePlan, WritePlan } from "../plan/write.ts";
import { compile } from "../statement/compile.ts";
import type { IdempotencyKey } from "../statement/operation.ts";
import { claimIdempotencyKey, createdKey, findIdempotencyKey } from "../statement/operation.ts";
import { selectMeets, selectRecord } from "../statement/page.ts";
import { deleteRow, insertRow, updateRow } from "../statement/write.ts";
import type { Run } from "./context.ts";
import { refusalOf } from "./database-refusal.ts";
import type { Cascade } from "./operation.ts";
import { runOperation } from "./operation.ts";
import { executeRecord } from "./record.ts";
import { recordShaper } from "./shape.ts";

export interface Written extends Omit<WriteAnswer, "cascaded"> {
  readonly cascades: readonly Cascade[];
  /** The request was a repetition; this is what the first one did. */
  readonly replayed: boolean;
}

/** A client's name for one request, and what was asked under it. */
export interface IdempotentRequest {
  readonly key: string;
  readonly input: string;
}

/** Makes one change to one record, in one transaction with its audit rows, or none at all. */
export function executeWrite(
  run: Run,
  plan: WritePlan,
  idempotent: IdempotentRequest | null,
): Promise<Written | Refusal> {
  switch (plan.kind) {
    case "create":
      return idempotent ? createOnce(run, plan, idempotent) : create(run, plan, null);
    case "update":
      return update(run, plan);
    case "delete":
      return remove(run, plan);
  }
}

/** Answers a repeated request with the record that the first one made, as it is now. */
async function createOnce(
  run: Run,
  plan: CreatePlan,
  { key, input }: IdempotentRequest,
): Promise<Written | Refusal> {
  const digest = createHmac("sha256", run.deployment.keys.idempotency).update(input).digest();
  const { ledger } = run.deployment.stores;
  const find = findIdempotencyKey(run.principal.session.proof, { key, digest });
  const [found] = (await ledger.run(find, run.signal)).rows;
  const [operation, isSame] = found ?? [];
  if (!operation) return create(run, plan, { key, digest });
  if (isSame !== "t") return refuse("idempotency_key_reused");
  const [row] = (await ledger.run(createdKey(operation))).rows;
  const made = keySchema.parse(JSON.parse(row?.[0] ?? "[]"));
  const record = await executeRecord(run, { kind: "record", grant: plan.grant, key: made });
  return isRefusal(record) ? record : { record, operation, cascades: [], replayed: true };
}

const keySchema = z.array(z.string());

function create(
  run: Run,
  plan: CreatePlan,
  idempotency: IdempotencyKey | null,
): Promise<Written | Refusal> {
  return write(run, plan, [], {
    change: async (connection, id) => {
      if (idempotency) {
        const claim = claimIdempotencyKey(run.principal.session.proof, idempotency, id);
        const [row] = (await connection.run(claim)).rows;
        if (row?.[0] !== "t")
          return refuse("conflict", {
            detail: "The same request was under way just now. Repeat it to see what it made.",
          });
      }
      const [row] = (await connection.run(insertRow(plan))).rows;
      if (!row) return ignored(plan);
      const key = row.map((part) => part ?? "");
      return (await refuseOutOfReach(connection, plan, key)) ?? key;
    },
    readAfter: (connection, key) => readBack(run, connection, plan, key),
  });
}

function update(run: Run, plan: UpdatePlan): Promise<Written | Refusal> {
  return write(run, plan, [plan.key], {
    change: async (connection) => {
      const held = await holdVersion(run, connection, plan);
      if (isRefusal(held)) return held;
      return (
        (await changeOne(connection, plan, updateRow(plan))) ??
        refuseOutOfReach(connection, plan, plan.key, held)
      );
    },
    readAfter: (connection) => readBack(run, connection, plan, plan.key),
  });
}

function remove(run: Run, plan: DeletePlan): Promise<Written | Refusal> {
  return write(run, plan, [plan.key], {
    change: async (connection) => {
      const held = await holdVersion(run, connection, plan);
      return isRefusal(held) ? held : changeOne(connection, plan, deleteRow(plan));
    },
    readAfter: async () => null,
  });
}

async function write<Changed>(
  run: Run,
  { grant, kind, reason }: WritePlan,
  keys: readonly (readonly string[])[],
  steps: {
    readonly change: (connection: Connection, id: string) => Promise<Changed | Refusal>;
    readonly readAfter: (connection: Connection, changed: Changed) => Promise<RecordAnswer | null>;
  },
): Promise<Written | Refusal> {
  const { name, table } = grant.resource;
  const done = await runOperation(
    run,
    { kind: `record.${kind}`, resource: name, target: table, keys, reason },
    { ...steps, explain: (error) => refusalOf(error, grant) },
  );
  if (isRefusal(done)) return done;
  return { record: done.after, operation: done.id, cascades: done.cascades, replayed: false };
}

/** Which of the grant's conditions a record meets. */
type Standing = TextRow;

/** Locks the record and compares what the caller may see of it with what they saw. */
async function holdVersion(
  run: Run,
  connection: Connection,
  plan: UpdatePlan | DeletePlan,
): Promise<Standing | Refusal> {
  const query = selectRecord(plan, { forUpdate: true });
  const [row] = (await connection.run(byKey(compile(query.select)), run.signal)).rows;
  if (!row)
    return refuse("not_found", { detail: "The record does not exist, or was deleted meanwhile." });
  const outOfReach = await refuseOutOfReach(connection, plan, plan.key);
  if (outOfReach) return outOfReach;
  const current = shaperOf(run, plan, query)(row);
  return current.version === plan.expectedVersion
    ? query.decided.map((place) => row[place] ?? null)
    : refuse("version_stale", { record: current });
}

/**
 * The row rules of the write, judged by PostgreSQL on the record as it is at this moment of the transaction. A record
 * that had a `standing` must still have it: its author is not to see more of it than before, nor to lose it.
 */
async function refuseOutOfReach(
  connection: Connection,
  { grant, kind, reach }: WritePlan,
  key: readonly string[],
  standing: Standing = [],
): Promise<Refusal | null> {
  const conditions = [...reach, ...grant.conditions.slice(0, standing.length)];
  if (conditions.length === 0) return null;
  const [row] = (await connection.run(compile(selectMeets(grant, key, conditions)))).rows;
  const expected = [...reach.map(() => "t"), ...standing];
  return row && expected.every((met, place) => row[place] === met)
    ? null
    : refuse("forbidden", {
        detail: `Your role may not ${kind} this one of ${grant.resource.label}.`,
      });
}

/** One row, or everything is rolled back: a key that meets several rows means that we misunderstood it. */
async function changeOne(
  connection: Connection,
  plan: WritePlan,
  statement: Statement,
): Promise<Refusal | null> {
  const { rowCount } = await connection.run(byKey(statement));
  // The row is there and held: only the database's own rules can have kept the change from it.
  if (rowCount === 0) return ignored(plan);
  if (rowCount !== 1) throw new Error(`a write by primary key met ${rowCount} rows`);
  return null;
}

function ignored({ grant }: WritePlan): Refusal {
  const { schema, name } = grant.resource.table;
  return refuse("write_ignored", {
    detail: `The database ignored the change: a trigger or rule of ${schema}.${name} dropped it.`,
  });
}

/** What meets one row by its key is best planned alike for every key. */
function byKey(statement: Statement): Statement {
  return { ...statement, prepare: true };
}

/** The record as it is at the end of the transaction, after every trigger. */
async function readBack(run: Run, connection: Connection, plan: WritePlan, key: readonly string[]) {
  const query = selectRecord({ grant: plan.grant, key }, { forUpdate: false });
  const [row] = (await connection.run(byKey(compile(query.select)))).rows;
  return row ? shaperOf(run, plan, query)(row) : null;
}

function shaperOf(run: Run, { grant }: WritePlan, query: ReturnType<typeof selectRecord>) {
  return recordShaper(grant, grant.readable, query, {
    versionKey: run.deployment.keys.version,
    cut: false,
  });
}
