import { me, openapi, resources } from "./ask-about.ts";
import {
  auditList,
  auditRead,
  health,
  proof,
  recordAsOf,
  recordHistory,
  undo,
  undoPlan,
} from "./ask-audit.ts";
import { lookup } from "./ask-lookup.ts";
import { list, readOne, search } from "./ask-read.ts";
import { related } from "./ask-related.ts";
import { views } from "./ask-view.ts";
import { createRecord, deleteRecord, updateRecord } from "./ask-write.ts";
import type { Asking } from "./asking.ts";

/** How each operation of the registry is asked for, and how often among all. */
export const askings: {
  readonly [operation: string]: {
    readonly weight: number;
    readonly asking: Asking;
    /** What is asked for in one go with it. */
    readonly with?: readonly string[];
  };
} = {
  me: { weight: 1, asking: me },
  "resource.list": { weight: 1, asking: resources },
  openapi: { weight: 1, asking: openapi },
  "record.list": { weight: 26, asking: list },
  "record.search": { weight: 5, asking: search },
  "record.read": { weight: 8, asking: readOne },
  "record.related": { weight: 9, asking: related },
  "record.lookup": { weight: 5, asking: lookup },
  "record.create": { weight: 4, asking: createRecord },
  "record.update": { weight: 8, asking: updateRecord },
  "record.delete": { weight: 2, asking: deleteRecord },
  "record.history": { weight: 7, asking: recordHistory },
  "record.asOf": { weight: 4, asking: recordAsOf },
  "view.list": {
    weight: 1,
    asking: views,
    with: ["view.create", "view.update", "view.delete"],
  },
  "audit.list": { weight: 4, asking: auditList },
  "audit.read": { weight: 2, asking: auditRead },
  "audit.health": { weight: 1, asking: health },
  "record.undoPlan": { weight: 2, asking: undoPlan },
  "record.undo": { weight: 1, asking: undo },
  "audit.proof": { weight: 1, asking: proof },
};

/** Operations that the oracle does not ask for, and why. */
export const unasked: { readonly [operation: string]: string } = {
  "record.export": "Reads the plan of a list to its end; its own tests hold it equal to the list.",
  "record.reveal": "Shows on purpose what is masked; attacks and its own tests hold its bounds.",
  "review.list": "For a reviewer, of what others were shown; no row of the application is in it.",
  "review.decide": "Changes no row and shows none.",
  "access.explain": "For an administrator, of the policy and not of rows.",
  "access.report": "For an administrator, of the policy and not of rows.",
  "access.review": "Changes no row and shows none.",
  "session.list": "Of sessions and not of rows, as are the next; their own tests hold whose.",
  "session.revoke": "Changes no row and shows none.",
  "session.revokeOf": "Changes no row and shows none.",
  "session.revokeEverybody": "Changes no row and shows none.",
  "session.report": "For an administrator, of sign-ins and not of rows.",
  "session.review": "Changes no row and shows none.",
  "passkey.list": "Of passkeys and not of rows, as are the next; their own tests hold whose.",
  "passkey.rename": "Changes no row of the application and shows none.",
  "passkey.remove": "Changes no row of the application and shows none.",
  "passkey.people": "For an administrator, of passkeys and not of rows.",
  "passkey.consent": "Changes no row of the application and shows none.",
  "passkey.recover": "Changes no row of the application and shows none.",
  "passkey.approveRecovery": "Changes no row of the application and shows none.",
};

/** The operations that an asking is of. */
export function played(asking: (typeof askings)[string]): readonly string[] {
  const [name] = Object.entries(askings).find(([, each]) => each === asking) ?? [];
  return [...(name === undefined ? [] : [name]), ...(asking.with ?? [])];
}
