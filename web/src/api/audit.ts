import type {
  AsOfAnswer,
  AuditEntryAnswer,
  AuditHealthAnswer,
  AuditListAnswer,
  UndoAnswer,
  UndoneAnswer,
} from "purser/contract";
import { t } from "../messages/translate.ts";
import { request, requestFile } from "./http.ts";
import { recordPath } from "./records.ts";
import { printName } from "./wire-name.ts";

export interface AuditQuery {
  /** Subject or e-mail address of a person, or part of the name. */
  readonly actor?: string | undefined;
  readonly resource?: string | undefined;
  readonly key?: string | undefined;
  /** Operations that changed this field, of `resource`; with `value`, from it or to it. */
  readonly field?: string | undefined;
  /** Text as the API prints it; of kinds that are no text, as JSON. */
  readonly value?: string | undefined;
  readonly kind?: string | undefined;
  readonly outcome?: string | undefined;
  readonly reads?: string | undefined;
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
  return request(entryPath(id), { signal });
}

export function readAuditHealth(signal?: AbortSignal): Promise<AuditHealthAnswer> {
  return request("/api/audit/health", { signal });
}

/** What undoing an operation would do, before anything is done. */
export function planUndo(id: string, signal?: AbortSignal): Promise<UndoAnswer> {
  return request(`${entryPath(id)}/undo`, { signal });
}

/** Throws `version_stale` when undoing would do something else by now than what `version` stands for. */
export function undoOperation(id: string, version: string, reason: string): Promise<UndoneAnswer> {
  return request(`${entryPath(id)}/undo`, {
    method: "POST",
    body: { reason },
    headers: { "if-match": `"${version}"` },
    what: t("confirm.undo", { id }),
  });
}

/** What proves an entry without this server: its records, their proofs and a checkpoint; and the values of these fields. */
export function downloadEvidence(id: string, disclosed: readonly string[]): Promise<Blob> {
  const disclose = disclosed.length === 0 ? null : disclosed.map(printName).join(",");
  return requestFile(`${entryPath(id)}/proof`, { query: { disclose } });
}

/** The record as it was at `at`, PostgreSQL's text of an instant. */
export function readAsOf(
  resource: string,
  key: string,
  at: string,
  signal?: AbortSignal,
): Promise<AsOfAnswer> {
  return request(`${recordPath(resource, key)}/as-of`, { query: { at }, signal });
}

function entryPath(id: string): string {
  return `/api/audit/${encodeURIComponent(id)}`;
}
