import { useList, useOne } from "@refinedev/core";
import {
  keepPreviousData,
  type QueryKey,
  queryOptions,
  type UseQueryResult,
  useInfiniteQuery,
  useQueries,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type {
  AsOfAnswer,
  AuditEntryAnswer,
  AuditHealthAnswer,
  AuditListAnswer,
  Count,
  ListAnswer,
  LookupAnswer,
  MeAnswer,
  RecordAnswer,
  ResourceDescription,
  SavedView,
  UndoAnswer,
} from "purser/contract";
import { useCallback, useMemo } from "react";
import {
  type AuditQuery,
  listAudit,
  planUndo,
  readAsOf,
  readAuditEntry,
  readAuditHealth,
} from "./audit.ts";
import type { PurserMeta, RefineRecord } from "./data-provider.ts";
import { type ListQuery, listRecords, lookup, recordHistory, relatedRecords } from "./records.ts";
import { fetchResources } from "./resources.ts";
import { fetchMe } from "./session.ts";
import { listViews } from "./views.ts";

/** What a page needs to know of data under way. */
export interface Loading<T> {
  /** The newest data, or the last query's while `isOld`. */
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  /** `data` answers the previous question: draw it dimmed. */
  readonly isOld: boolean;
  /** No answer is there and none is under way: somebody cancelled. */
  readonly isStopped: boolean;
  readonly reload: () => void;
}

const minute = 60_000;

export function useMe(): UseQueryResult<MeAnswer> {
  return useQuery({
    queryKey: ["me"],
    queryFn: ({ signal }) => fetchMe(signal),
    staleTime: 5 * minute,
  });
}

/** Everything that this person may see, as the server describes it. */
export function useResources(enabled = true): UseQueryResult<readonly ResourceDescription[]> {
  return useQuery({
    enabled,
    queryKey: ["resources"],
    queryFn: async ({ signal }) => (await fetchResources(signal)).resources,
    staleTime: 5 * minute,
  });
}

/** The description of one resource; undefined when there is none, or none for this person. */
export function useResource(name: string): ResourceDescription | undefined {
  const { data } = useResources();
  return data?.find((resource) => resource.name === name);
}

/** One page of a grid. The page before stays, marked as old, while the next one comes. */
export function useRecordList(resource: string, query: ListQuery): Loading<ListAnswer> {
  const purser: PurserMeta = { list: query };
  const { query: state } = useList<RefineRecord>({
    resource,
    pagination: { mode: "off" },
    meta: { purser },
    errorNotification: false,
    queryOptions: {
      placeholderData: (previous, of) => (isOf(of?.queryKey, resource) ? previous : undefined),
    },
  });
  const answer = state.data;
  const data = useMemo((): ListAnswer | undefined => {
    if (answer === undefined) return undefined;
    const records = answer.data.map((record) => record.answer);
    return { records, page: answer.page, count: answer.count };
  }, [answer]);
  return { ...loading(state), data };
}

export function useRecord(resource: string, key: string): Loading<RecordAnswer> {
  const { query } = useOne<RefineRecord>({ resource, id: key, errorNotification: false });
  return { ...loading(query), data: query.data?.data.answer };
}

/** The number of records that a filter leaves, asked for after the rows. */
export function useRecordCount(
  resource: string,
  query: Pick<ListQuery, "filter" | "search" | "count">,
  enabled: boolean,
): UseQueryResult<Count | null> {
  return useQuery({
    queryKey: ["count", resource, query],
    queryFn: async ({ signal }) =>
      (await listRecords(resource, { ...query, limit: 0 }, signal)).count,
    enabled,
  });
}

/** One page of the records that a relation leads to; loads while `enabled`. */
export function useRelatedRecords(
  resource: string,
  key: string,
  relation: string,
  query: ListQuery,
  enabled = true,
): Loading<ListAnswer> {
  const state = useQuery({
    queryKey: ["related", resource, key, relation, query],
    queryFn: ({ signal }) => relatedRecords(resource, key, relation, query, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
  return { ...loading(state), data: state.data };
}

/** What a picker offers for what somebody has typed so far. */
export function useLookup(
  resource: string,
  search: string,
  enabled = true,
): UseQueryResult<LookupAnswer["records"]> {
  return useQuery({
    queryKey: ["lookup", resource, "search", search],
    queryFn: async ({ signal }) =>
      (await lookup(resource, { limit: 20, ...(search === "" ? {} : { search }) }, signal)).records,
    placeholderData: keepPreviousData,
    enabled,
  });
}

export type Labels = ReadonlyMap<string, string>;

/** Labels of these records by key, in one request; empty until they are there. */
export function useLookupLabels(resource: string, keys: readonly string[]): Labels {
  const wanted = useMemo(() => [{ resource, keys }], [resource, keys]);
  return useRelationLabels(wanted)[0] ?? noLabels;
}

/** As `useLookupLabels`, for several relations at once: one request for each. */
export function useRelationLabels(
  wanted: readonly { readonly resource: string; readonly keys: readonly string[] }[],
): readonly Labels[] {
  return useQueries({
    queries: wanted.map(({ resource, keys }) => {
      const distinct = [...new Set(keys)].sort();
      return {
        queryKey: ["lookup", resource, "keys", distinct],
        queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
          lookup(resource, { keys: distinct, limit: distinct.length }, signal),
        enabled: distinct.length > 0,
        staleTime: minute,
        placeholderData: keepPreviousData<LookupAnswer>,
      };
    }),
    combine: combineLabels,
  });
}

/** The record's changes, newest first, page after page. */
export function useRecordHistory(resource: string, key: string, enabled = true) {
  return useInfiniteQuery({
    queryKey: ["history", resource, key],
    queryFn: ({ pageParam, signal }) => recordHistory(resource, key, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.page.next,
    enabled,
  });
}

export function useAuditList(query: AuditQuery): Loading<AuditListAnswer> {
  const state = useQuery({
    queryKey: ["audit", "list", query],
    queryFn: ({ signal }) => listAudit(query, signal),
    placeholderData: keepPreviousData,
  });
  return { ...loading(state), data: state.data };
}

export function useAuditEntry(id: string): Loading<AuditEntryAnswer> {
  const state = useQuery({
    queryKey: ["audit", "entry", id],
    queryFn: ({ signal }) => readAuditEntry(id, signal),
  });
  return { ...loading(state), data: state.data };
}

/** How the log itself is doing; asked again where it is shown anew, and never by the clock. */
export function useAuditHealth(): Loading<AuditHealthAnswer> {
  const state = useQuery({
    queryKey: ["audit", "health"],
    queryFn: ({ signal }) => readAuditHealth(signal),
    staleTime: minute / 2,
  });
  return { ...loading(state), data: state.data };
}

/** What undoing an operation would do; always asked anew. */
export function useUndoPlan(id: string): Loading<UndoAnswer> {
  const state = useQuery({
    queryKey: ["audit", "undo", id],
    queryFn: ({ signal }) => planUndo(id, signal),
    staleTime: 0,
    gcTime: 0,
  });
  return { ...loading(state), data: state.data };
}

/** A record as it was; the moment before stays, marked as old, while another one comes. */
export function useAsOf(resource: string, key: string, at: string): Loading<AsOfAnswer> {
  const state = useQuery({
    queryKey: ["as-of", resource, key, at],
    queryFn: ({ signal }) => readAsOf(resource, key, at, signal),
    placeholderData: keepPreviousData,
  });
  return { ...loading(state), data: state.data };
}

export function useSavedViews(
  resource: string,
  enabled = true,
): UseQueryResult<readonly SavedView[]> {
  return useQuery({ ...savedViewsQuery(resource), enabled });
}

export function savedViewsQuery(resource: string) {
  return queryOptions({
    queryKey: ["views", resource],
    queryFn: async ({ signal }) => (await listViews(resource, signal)).views,
    staleTime: minute,
  });
}

/**
 * Forgets what a write may have changed, which through cascades and triggers is any record,
 * and loads again what is on the screen.
 */
export function useRefreshAfterWrite(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [first] }) =>
          first !== "me" && first !== "resources" && first !== "views",
      }),
    [client],
  );
}

/** A reveal and what it was refused for are in the log, and in the queue of whoever reviews them. */
export function useRefreshAfterReveal(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [first] }) => first === "audit" || first === "reviews",
      }),
    [client],
  );
}

function loading(state: UseQueryResult<unknown, unknown>): Omit<Loading<never>, "data"> {
  return {
    error: state.error,
    isFetching: state.isFetching,
    isOld: state.isPlaceholderData,
    isStopped: (state.isPending || state.isPlaceholderData) && state.fetchStatus === "idle",
    reload: () => void state.refetch(),
  };
}

/** Refine's keys are `["data", provider, resource, …]`. */
function isOf(key: QueryKey | undefined, resource: string): boolean {
  return key?.[2] === resource;
}

const noLabels: Labels = new Map();

function combineLabels(results: readonly UseQueryResult<LookupAnswer>[]): readonly Labels[] {
  return results.map(({ data }) =>
    data === undefined
      ? noLabels
      : new Map(data.records.map((record) => [record.key, record.label])),
  );
}
