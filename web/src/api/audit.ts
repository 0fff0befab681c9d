import type { AuditEntryAnswer, AuditListAnswer } from "purser/contract";
import { request } from "./http.ts";

export interface AuditQuery {
  /** A person's subject. */
  readonly actor?: string | undefined;
  readonly resource?: string | undefined;
  readonly key?: string | undefined;
  readonly kind?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit?: number | undefined;
}

export function listAudit(query: AuditQuery, signal?: AbortSignal): Promise<AuditListAnswer> {
  return request("/api/audit", { query: { ...query }, signal });
}

export function readAuditEntry(id: string, signal?: AbortSignal): Promise<AuditEntryAnswer> {
  return request(`/api/audit/${encodeURIComponent(id)}`, { signal });
}
