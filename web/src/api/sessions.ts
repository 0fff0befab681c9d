import type {
  PeriodicReviewAnswer,
  RevocationAnswer,
  RevocationBody,
  SessionReport,
  SessionsAnswer,
} from "purser/contract";
import { request, requestFile } from "./http.ts";

/** One's own, or of all those in which every word of the search occurs. */
export function listSessions(
  query: { readonly scope: "own" } | { readonly scope: "all"; readonly search: string },
  signal?: AbortSignal,
): Promise<SessionsAnswer> {
  return request("/api/sessions", { query, signal });
}

/** Ends one session; somebody else's takes a reason. */
export function revokeSession(id: string, reason: string | null, what: string): Promise<void> {
  const body = reason === null ? {} : { reason };
  return request(`/api/sessions/${encodeURIComponent(id)}`, { method: "DELETE", body, what });
}

/** Ends all sessions of a person, but for the one that asks. */
export function revokeSessionsOf(body: RevocationBody, what: string): Promise<RevocationAnswer> {
  return request("/api/sessions/revocations", { method: "POST", body, what });
}

/** Ends all sessions of everybody, but for the one that asks. */
export function revokeEverybody(reason: string, what: string): Promise<RevocationAnswer> {
  const body = { reason };
  return request("/api/sessions/revocations/everybody", { method: "POST", body, what });
}

export function readSessionReport(signal?: AbortSignal): Promise<SessionReport> {
  return request("/api/sessions/report", { signal });
}

export function downloadSessionReport(): Promise<Blob> {
  return requestFile("/api/sessions/report", { query: { format: "csv" } });
}

/** Records that somebody agrees to the report as it is now, and returns it. */
export function reviewSessions(note: string): Promise<PeriodicReviewAnswer<SessionReport>> {
  return request("/api/sessions/reviews", { method: "POST", body: { note } });
}
