import { hash } from "node:crypto";
import pg from "pg";

/** Of a statement, what decides. */
interface Preparable {
  readonly text: string;
  readonly prepare?: boolean;
}

/** Which statements a pool's connections keep prepared, and under what names. */
export interface PreparedStatements {
  /** Null for a statement that is parsed each time. */
  nameOf(statement: Preparable): string | null;
  /** From now on the statement is parsed each time. */
  forget(statement: Preparable): void;
}

/** A connection keeps what it has prepared until it ends, some 50 kB for each statement; the first to come are kept. */
const mostStatements = 100;

export function createPreparedStatements(): PreparedStatements {
  const names = new Map<string, string | null>();
  return {
    nameOf: ({ text, prepare }) => {
      if (!prepare) return null;
      const known = names.get(text);
      if (known !== undefined || names.size >= mostStatements) return known ?? null;
      // Of the text, so that no pooler in between can ever have another statement under this name.
      const name = `purser_${hash("sha256", text, "base64url")}`;
      names.set(text, name);
      return name;
    },
    forget: ({ text }) => void names.set(text, null),
  };
}

/** Ends whatever a lost statement was a part of, so that it is done again without any that are prepared. */
export class LostStatement extends Error {
  constructor(cause: unknown) {
    super("a prepared statement was lost", { cause });
  }
}

/**
 * Whether running it under a name is all that is wrong with a statement: a column has another type than when it was
 * prepared (0A000), or a pooler in between moved us to a connection that has prepared other ones (26000, 42P05).
 */
export function isLost(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError && ["0A000", "26000", "42P05"].includes(error.code ?? "")
  );
}
