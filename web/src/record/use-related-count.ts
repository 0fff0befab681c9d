import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Count } from "purser/contract";
import { relatedRecords } from "../api/records.ts";

/** How many records a relation leads to, asked for without any of them. */
export function useRelatedCount(
  resource: string,
  key: string,
  relation: string,
  count: "estimate" | "exact",
  enabled: boolean,
): UseQueryResult<Count | null> {
  return useQuery({
    queryKey: ["related", resource, key, relation, "count", count],
    queryFn: async ({ signal }) =>
      (await relatedRecords(resource, key, relation, { limit: 0, count }, signal)).count,
    enabled,
  });
}
