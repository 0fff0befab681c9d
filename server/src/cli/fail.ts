import { StartError } from "../config/start-error.ts";
import { UsageError } from "./usage-error.ts";

/** What went wrong, for a terminal: what, and what to do about it. No stack trace, and no secret. */
export function explainFailure(error: unknown): string {
  if (error instanceof StartError)
    return error.problems
      .map(({ id, path, message, hint }) => `${path || "the config"}: ${message} ${hint} [${id}]`)
      .join("\n");
  if (error instanceof UsageError) return `${error.message}\n${error.hint}`;
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const known = explanations[code] ?? (isTimeout(error) ? explanations.ETIMEDOUT : undefined);
  if (known === undefined) return error.message || code || error.name;
  const [what, hint] = known;
  return `${what}${detail(error)}\n${hint}`;
}

const reach = "Check host and port in the URL, and that PostgreSQL runs and listens there.";

/** By Node's error code or PostgreSQL's SQLSTATE (PostgreSQL manual, appendix A). */
const explanations: { readonly [code: string]: readonly [what: string, hint: string] } = {
  ECONNREFUSED: ["The database cannot be reached: nothing listens there", reach],
  ECONNRESET: ["The database closed the connection", reach],
  ENOTFOUND: ["The database's host is not known", reach],
  EHOSTUNREACH: ["The database's host cannot be reached", reach],
  ETIMEDOUT: ["The database does not answer", reach],
  EADDRINUSE: ["The port is in use", "Stop what listens there, or choose another one with --port."],
  EACCES: [
    "This is not allowed on this machine",
    "Use a port above 1023, and files that you may read and write.",
  ],
  "28P01": ["The database refused the password", "Correct login and password in the URL."],
  "28000": [
    "The database refused the login",
    "Create it with `purser migrate`, or see the server's pg_hba.conf.",
  ],
  "3D000": ["There is no such database", "Correct the name at the end of the URL."],
  "42501": [
    "The database login lacks a privilege",
    "For `purser migrate`, use a login that may create roles and triggers.",
  ],
  "53300": [
    "The database has no connection left",
    "Lower `database.connections`, or raise max_connections.",
  ],
  "55P03": [
    "A table stayed locked by somebody else",
    "Try again when less is going on; what is done stays done.",
  ],
  "57P03": ["The database is starting up or shutting down", "Try again in a moment."],
  ERR_PARSE_ARGS_UNKNOWN_OPTION: [
    "That option is not known",
    "Options of a command: purser <command> --help",
  ],
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: [
    "That option's value is missing or wrong",
    "Options of a command: purser <command> --help",
  ],
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: [
    "That word is not expected",
    "Options of a command: purser <command> --help",
  ],
};

/** A host with several addresses fails with an error for each, and no message of its own. */
function detail(error: Error): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const message = first instanceof Error ? first.message : "";
  return message === "" ? "." : ` (${message.replace(/\. To specify.*$/s, "")}).`;
}

/** The pool gives no code when it waited too long for a connection. */
function isTimeout(error: Error): boolean {
  return /^timeout exceeded when trying to connect|^Connection terminated due to connection timeout/.test(
    error.message,
  );
}
