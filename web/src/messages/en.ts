import { enAccess } from "./en-access.ts";
import { enAudit } from "./en-audit.ts";
import { enRecord } from "./en-record.ts";
import { enShell } from "./en-shell.ts";

/** All messages; `translate.ts` says how parameters and plurals are written. */
export const messages = { ...enShell, ...enRecord, ...enAudit, ...enAccess } as const;

export type MessageKey = keyof typeof messages;
