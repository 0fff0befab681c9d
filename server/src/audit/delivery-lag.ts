import type { Connection } from "../database/database.ts";

/** How far a receiver is behind the newest checkpoint. */
export interface DeliveryLag {
  /** Checkpoints that it has not been given whole. */
  readonly checkpoints: number;
  /** Age of the oldest of them; 0 without one. */
  readonly seconds: number;
  /** When it last took something, as PostgreSQL's text in UTC; null where it never has. */
  readonly at: string | null;
}

export async function readDeliveryLag(connection: Connection, name: string): Promise<DeliveryLag> {
  const { rows } = await connection.run({
    text: `select count(c.number), coalesce(extract(epoch from clock_timestamp() - min(c.at)), 0),
        (select at from purser.delivery where name = $1)
      from purser.checkpoint as c
      where (c.tree, c.number) > (
        select coalesce(max(d.tree), 0), coalesce(max(d.checkpoint), 0) from purser.delivery as d where d.name = $1)`,
    values: [name],
  });
  const [checkpoints, seconds, at] = rows[0] ?? [];
  return { checkpoints: Number(checkpoints), seconds: Number(seconds), at: at ?? null };
}
