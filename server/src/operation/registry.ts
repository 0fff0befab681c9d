import { readAccessReport, reviewAccess } from "./access-report.ts";
import { createRecord } from "./create-record.ts";
import { deleteRecord } from "./delete-record.ts";
import { explainAccessTo } from "./explain-access.ts";
import { exportRecords } from "./export-records.ts";
import { listAudit } from "./list-audit.ts";
import { listRecords, searchRecords } from "./list-records.ts";
import { listResources } from "./list-resources.ts";
import { lookupRecords } from "./lookup-records.ts";
import { me } from "./me.ts";
import type { RegisteredOperation } from "./operation.ts";
import {
  approvePasskeyRecovery,
  consentToPasskey,
  listPasskeyPeople,
  listPasskeys,
  recoverPasskeys,
  removePasskey,
  renamePasskey,
} from "./passkeys.ts";
import { planUndo } from "./plan-undo.ts";
import { readApiDescription } from "./read-api-description.ts";
import { readAuditEntry } from "./read-audit-entry.ts";
import { readAuditHealth } from "./read-audit-health.ts";
import { readProof } from "./read-proof.ts";
import { readRecord } from "./read-record.ts";
import { recordAsOf } from "./record-as-of.ts";
import { recordHistory } from "./record-history.ts";
import { relatedRecords } from "./related-records.ts";
import { revealRecord } from "./reveal-record.ts";
import { decideReview, listReviews } from "./reviews.ts";
import { createView, deleteView, listViews, updateView } from "./saved-views.ts";
import { readSessionReport, reviewSessions } from "./session-report.ts";
import {
  listSessions,
  revokeEverybodysSessions,
  revokeSession,
  revokeSessionsOf,
} from "./sessions.ts";
import { undo } from "./undo.ts";
import { updateRecord } from "./update-record.ts";

/** Everything anybody can do. What is not here cannot be done. */
export const registry: readonly RegisteredOperation[] = [
  me,
  listResources,
  readApiDescription,
  listRecords,
  searchRecords,
  exportRecords,
  readRecord,
  revealRecord,
  relatedRecords,
  lookupRecords,
  createRecord,
  updateRecord,
  deleteRecord,
  recordHistory,
  recordAsOf,
  listViews,
  createView,
  updateView,
  deleteView,
  listAudit,
  // Before the entries, since a name is no id.
  readAuditHealth,
  readAuditEntry,
  planUndo,
  undo,
  readProof,
  listReviews,
  decideReview,
  explainAccessTo,
  readAccessReport,
  reviewAccess,
  listSessions,
  revokeSession,
  revokeSessionsOf,
  revokeEverybodysSessions,
  readSessionReport,
  reviewSessions,
  listPasskeys,
  renamePasskey,
  removePasskey,
  listPasskeyPeople,
  consentToPasskey,
  recoverPasskeys,
  approvePasskeyRecovery,
];
