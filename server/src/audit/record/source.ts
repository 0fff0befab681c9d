/** A table of the log whose rows are leaves. */
export interface Source {
  readonly table: string;
  /** What a record holds, in this order: `xid` and `at` first, then what is the table's own. */
  readonly columns: readonly string[];
  /** Columns that put rows of one transaction in order. */
  readonly order: readonly string[];
}

function source(table: string, order: readonly string[], columns: readonly string[]): Source {
  return { table, columns: ["xid", "at", ...columns], order };
}

/** The record that every tree begins with: which tree, where, and what it goes on from. */
export const treeSource = source(
  "tree",
  ["number"],
  ["number", "id", "cluster", "previous_id", "previous_size", "previous_root"],
);

/**
 * The tables in the order of their rows within a transaction. Part of the format: what is new goes to the end of a
 * list of columns, and what opens a session or a mandate (`secret_hash`) is never sealed, since exports go to others.
 */
export const sources: readonly Source[] = [
  source(
    "session",
    ["id"],
    [
      "id",
      "issuer",
      "subject",
      "name",
      "email",
      "roles",
      "claims",
      "idle",
      "expires_at",
      "address",
      "user_agent",
      "second_factor",
      "authenticated_at",
      "provider_session",
      "continues",
    ],
  ),
  source("session_end", ["session_id"], ["session_id", "reason"]),
  source("mandate", ["id"], ["id", "issued_by", "kind", "plan_digest", "expires_at"]),
  source("mandate_end", ["mandate_id"], ["mandate_id", "reason"]),
  source(
    "operation",
    ["id"],
    [
      "id",
      "authority",
      "session_id",
      "mandate_id",
      "kind",
      "resource",
      "target_schema",
      "target_table",
      "keys",
      "reason",
      "request_id",
      "address",
      "policy",
      "login",
      "undoes",
    ],
  ),
  source("outcome", ["operation_id"], ["operation_id", "direct", "cascade", "details"]),
  source(
    "intent",
    ["id"],
    ["id", "session_id", "kind", "resource", "keys", "reason", "request_id", "address", "policy"],
  ),
  source(
    "change",
    ["id"],
    [
      "id",
      "operation_id",
      "login",
      "relation",
      "table_schema",
      "table_name",
      "verb",
      "key",
      "key_after",
      "before",
      "after",
      "personal",
    ],
  ),
  source(
    "event",
    ["id"],
    [
      "id",
      "is_read",
      "kind",
      "code",
      "session_id",
      "actor",
      "operation_id",
      "resource",
      "keys",
      "fields",
      "details",
      "request_id",
      "address",
      "policy",
    ],
  ),
];
