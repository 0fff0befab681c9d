import pg from "pg";
import type { Grant } from "../access/grant.ts";
import type { FieldError, Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import { pointerTo } from "../plan/write.ts";

/**
 * What an error of PostgreSQL means for the caller, by SQLSTATE (PostgreSQL manual, appendix A), in our own words or
 * the constraint's. Null for what is nobody's input: a fault, to be thrown on. `grant` is what a write was planned with:
 * no word tells of a field outside it.
 */
export function refusalOf(error: unknown, grant: Grant | null): Refusal | null {
  if (!(error instanceof pg.DatabaseError))
    return isUnreachable(error) ? refuse("database_unavailable") : null;
  // Our own tables hold no input of anybody: what they do not take is a log that cannot be written.
  if (error.schema === "purser") return refuse("audit_unavailable");
  switch (error.code) {
    case "PU001":
      return refuse("session_ended");
    case "PU002":
      return refuse("unaudited_write", {
        detail: "The change reached a table that no audit trigger watches.",
      });
    case "PU006":
      return refuse("reveal_limit");
    case "PU007":
      return refuse("lookup_limit");
    case "PU008":
      return refuse("second_factor_required");
    case "23502":
      return isOn(error, grant) && error.column !== undefined && isKnown(grant, error.column)
        ? invalid([field(error.column, "must not be empty")])
        : refuse("conflict", { detail: "A value that the database demands is missing." });
    case "23505":
    case "23503":
    case "23514":
    case "23P01":
      return constraintRefusal(error, grant);
    case "22001":
      return invalid([
        { pointer: "/values", message: "holds a text that is too long for its column" },
      ]);
    case "22003":
      return invalid([
        { pointer: "/values", message: "holds a number that is too large for its column" },
      ]);
    case "22P02":
    case "22007":
    case "22008":
    case "22021":
    case "22P05":
      return invalid([
        { pointer: "/values", message: "holds a value that its column's type does not accept" },
      ]);
    case "P0001":
      // The application's own words, raised in its own trigger: a declared channel.
      return refuse("conflict", { detail: error.message });
    case "42501":
      return refuse("read_only", {
        detail: "Purser's database login lacks a privilege that this needs.",
      });
    case "40001":
    case "40P01":
    case "55P03":
      return refuse("locked");
    case "57014":
    case "25P04":
      return refuse("too_slow");
    // A limit of the configuration, that on temporary files above all: a query that wants less stays within.
    case "53400":
      return refuse("too_slow", { detail: "The query needs more room than the database allows." });
    // A transaction that stood idle for too long, and was ended.
    case "25P03":
      return refuse("database_unavailable");
    case "53100":
      return refuse(unavailable(error), { detail: "The database's disk is full." });
    // An insert asks for the new key, which a rule that puts something else in its place does not give.
    case "0A000":
      return grant && refuse("conflict", { detail: "A rule of the table stands against this." });
    // A foreign server without a user mapping; a materialised view that was never filled.
    case "42704":
    case "55000":
      return refuse("unreadable");
    default:
      return refusalOfClass(error);
  }
}

/** By the SQLSTATE's class: errors in the application's data, functions and foreign servers, as a read meets them. */
function refusalOfClass(error: pg.DatabaseError): Refusal | null {
  switch (error.code?.slice(0, 2)) {
    case "08":
    case "57":
      return refuse("database_unavailable");
    case "53":
      return refuse(unavailable(error));
    // A disk that fails under the application's rows is a fault, for whoever reads the server's log.
    case "58":
      return isRecording(error) ? refuse("audit_unavailable") : null;
    case "22":
    case "2F":
    case "38":
    case "39":
    case "54":
    case "HV":
    case "P0":
      return refuse("unreadable");
    default:
      return null;
  }
}

function unavailable(error: pg.DatabaseError): "audit_unavailable" | "database_unavailable" {
  return isRecording(error) ? "audit_unavailable" : "database_unavailable";
}

/**
 * Whether a function of the ledger was at work, by the error's context, the innermost call first. None of them calls the
 * application's, but for what an operation's end runs of that which was deferred.
 */
function isRecording({ where }: pg.DatabaseError): boolean {
  return where?.split("set constraints")[0]?.includes("purser.") ?? false;
}

/** The constraint's own words, at the fields it is about; a delete that others stand against is a conflict. */
function constraintRefusal(error: pg.DatabaseError, grant: Grant | null): Refusal {
  const constraint = isOn(error, grant)
    ? grant?.resource.constraints.find(({ name }) => name === error.constraint)
    : undefined;
  if (!constraint?.fields.every((name) => isKnown(grant, name)))
    return refuse("conflict", { detail: sentenceFor(error.code) });
  if (constraint.fields.length === 0) return refuse("conflict", { detail: constraint.message });
  return invalid(constraint.fields.map((name) => field(name, constraint.message)));
}

function sentenceFor(code: string | undefined): string {
  switch (code) {
    case "23503":
      return "Other records still refer to this one, or it refers to one that does not exist.";
    case "23505":
      return "There is already a record with these values.";
    default:
      return "A rule of the database stands against these values.";
  }
}

/** A constraint of another table, reached by a cascade or a trigger, is not about this form's fields. */
function isOn(error: pg.DatabaseError, grant: Grant | null): boolean {
  return (
    error.schema === grant?.resource.table.schema && error.table === grant?.resource.table.name
  );
}

function isKnown(grant: Grant | null, name: string): boolean {
  return (
    grant !== null &&
    (grant.readable.some((each) => each.name === name) ||
      grant.creatable.has(name) ||
      grant.updatable.has(name))
  );
}

function invalid(errors: readonly FieldError[]): Refusal {
  return refuse("invalid_values", { errors });
}

function field(name: string, message: string): FieldError {
  return { pointer: pointerTo(name), message };
}

function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? error.code : undefined;
  return (
    ["ECONNREFUSED", "ECONNRESET", "ENOENT", "ETIMEDOUT", "EPIPE"].includes(String(code)) ||
    /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout)/.test(
      error.message,
    )
  );
}
