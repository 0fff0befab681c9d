import pg from "pg";
import type { Relation } from "../catalog/catalog.ts";
import type { PurserConfig, ResourceConfig } from "../config/config.ts";
import { allGrants } from "../config/field-set.ts";
import { isHidden } from "../config/sensitive-column.ts";
import { outputSettings } from "../database/database.ts";
import { sources } from "./record/source.ts";

const id = pg.escapeIdentifier;
const text = pg.escapeLiteral;

/** Functions of the ledger that the login which serves people may call; everything else is for the owner. */
const callable = [
  "ensure_months",
  "open_session",
  "find_session",
  "live_session",
  "close_session",
  "find_enrolment",
  "enrol_passkey",
  "raise_by_passkey",
  "record_confirmation",
  "rename_passkey",
  "remove_passkey",
  "consent_to_passkey",
  "ask_passkey_recovery",
  "approve_passkey_recovery",
  "keep_refresh_token",
  "claim_session_checks",
  "finish_session_check",
  "forget_session_checks",
  "end_session",
  "end_provider_sessions",
  "revoke_sessions",
  "claim_once",
  "record_read",
  "record_lookup",
  "record_reveal",
  "is_reviewable",
  "record_verdict",
  "record_periodic_review",
  "record_intent",
  "record_refusal",
  "record_coverage",
  "record_policy",
  "count_stranger_refusal",
  "begin_operation",
  "find_idempotency_key",
  "claim_idempotency_key",
  "end_operation",
  "close_operation",
  "ensure_tree",
  "append_tiles",
  "append_checkpoint",
  "record_anchoring",
  "open_personal",
  "fits",
  "tells",
  "due_months",
  "retire_month",
  "advance_delivery",
];

/** Tables of the ledger that it may read. */
const readable = [
  "migration",
  "operation",
  "outcome",
  "intent",
  "change",
  "event",
  "event_act",
  "session_end",
  "session_activity",
  "passkey",
  "mandate_end",
  "stranger_refusal",
  "policy",
  "out_of_band",
  "tree",
  "tile",
  "checkpoint",
  "anchoring",
  "personal_value",
  "retention",
  "retired",
  "retired_leaf",
  "delivery",
];
/** Of these, everything but what opens them. */
const guarded = sources.filter(({ table }) => table === "session" || table === "mandate");

/** Gives the login what it needs of the ledger, and takes back whatever else it had there. */
export function ledgerPrivileges(login: string): readonly string[] {
  const role = id(login);
  return [
    `revoke all on all tables in schema purser from ${role}`,
    `revoke all on all functions in schema purser from ${role}`,
    `grant usage on schema purser to ${role}`,
    ...callable.map((name) => `grant execute on function purser.${id(name)} to ${role}`),
    ...readable.map((name) => `grant select on purser.${id(name)} to ${role}`),
    ...guarded.map(
      ({ table, columns }) =>
        `grant select (${[...columns, "tree"].map(id).join(", ")}) on purser.${id(table)} to ${role}`,
    ),
    `grant select, insert, update, delete on purser.saved_view to ${role}`,
  ];
}

/**
 * Settings of the login: what its text output depends on, and its limits (a statement cannot set its own). Plans are
 * left to PostgreSQL: our statements have no name, so each is planned for its values, while the functions of the
 * ledger keep theirs.
 */
export function loginSettings(login: string, limits: PurserConfig["limits"]): readonly string[] {
  const settings = {
    ...outputSettings,
    statement_timeout: String(limits?.statementTimeout ?? 5_000),
    lock_timeout: String(limits?.lockTimeout ?? 2_000),
    idle_in_transaction_session_timeout: "10000",
  };
  return Object.entries(settings).map(
    ([name, value]) => `alter role ${id(login)} set ${name} = ${text(value)}`,
  );
}

/**
 * Gives the login the rights on one table that the config's grants need, by column, so that a hidden column cannot be
 * read and a new one is not seen until the next migration.
 */
export function tablePrivileges(
  relation: Relation,
  config: ResourceConfig,
  login: string,
): readonly string[] {
  const table = `${id(relation.schema)}.${id(relation.name)}`;
  const role = id(login);
  const shown = relation.columns.filter((column) => !isHidden(config.fields, column));
  const written = shown.filter((column) => !column.generated);
  const list = (columns: typeof shown) => columns.map((column) => id(column.name)).join(", ");
  const grants = allGrants(config.access);
  const isWritable = relation.kind === "table" || relation.kind === "partitionedTable";
  const needs = (right: "create" | "update" | "delete") =>
    isWritable && grants.some((grant) => Boolean(grant[right]));
  return [
    `grant usage on schema ${id(relation.schema)} to ${role}`,
    `revoke all on ${table} from ${role}`,
    ...(shown.length > 0 ? [`grant select (${list(shown)}) on ${table} to ${role}`] : []),
    ...(needs("create") && written.length > 0
      ? [`grant insert (${list(written)}) on ${table} to ${role}`, ...sequenceUsage(relation, role)]
      : []),
    ...(needs("update") && written.length > 0
      ? [`grant update (${list(written)}) on ${table} to ${role}`]
      : []),
    ...(needs("delete") ? [`grant delete on ${table} to ${role}`] : []),
  ];
}

/** A serial column's default calls nextval with the inserter's rights. */
function sequenceUsage(relation: Relation, role: string): readonly string[] {
  return relation.columns.flatMap((column) => {
    const sequence = /^nextval\('((?:[^']|'')+)'::regclass\)$/.exec(column.default ?? "")?.[1];
    return sequence === undefined
      ? []
      : [`grant usage on sequence ${sequence.replaceAll("''", "'")} to ${role}`];
  });
}
