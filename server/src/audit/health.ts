import type { AuditHealthAnswer } from "../contract/index.ts";
import type { Connection } from "../database/database.ts";
import { readDeliveryLag } from "./delivery-lag.ts";
import { readGrowth } from "./growth.ts";
import { sources } from "./record/source.ts";

/** What is configured of sealing. */
export interface Sealing {
  /** Whether there is a key. */
  readonly isOn: boolean;
  readonly heartbeatSeconds: number;
  readonly anchors: readonly { readonly name: string; readonly everySeconds: number }[];
  /** Receiver of the log, by its name in the ledger; null without one. */
  readonly receiver: string | null;
}

/** What the ledger itself can tell. */
export type LogHealth = Omit<AuditHealthAnswer, "coverage">;

/** Unsealed rows are counted up to so many of each table. */
const mostCounted = 10_000;
/** Seconds: sealing takes one, so this is no hiccup. */
const longLag = 30;
/** Seconds: a receiver may be restarted. */
const longDeliveryLag = 600;

/** How far sealing and anchoring have come. */
export async function readHealth(connection: Connection, sealing: Sealing): Promise<LogHealth> {
  const checkpoint = await readNewest(connection);
  const unsealed = await countUnsealed(connection);
  const anchors = await Promise.all(
    sealing.anchors.map(({ name }) => readAnchor(connection, name)),
  );
  const growth = await readGrowth(connection);
  const delivery = sealing.receiver ? await readDeliveryLag(connection, sealing.receiver) : null;
  const health = { sealing: sealing.isOn, checkpoint, ...unsealed, anchors, growth, delivery };
  return { ...health, alerts: alertsOf(health, sealing) };
}

async function readNewest(connection: Connection): Promise<AuditHealthAnswer["checkpoint"]> {
  const { rows } = await connection.run({
    text: `select number, size, at, extract(epoch from clock_timestamp() - at)::integer
      from purser.checkpoint order by tree desc, number desc limit 1`,
    values: [],
  });
  if (!rows[0]) return null;
  const [number, size, at, age] = rows[0];
  return { number: Number(number), size: Number(size), at: at ?? "", ageSeconds: Number(age) };
}

async function countUnsealed(
  connection: Connection,
): Promise<Pick<AuditHealthAnswer, "unsealed" | "lagSeconds">> {
  const { rows } = await connection.run({
    text: `with last as (
        select t.number, coalesce(c.snapshot, '3:3:') as snapshot
        from (select number from purser.tree order by number desc limit 1) as t
        left join lateral (
          select k.snapshot from purser.checkpoint as k where k.tree = t.number order by k.number desc limit 1) as c on true
      ),
      unsealed as (${sources.map(unsealedRows).join(" union all ")})
      select count(*), coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::integer from unsealed`,
    values: [],
  });
  const [rowCount, lag] = rows[0] ?? [];
  return {
    unsealed: { rows: Number(rowCount), isMore: Number(rowCount) >= mostCounted },
    lagSeconds: Math.max(0, Number(lag)),
  };
}

function unsealedRows({ table }: (typeof sources)[number]): string {
  return `(select r.at from purser.${table} as r
    where (r.xid >= (select pg_snapshot_xmax(snapshot) from last)
        or r.xid = any(array(select pg_snapshot_xip(snapshot) from last)))
      and r.tree = (select number from last) limit ${mostCounted})`;
}

async function readAnchor(
  connection: Connection,
  name: string,
): Promise<AuditHealthAnswer["anchors"][number]> {
  const { rows } = await connection.run({
    text: `with newest as (select tree, number from purser.checkpoint order by tree desc, number desc limit 1),
      kept as (
        select a.number, a.at from purser.anchoring as a join newest as n on n.tree = a.tree
        where a.anchor = $1 and a.kept order by a.number desc limit 1)
      select k.number, k.at,
        (select extract(epoch from clock_timestamp() - min(c.at))::integer from purser.checkpoint as c
          where c.tree = n.tree and c.number > coalesce(k.number, 0)),
        exists (select from purser.anchoring as a where a.anchor = $1 and not a.kept)
      from newest as n left join kept as k on true`,
    values: [name],
  });
  const [number, at, lag, isForked] = rows[0] ?? [];
  return {
    name,
    checkpoint: number ? Number(number) : null,
    at: at ?? null,
    lagSeconds: Number(lag ?? 0),
    conflict: isForked === "t",
  };
}

function alertsOf(
  { checkpoint, lagSeconds, anchors, delivery }: Omit<LogHealth, "alerts">,
  { isOn, heartbeatSeconds, anchors: configured }: Sealing,
): AuditHealthAnswer["alerts"] {
  if (!isOn)
    return [
      { code: "not_sealing", text: "Nothing is sealed: the config names no `audit.signingKey`." },
    ];
  const age = checkpoint?.ageSeconds ?? 0;
  return [
    ...(lagSeconds > longLag || age > 3 * heartbeatSeconds
      ? [{ code: "lagging" as const, text: `Sealing is ${Math.max(lagSeconds, age)} s behind.` }]
      : []),
    ...(delivery && delivery.lagSeconds > longDeliveryLag
      ? [
          {
            code: "delivery_lagging" as const,
            text: `Delivery to the other system is ${delivery.lagSeconds} s behind.`,
          },
        ]
      : []),
    ...anchors.flatMap((anchor, index) => {
      const due = Math.max(heartbeatSeconds, configured[index]?.everySeconds ?? 0);
      return [
        ...(anchor.conflict
          ? [
              {
                code: "fork" as const,
                text: `${anchor.name} holds another checkpoint in place of one of ours: one of the two logs is a fork.`,
              },
            ]
          : []),
        ...(anchor.lagSeconds > 5 * due
          ? [
              {
                code: "anchor_lagging" as const,
                text: `${anchor.name} is ${anchor.lagSeconds} s behind.`,
              },
            ]
          : []),
      ];
    }),
  ];
}
