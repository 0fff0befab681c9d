/** What came of looking at one thing. `unknown`: it cannot be told from outside, only by somebody who signs in. */
export interface Finding {
  readonly subject: Subject;
  readonly verdict: Verdict;
  /** A sentence. */
  readonly message: string;
  /** What to do about it; null where there is nothing to do. */
  readonly hint: string | null;
}

export type Verdict = "fine" | "unknown" | "warning" | "failed";

export type Subject =
  | "discovery"
  | "issuer"
  | "tls"
  | "clock"
  | "keys"
  | "pkce"
  | "client"
  | "redirect URI"
  | "second factor"
  | "freshness"
  | "groups"
  | "claims"
  | "recheck"
  | "logout"
  | "leaving"
  | "entity id"
  | "certificate";

export function fine(subject: Subject, message: string): Finding {
  return { subject, verdict: "fine", message, hint: null };
}

export function unknown(subject: Subject, message: string, hint: string | null = null): Finding {
  return { subject, verdict: "unknown", message, hint };
}

export function warning(subject: Subject, message: string, hint: string): Finding {
  return { subject, verdict: "warning", message, hint };
}

export function failed(subject: Subject, message: string, hint: string): Finding {
  return { subject, verdict: "failed", message, hint };
}
