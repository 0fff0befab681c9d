import type { AssuranceChallenge } from "./assurance.ts";
import type { RecordAnswer } from "./record.ts";

/**
 * Every way a request can end other than well: HTTP status, title, and what to do next.
 * Codes are stable; clients branch on them, never on the text.
 */
export const problems = Object.freeze({
  // The request itself
  malformed_request: [
    400,
    "The request is not well formed",
    "Correct the request; `detail` says where.",
  ],
  unsupported_media_type: [415, "The body is not JSON", "Send `Content-Type: application/json`."],
  body_too_large: [413, "The body is too large", "Send less at once."],
  invalid_filter: [
    400,
    "The filter cannot be understood",
    "Correct the filter; `errors` says where.",
  ],
  invalid_sort: [
    400,
    "The sort cannot be understood",
    "Sort by fields whose description says `sortable`.",
  ],
  invalid_cursor: [
    400,
    "The cursor is not valid for this list",
    "Start again from the first page.",
  ],
  invalid_limit: [400, "The limit is out of bounds", "Ask for 0 to 200 records."],
  invalid_key: [400, "The record key is not well formed", "Use a key as the API gave it."],
  invalid_header: [400, "A header cannot be understood", "Correct the header that `detail` names."],
  field_not_filterable: [
    400,
    "This field cannot be filtered that way",
    "Use an operator that its description lists.",
  ],
  field_not_sortable: [
    400,
    "This field cannot be sorted by",
    "Sort by fields whose description says `sortable`.",
  ],
  field_not_writable: [
    403,
    "A field may not be written",
    "Leave out the fields that `errors` names.",
  ],
  unknown_field: [400, "There is no such field", "Use the fields that the resource describes."],
  // Who and whether
  not_signed_in: [401, "Nobody is signed in", "Sign in and try again."],
  session_ended: [401, "The session has ended", "Sign in again."],
  second_factor_required: [
    401,
    "A second factor is missing",
    "Use a passkey, or sign in at the provider with a second factor.",
  ],
  insufficient_user_authentication: [
    401,
    "This needs a fresh proof of who you are",
    "Prove it as `assurance` says, and send the request again.",
  ],
  passkey_refused: [403, "The passkey was not accepted", "Try again, or use another passkey."],
  passkey_on_hold: [
    403,
    "This passkey is too new for that",
    "Wait until `detail` says, or ask a second administrator to consent to it.",
  ],
  confirmation_refused: [
    403,
    "The confirmation is not one of this request",
    "Look at the request again and confirm it anew.",
  ],
  sign_in_failed: [403, "The sign-in was refused", "Try again, or ask an administrator."],
  no_role: [
    403,
    "This account has no role here",
    "Ask an administrator for a group that maps to a role.",
  ],
  too_many_groups: [
    403,
    "The provider left the groups out, since there are too many",
    "Ask an administrator to let the provider send only the groups that this application maps to roles.",
  ],
  not_fresh: [
    403,
    "The provider did not ask who you are again",
    "Use a passkey for this, or sign out at the provider and sign in again.",
  ],
  other_person: [
    403,
    "Somebody else signed in",
    "Sign in as the person whose session this is, or sign out first.",
  ],
  forbidden: [403, "This is not allowed for your role", "Ask somebody whose role may."],
  network_refused: [
    403,
    "This network has no access",
    "Come from the company's network or over its VPN, or ask an administrator to add the network.",
  ],
  proxy_token_refused: [
    403,
    "The access proxy does not vouch for this request",
    "Open the console at its own address, through the access proxy, and sign in there again.",
  ],
  proxy_identity_differs: [
    403,
    "The access proxy knows you as somebody else",
    "Sign out in both places, and sign in as the same person.",
  ],
  cross_site_request: [403, "The request came from another site", "Use the console's own address."],
  read_only: [403, "This resource is read-only", "`detail` says why."],
  not_found: [404, "There is no such thing, or not for you", "Check the address."],
  method_not_allowed: [405, "That cannot be done here", "See `Allow`."],
  // Writes
  version_required: [
    428,
    "The version is missing",
    "Read the record and send its version as `If-Match`.",
  ],
  version_stale: [
    412,
    "Somebody else changed the record meanwhile",
    "Compare with `record` and decide again.",
  ],
  invalid_values: [422, "Some values were not accepted", "Correct the fields that `errors` names."],
  already_reviewed: [409, "Somebody has reviewed this already", "Read what they said of it."],
  reason_required: [422, "A reason is required", "Say why."],
  conflict: [409, "The database refused the change", "`detail` says which rule stands against it."],
  idempotency_key_reused: [
    422,
    "This idempotency key was used for something else",
    "Use a new key for a new request.",
  ],
  unaudited_write: [
    409,
    "The change reached a table that is not audited",
    "Arm the table with `purser migrate`; nothing was changed.",
  ],
  write_ignored: [
    409,
    "The database ignored the change",
    "Ask whoever keeps the database: a trigger or rule of the table drops such changes; nothing was changed.",
  ],
  // Cost
  too_slow: [422, "The query took too long and was stopped", "Narrow it down with another filter."],
  unreadable: [
    422,
    "The database failed to read these rows",
    "Tell an administrator: the view, function or foreign server behind them does not work.",
  ],
  locked: [409, "The record is locked by another change", "Try again in a moment."],
  too_large_export: [
    422,
    "That is more than one export holds",
    "Narrow it down with a filter, and export it in parts.",
  ],
  too_many_requests: [
    429,
    "Too many requests at once, or within a minute",
    "Wait as long as `Retry-After` says.",
  ],
  reveal_limit: [
    429,
    "As many records were revealed as one person may within an hour",
    "Wait, or ask whoever reviews reveals.",
  ],
  lookup_limit: [
    429,
    "As many masked values were looked up as one person may within an hour",
    "Wait, or filter by fields that are shown in clear.",
  ],
  client_closed: [499, "The client left", "Nothing to do."],
  // Us
  audit_unavailable: [
    503,
    "The audit log could not be written, so nothing was done",
    "Try again; tell an administrator if it stays.",
  ],
  database_unavailable: [503, "The database cannot be reached", "Try again in a moment."],
  proxy_keys_unavailable: [
    503,
    "The access proxy's keys cannot be fetched, so nobody gets in",
    "Try again in a minute; tell an administrator if it stays.",
  ],
  identity_unavailable: [503, "The identity provider cannot be reached", "Try again in a moment."],
  internal: [500, "Something went wrong here", "Tell an administrator the request id."],
} as const satisfies {
  readonly [code: string]: readonly [status: number, title: string, next: string];
});

export type ProblemCode = keyof typeof problems;

/** One thing wrong with one part of the input. */
export interface FieldError {
  /** JSON pointer (RFC 6901) into the body, or into the query: `/values/email`, `/filter/0/value`. */
  readonly pointer: string;
  readonly message: string;
}

/** The body of every answer that is not a success: RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string;
  /** What to do next. */
  readonly next: string;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
  /** Of `version_stale`: the record as it is now. */
  readonly record?: RecordAnswer;
  /** Of `insufficient_user_authentication`: what is asked for. */
  readonly assurance?: AssuranceChallenge;
  /** Of `passkey_on_hold`, for somebody who has a passkey: the instant from which on one of theirs confirms. */
  readonly trustedFrom?: string;
}
