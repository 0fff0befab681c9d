import type { AccessExplanation, AccessReport, PeriodicReviewAnswer } from "purser/contract";
import { request, requestFile } from "./http.ts";

export interface ExplainQuery {
  /** Roles with commas. */
  readonly roles: string;
  readonly resource: string;
  readonly key?: string | undefined;
  /** `name=value`. */
  readonly claim?: readonly string[] | undefined;
}

export function explainAccess(
  query: ExplainQuery,
  signal?: AbortSignal,
): Promise<AccessExplanation> {
  return request("/api/access/explain", { query: { ...query }, signal });
}

export function readAccessReport(signal?: AbortSignal): Promise<AccessReport> {
  return request("/api/access/report", { signal });
}

export function downloadAccessReport(): Promise<Blob> {
  return requestFile("/api/access/report", { query: { format: "csv" } });
}

/** Records that somebody agrees to the report as it is now, and returns it. */
export function reviewAccess(note: string): Promise<PeriodicReviewAnswer<AccessReport>> {
  return request("/api/access/reviews", { method: "POST", body: { note } });
}
