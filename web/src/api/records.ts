import type {
  Filter,
  HistoryAnswer,
  ListAnswer,
  LookupAnswer,
  RecordAnswer,
  Sort,
  WriteAnswer,
  WriteBody,
} from "purser/contract";
import { t } from "../messages/translate.ts";
import { printQuery, type Query, request } from "./http.ts";
import { printName, printSort } from "./wire-name.ts";

export interface ListQuery {
  readonly filter?: readonly Filter[];
  readonly sort?: readonly Sort[];
  /** Names of the fields to answer with; all that may be seen when left out. */
  readonly fields?: readonly string[];
  /** 0 to 200; 0 asks for the count alone. */
  readonly limit?: number;
  readonly after?: string | null;
  readonly before?: string | null;
  readonly search?: string;
  readonly count?: "none" | "estimate" | "exact";
}

export interface LookupQuery {
  readonly search?: string;
  readonly keys?: readonly string[];
  readonly limit?: number;
}

/** Longest address that is still sent as a GET; proxies commonly stop at 8 kB. */
const longestAddress = 6000;

/** One page of a resource, or its count when `limit` is 0. */
export function listRecords(
  resource: string,
  query: ListQuery = {},
  signal?: AbortSignal,
): Promise<ListAnswer> {
  const path = `${resourcePath(resource)}/records`;
  const inAddress = listParameters(query);
  if (printQuery(inAddress).length <= longestAddress) {
    return request(path, { query: inAddress, signal });
  }
  const body = {
    ...query,
    sort: query.sort?.map(printSort),
    fields: query.fields?.map(printName),
  };
  return request(`${path}/search`, { method: "POST", body, signal });
}

/** One page of what a record's relation leads to; the query speaks of the target's fields. */
export function relatedRecords(
  resource: string,
  key: string,
  relation: string,
  query: ListQuery = {},
  signal?: AbortSignal,
): Promise<ListAnswer> {
  const path = `${recordPath(resource, key)}/related/${printName(relation)}`;
  return request(path, { query: listParameters(query), signal });
}

export function readRecord(
  resource: string,
  key: string,
  signal?: AbortSignal,
): Promise<RecordAnswer> {
  return request(recordPath(resource, key), { signal });
}

/** A retry with the same idempotency key does not create twice. */
export function createRecord(
  resource: string,
  body: WriteBody,
  idempotencyKey: string,
): Promise<WriteAnswer> {
  return request(`${resourcePath(resource)}/records`, {
    method: "POST",
    body,
    headers: { "idempotency-key": idempotencyKey },
    what: t("confirm.create", { resource }),
  });
}

/** Throws `version_stale` with the record as it now is when somebody else was first. */
export function updateRecord(
  resource: string,
  key: string,
  version: string,
  body: WriteBody,
): Promise<WriteAnswer> {
  return request(recordPath(resource, key), {
    method: "PATCH",
    body,
    headers: { "if-match": `"${version}"` },
    what: t("confirm.update", { resource, key, fields: Object.keys(body.values).join(", ") }),
  });
}

export function deleteRecord(
  resource: string,
  key: string,
  version: string,
  reason?: string,
): Promise<WriteAnswer> {
  return request(recordPath(resource, key), {
    method: "DELETE",
    body: reason === undefined ? {} : { reason },
    headers: { "if-match": `"${version}"` },
    what: t("confirm.delete", { resource, key }),
  });
}

/** Keys and labels, for pickers (`search`) and relation columns (`keys`). */
export function lookup(
  resource: string,
  query: LookupQuery,
  signal?: AbortSignal,
): Promise<LookupAnswer> {
  return request(`${resourcePath(resource)}/lookup`, {
    query: { search: query.search, keys: query.keys, limit: query.limit },
    signal,
  });
}

export function recordHistory(
  resource: string,
  key: string,
  after?: string | null,
  signal?: AbortSignal,
): Promise<HistoryAnswer> {
  return request(`${recordPath(resource, key)}/history`, { query: { after }, signal });
}

/** Resource names and record keys are safe in an address as they are. */
export function resourcePath(resource: string): string {
  return `/api/resources/${resource}`;
}

export function recordPath(resource: string, key: string): string {
  return `${resourcePath(resource)}/records/${key}`;
}

export function listParameters(query: ListQuery): Query {
  return {
    filter: query.filter?.length ? JSON.stringify(query.filter) : undefined,
    sort: query.sort?.length ? query.sort.map(printSort).join(",") : undefined,
    fields: query.fields?.length ? query.fields.map(printName).join(",") : undefined,
    limit: query.limit,
    after: query.after,
    before: query.before,
    search: query.search === "" ? undefined : query.search,
    count: query.count,
  };
}
