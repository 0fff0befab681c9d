import type { AuditHealthAnswer } from "../contract/index.ts";
import type { Connection } from "../database/database.ts";

/** How many rows and bytes the log took, by table and month, newest month first; rows as PostgreSQL estimates them. */
export async function readGrowth(connection: Connection): Promise<AuditHealthAnswer["growth"]> {
  const { rows } = await connection.run({
    text: `select root.name, m.month, greatest(c.reltuples, pg_stat_get_live_tuples(c.oid))::bigint, pg_total_relation_size(c.oid)
      from unnest(array['operation', 'outcome', 'intent', 'change', 'event_read', 'event_act']) as root (name)
      cross join lateral pg_partition_tree(format('purser.%I', root.name)::regclass) as leaf
      join pg_class as c on c.oid = leaf.relid and leaf.isleaf
      cross join lateral (select replace(right(c.relname, 7), '_', '-')) as m (month)
      where m.month <= to_char(now() at time zone 'UTC', 'YYYY-MM')
      order by m.month desc, root.name`,
    values: [],
  });
  return rows.map(([table, month, count, bytes]) => ({
    table: table ?? "",
    month: month ?? "",
    rows: Number(count),
    bytes: Number(bytes),
  }));
}
