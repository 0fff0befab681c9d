import { enAccess } from "./en-access.ts";
import { enAudit } from "./en-audit.ts";
import { enExport } from "./en-export.ts";
import { enIdentity } from "./en-identity.ts";
import { enRecord } from "./en-record.ts";
import { enShell } from "./en-shell.ts";

/** All messages; `translate.ts` says how parameters and plurals are written. */
export const messages = {
  ...enShell,
  ...enRecord,
  ...enAudit,
  ...enAccess,
  ...enIdentity,
  ...enExport,
} as const;

export type MessageKey = keyof typeof messages;
