import pg from "pg";

/** Text as a literal of SQL, whatever is in it (PostgreSQL manual, 4.1.2 "Constants"). */
export function quote(text: string): string {
  return pg.escapeLiteral(text);
}
