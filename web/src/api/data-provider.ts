import type { BaseRecord, DataProvider } from "@refinedev/core";
import type { ListAnswer, RecordAnswer, WireValues } from "purser/contract";
import {
  createRecord,
  deleteRecord,
  type ListQuery,
  listRecords,
  readRecord,
  updateRecord,
} from "./records.ts";

/** A record as Refine's hooks carry it: their `id` is the record's key. */
export interface RefineRecord extends BaseRecord {
  readonly answer: RecordAnswer;
}

/** What our hooks give to Refine's, beside its own parameters, in `meta.purser`. */
export interface PurserMeta {
  readonly list?: ListQuery;
  readonly version?: string;
  readonly reason?: string;
  readonly idempotencyKey?: string;
}

/**
 * Refine's data layer over the API. Lists are paged by cursor, so they are asked for by
 * `meta.purser.list`, answer with `page`, and have no total.
 */
export const dataProvider: DataProvider = {
  getList: async ({ resource, meta }) => {
    const { list: query }: PurserMeta = meta?.purser ?? {};
    const answer = await listRecords(resource, query, meta?.queryContext?.signal);
    return list(answer);
  },
  getOne: async ({ resource, id, meta }) => {
    return one(await readRecord(resource, String(id), meta?.queryContext?.signal));
  },
  create: async ({ resource, variables, meta }) => {
    const { idempotencyKey = crypto.randomUUID(), reason }: PurserMeta = meta?.purser ?? {};
    const body = writeBody(variables, reason);
    return one((await createRecord(resource, body, idempotencyKey)).record);
  },
  update: async ({ resource, id, variables, meta }) => {
    const { version = "", reason }: PurserMeta = meta?.purser ?? {};
    const body = writeBody(variables, reason);
    return one((await updateRecord(resource, String(id), version, body)).record);
  },
  deleteOne: async ({ resource, id, meta }) => {
    const { version = "", reason }: PurserMeta = meta?.purser ?? {};
    return one((await deleteRecord(resource, String(id), version, reason)).record);
  },
  getApiUrl: () => "/api",
};

// Refine lets each caller name the type of the data, which no provider can check: hence the casts.
function one<TData extends BaseRecord>(record: RecordAnswer | null): { data: TData } {
  const data = record === null ? {} : refineRecord(record);
  return { data: data as unknown as TData };
}

function list<TData extends BaseRecord>(answer: ListAnswer) {
  const data = answer.records.map(refineRecord) as unknown as TData[];
  return { data, total: -1, page: answer.page, count: answer.count };
}

function refineRecord(answer: RecordAnswer): RefineRecord {
  return { ...(answer.key === null ? {} : { id: answer.key }), answer };
}

function writeBody(variables: unknown, reason: string | undefined) {
  const values = variables as WireValues;
  return { values, ...(reason === undefined ? {} : { reason }) };
}
