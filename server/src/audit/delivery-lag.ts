import type { AuditHealthAnswer } from "../contract/index.ts";
import type { Connection } from "../database/database.ts";

export type DeliveryLag = NonNullable<AuditHealthAnswer["delivery"]>;

/** How far a receiver is behind the newest checkpoint. */
export async function readDeliveryLag(connection: Connection, name: string): Promise<DeliveryLag> {
  const { rows } = await connection.run({
    text: `select count(c.number), coalesce(extract(epoch from clock_timestamp() - min(c.at)), 0)::integer,
        (select at from purser.delivery where name = $1)
      from purser.checkpoint as c
      where (c.tree, c.number) > (
        select coalesce(max(d.tree), 0), coalesce(max(d.checkpoint), 0) from purser.delivery as d where d.name = $1)`,
    values: [name],
  });
  const [checkpoints, lag, at] = rows[0] ?? [];
  return { checkpoints: Number(checkpoints), lagSeconds: Number(lag), at: at ?? null };
}
