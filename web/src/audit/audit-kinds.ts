import type { MessageKey } from "../messages/en.ts";

/** What each kind of entry did, as the middle of a sentence; kinds not listed are shown by their name. */
const phrases: ReadonlyMap<string, MessageKey> = new Map([
  ["record.create", "audit.did.create"],
  ["record.update", "audit.did.update"],
  ["record.delete", "audit.did.delete"],
  ["record.read", "audit.did.read"],
  ["record.reveal", "audit.did.reveal"],
  ["record.list", "audit.did.list"],
  ["record.search", "audit.did.list"],
  ["record.count", "audit.did.count"],
  ["record.related", "audit.did.related"],
  ["record.lookup", "audit.did.lookup"],
  ["record.history", "audit.did.history"],
  ["view.create", "audit.did.viewCreate"],
  ["view.update", "audit.did.viewUpdate"],
  ["view.delete", "audit.did.viewDelete"],
  ["audit.list", "audit.did.auditList"],
  ["audit.read", "audit.did.auditRead"],
  ["audit.changes", "audit.did.auditRead"],
  ["view.list", "audit.did.viewList"],
  ["resource.list", "audit.did.resourceList"],
  ["session.signIn", "audit.did.signIn"],
  ["session.signOut", "audit.did.signOut"],
  ["record.undo", "audit.did.undo"],
  ["record.undoPlan", "audit.did.undoPlan"],
  ["record.asOf", "audit.did.asOf"],
  ["audit.proof", "audit.did.proof"],
  ["audit.health", "audit.did.health"],
  ["review.list", "audit.did.reviewList"],
  ["review.decide", "audit.did.reviewDecide"],
  ["access.explain", "audit.did.accessExplain"],
  ["access.report", "audit.did.accessReport"],
  ["access.review", "audit.did.accessReview"],
  ["alert.limit", "audit.did.alertLimit"],
  ["audit.eraseSubject", "audit.did.eraseSubject"],
  ["audit.retire", "audit.did.retire"],
  ["policy.change", "audit.did.policyChange"],
  ["alert.coverage", "audit.did.alertCoverage"],
  ["alert.coverageRestored", "audit.did.alertRestored"],
  ["change.outOfBand", "audit.did.outOfBand"],
]);

export const auditKinds: readonly string[] = [...phrases.keys()];

export function phraseOf(kind: string): MessageKey | null {
  return phrases.get(kind) ?? null;
}
