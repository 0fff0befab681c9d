import { createHmac } from "node:crypto";
import * as z from "zod";
import type { Refusal, WriteAnswer } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import type { Connection, Statement } from "../database/database.ts";
import type { CreatePlan, DeletePlan, UpdatePlan, WritePlan } from "../plan/write.ts";
import { compile } from "../statement/compile.ts";
import { claimIdempotencyKey, createdKey } from "../statement/operation.ts";
import { selectRecord } from "../statement/page.ts";
import { deleteRow, insertRow, updateRow } from "../statement/write.ts";
import type { Run } from "./context.ts";
import { refusalOf } from "./database-refusal.ts";
import type { Cascade } from "./operation.ts";
import { runOperation } from "./operation.ts";
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
export async function executeWrite(
  run: Run,
  plan: WritePlan,
  idempotent: IdempotentRequest | null,
): Promise<Written | Refusal> {
  try {
    switch (plan.kind) {
      case "create":
        return await create(run, plan, idempotent);
      case "update":
        return await update(run, plan);
      case "delete":
        return await remove(run, plan);
    }
  } catch (error) {
    const refusal = refusalOf(error, plan.grant);
    if (refusal) return refusal;
    throw error;
  }
}

async function create(
  run: Run,
  plan: CreatePlan,
  idempotent: IdempotentRequest | null,
): Promise<Written | Refusal> {
  const claimed: { earlier: string | null } = { earlier: null };
  const done = await runOperation(
    run,
    beginningOf(plan, "record.create", []),
    async (connection, id) => {
      const holder = idempotent ? await claimKey(run, connection, idempotent, id) : id;
      if (isRefusal(holder)) return holder;
      if (holder !== id) {
        claimed.earlier = holder;
        return refuse("conflict");
      }
      const [row] = (await connection.run(insertRow(plan))).rows;
      return row?.map((part) => part ?? "") ?? [];
    },
    (connection, key) => readBack(run, connection, plan, key),
  );
  if (claimed.earlier !== null) return replay(run, plan, claimed.earlier);
  return isRefusal(done)
    ? done
    : { record: done.after, operation: done.id, cascades: done.cascades, replayed: false };
}

/** The operation that holds the key: ours, or an earlier one that was asked for the same. */
async function claimKey(
  run: Run,
  connection: Connection,
  { key, input }: IdempotentRequest,
  id: string,
): Promise<string | Refusal> {
  const digest = createHmac("sha256", run.deployment.keys.idempotency).update(input).digest();
  const [row] = (
    await connection.run(claimIdempotencyKey(run.principal.session.proof, key, digest, id))
  ).rows;
  return row?.[0] && row[1] === "t" ? row[0] : refuse("idempotency_key_reused");
}

const keySchema = z.array(z.string());

/** Answers a repeated request with the record that the first one made, as it is now. */
async function replay(run: Run, plan: CreatePlan, operation: string): Promise<Written> {
  const { rows, ledger } = run.deployment.stores;
  const [row] = (await ledger.run(createdKey(operation))).rows;
  const key = keySchema.parse(JSON.parse(row?.[0] ?? "[]"));
  return { record: await readBack(run, rows, plan, key), operation, cascades: [], replayed: true };
}

async function update(run: Run, plan: UpdatePlan): Promise<Written | Refusal> {
  const done = await runOperation(
    run,
    beginningOf(plan, "record.update", [plan.key]),
    async (connection) => {
      const stale = await holdVersion(run, connection, plan);
      return stale ?? changeOne(connection, updateRow(plan));
    },
    (connection) => readBack(run, connection, plan, plan.key),
  );
  return isRefusal(done)
    ? done
    : { record: done.after, operation: done.id, cascades: done.cascades, replayed: false };
}

async function remove(run: Run, plan: DeletePlan): Promise<Written | Refusal> {
  const done = await runOperation(
    run,
    beginningOf(plan, "record.delete", [plan.key]),
    async (connection) => {
      const stale = await holdVersion(run, connection, plan);
      return stale ?? changeOne(connection, deleteRow(plan));
    },
    async () => null,
  );
  return isRefusal(done)
    ? done
    : { record: null, operation: done.id, cascades: done.cascades, replayed: false };
}

/** Locks the record and compares what the caller may see of it with what they saw. */
async function holdVersion(
  run: Run,
  connection: Connection,
  plan: UpdatePlan | DeletePlan,
): Promise<Refusal | null> {
  const query = selectRecord(plan, { forUpdate: true });
  const [row] = (await connection.run(compile(query.select), run.signal)).rows;
  if (!row)
    return refuse("not_found", { detail: "The record does not exist, or was deleted meanwhile." });
  const current = shaperOf(run, plan, query)(row);
  return current.version === plan.expectedVersion
    ? null
    : refuse("version_stale", { record: current });
}

/** One row, or everything is rolled back: a key that meets none or several rows means that we misunderstood it. */
async function changeOne(connection: Connection, statement: Statement): Promise<null> {
  const { rowCount } = await connection.run(statement);
  if (rowCount !== 1) throw new Error(`a write by primary key met ${rowCount} rows`);
  return null;
}

/** The record as it is at the end of the transaction, after every trigger. */
async function readBack(run: Run, connection: Connection, plan: WritePlan, key: readonly string[]) {
  const query = selectRecord({ grant: plan.grant, key }, { forUpdate: false });
  const [row] = (await connection.run(compile(query.select))).rows;
  return row ? shaperOf(run, plan, query)(row) : null;
}

function shaperOf(run: Run, { grant }: WritePlan, query: ReturnType<typeof selectRecord>) {
  return recordShaper(grant, grant.readable, query, {
    versionKey: run.deployment.keys.version,
    cut: false,
  });
}

function beginningOf(plan: WritePlan, kind: string, keys: readonly (readonly string[])[]) {
  return {
    kind,
    resource: plan.grant.resource.name,
    target: plan.grant.resource.table,
    keys,
    reason: plan.reason,
  };
}
