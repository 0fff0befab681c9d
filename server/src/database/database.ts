import pg from "pg";
import { allSent } from "./all-sent.ts";
import { cancelStatement } from "./cancel.ts";
import { createPreparedStatements, isLost, LostStatement } from "./prepared.ts";
import { endWhenSilent } from "./silence.ts";

/** Rows as PostgreSQL's text output: nothing is parsed, so nothing is rounded. */
export type TextRow = readonly (string | null)[];

/** A bind parameter; PostgreSQL parses text by the type that the statement gives it. */
export type BindValue = string | number | boolean | Buffer | null | readonly (string | null)[];

/** A statement and its bind parameters. */
export interface Statement {
  readonly text: string;
  readonly values: readonly BindValue[];
  /**
   * Parsed and planned once in each connection, for statements whose best plan is the same whatever the values are.
   * A plan made for any value reads a filtered list slowly where the values are spread unevenly.
   */
  readonly prepare?: boolean;
}

export interface StatementResult {
  readonly rows: readonly TextRow[];
  /** Rows that an insert, update or delete touched. */
  readonly rowCount: number;
}

/** Where one statement after another can be run: a pool, or the one connection of a transaction. */
export interface Connection {
  /** Runs a statement. When `signal` aborts, PostgreSQL is told to cancel it, and the promise rejects with SQLSTATE 57014. */
  run(statement: Statement, signal?: AbortSignal): Promise<StatementResult>;
}

export interface Database extends Connection {
  /**
   * Runs `work` between `begin` and `commit`; rolls back and rethrows whatever it throws. Statements that it does not
   * wait for between one and the next travel together. `preface` goes before, in a transaction of its own; when it
   * fails, all of it does.
   */
  transaction<T>(work: (connection: Connection) => Promise<T>, preface?: Statement): Promise<T>;
  end(): Promise<void>;
}

/** What the text output of values depends on; fixed so that stored bytes never vary (PostgreSQL manual, 19.11). */
export const outputSettings = {
  timezone: "UTC",
  datestyle: "ISO, YMD",
  intervalstyle: "postgres",
  extra_float_digits: "1",
  bytea_output: "hex",
} as const;

const asText = { getTypeParser: () => (value: string) => value };

export interface DatabaseOptions {
  readonly url: string;
  readonly connections: number;
  /** Sent at connection start; nothing is changed in the database. */
  readonly settings?: { readonly [name: string]: string };
  /**
   * Milliseconds without a word from the server after which a connection in use is given up; more than it would let a
   * statement run, and not bounded unless said.
   */
  readonly patience?: number;
  readonly onIdleError?: (error: Error) => void;
}

/** Opens a pool. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections,
    connectionTimeoutMillis: 5_000,
    application_name: "purser",
    // So that one whose other end is gone without a word is noticed at all.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // Each statement still ends by itself: what follows one that failed in a transaction fails too.
    pipeline: true,
    ...(options.settings && { options: startupOptions(options.settings) }),
  });
  // Without listeners, a connection that breaks would end the process: while it is idle the pool speaks for it, while
  // it is in use nobody does, and the statement under way rejects.
  pool.on("error", options.onIdleError ?? (() => {}));
  pool.on("connect", (client) => client.on("error", () => {}));
  const take = async () => {
    const client = await pool.connect();
    const stopWatching = endWhenSilent(client, options.patience);
    return {
      client,
      release: (isBroken = false) => {
        stopWatching();
        client.release(isBroken);
      },
    };
  };
  const prepared = createPreparedStatements();
  const runPrepared: RunOn = async (client, statement, signal) => {
    const name = prepared.nameOf(statement);
    try {
      return await runOn(client, statement, signal, name);
    } catch (error) {
      if (name === null || !isLost(error)) throw error;
      prepared.forget(statement);
      throw new LostStatement(error);
    }
  };

  return {
    run: async (statement, signal) => {
      const { client, release } = await take();
      try {
        return await preparedFirst(runPrepared, (run) => run(client, statement, signal));
      } finally {
        release();
      }
    },
    transaction: async (work, preface) => {
      const { client, release } = await take();
      let isBroken = false;
      let remaining = preface;
      try {
        return await preparedFirst(runPrepared, async (run) => {
          try {
            const [, , result] = await allSent(
              remaining &&
                run(client, remaining).then(() => {
                  remaining = undefined;
                }),
              client.query("begin"),
              work({ run: (statement, signal) => run(client, statement, signal) }),
            );
            await client.query("commit");
            return result;
          } catch (error) {
            await client.query("rollback").catch(() => {
              isBroken = true;
            });
            throw error;
          }
        });
      } finally {
        // A connection that could not even roll back is thrown away, and PostgreSQL rolls back for it.
        release(isBroken);
      }
    },
    end: () => pool.end(),
  };
}

type RunOn = (
  client: pg.PoolClient,
  statement: Statement,
  signal?: AbortSignal,
) => Promise<StatementResult>;

/** Does `work` again, with every statement parsed anew, when one that was prepared is lost. */
async function preparedFirst<T>(runPrepared: RunOn, work: (run: RunOn) => Promise<T>): Promise<T> {
  try {
    return await work(runPrepared);
  } catch (error) {
    if (!(error instanceof LostStatement)) throw error;
    return work((client, statement, signal) => runOn(client, statement, signal));
  }
}

async function runOn(
  client: pg.PoolClient,
  statement: Statement,
  signal?: AbortSignal,
  name: string | null = null,
): Promise<StatementResult> {
  signal?.throwIfAborted();
  let cancelled: Promise<void> | undefined;
  const cancel = () => {
    cancelled = cancelStatement(client);
  };
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    const result = await client.query<(string | null)[]>({
      ...(name !== null && { name }),
      text: statement.text,
      values: [...statement.values],
      rowMode: "array",
      types: asText,
    });
    return { rows: result.rows, rowCount: result.rowCount ?? 0 };
  } finally {
    signal?.removeEventListener("abort", cancel);
    await cancelled;
  }
}

function startupOptions(settings: { readonly [name: string]: string }): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value.replaceAll(/[\\ ]/g, "\\$&")}`)
    .join(" ");
}
