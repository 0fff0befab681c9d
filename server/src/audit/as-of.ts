import { sql } from "kysely";
import type { Grant } from "../access/grant.ts";
import type { AsOfAnswer, RecordAnswer } from "../contract/index.ts";
import type { Run } from "../execute/context.ts";
import { queryLedger, readLedger } from "../execute/read.ts";
import { recordShaper } from "../execute/shape.ts";
import { type Image, stateBefore } from "../plan/net-change.ts";
import { compile } from "../statement/compile.ts";
import { capturedWidth, selectFirstAfter, selectImages } from "../statement/undo.ts";
import { sideSchema } from "./change.ts";
import { readCaptured } from "./undo-plan.ts";

export interface AsOfQuery {
  readonly grant: Grant;
  readonly key: readonly string[];
  /** An instant, as PostgreSQL's input text. */
  readonly at: string;
}

/** A record is as the next change found it, or, where none followed, as it is now. */
export async function readAsOf(run: Run, { grant, key, at }: AsOfQuery): Promise<AsOfAnswer> {
  const { resource } = grant;
  const rows = await readLedger(
    run,
    {
      select: selectFirstAfter(resource.table, key, at),
      width: capturedWidth,
      fields: [],
      key: [],
      order: [],
    },
    {
      kind: "record.asOf",
      resource: resource.name,
      fields: grant.readable.map(({ name }) => name),
      details: { at },
      pageSize: 1,
      keys: [key],
    },
  );
  const now = await readNow(run, grant, key);
  const then = rows.length === 0 ? now : (stateBefore(rows.map(readCaptured), key)?.image ?? null);
  const [instant] = await queryLedger(run, sql`select ${at}::timestamptz`);
  return {
    at: instant?.[0] ?? at,
    record: then && shapeImage(grant, key, then),
    changed: grant.readable
      .map(({ name }) => name)
      .filter((name) => now !== null && then !== null && now[name] !== then[name]),
  };
}

async function readNow(run: Run, { resource }: Grant, key: readonly string[]) {
  const query = selectImages(resource, [key], { forUpdate: false });
  const [row] = (await run.deployment.stores.rows.run(compile(query), run.signal)).rows;
  return sideSchema.parse(JSON.parse(row?.[0] ?? "null"));
}

/** Without a version: it is nothing to write to. */
function shapeImage(grant: Grant, key: readonly string[], image: Image): RecordAnswer {
  const shape = recordShaper(
    grant,
    grant.readable,
    {
      fields: grant.readable.map((_, place) => place),
      key: key.map((_, place) => grant.readable.length + place),
    },
    { versionKey: Buffer.alloc(0), cut: false },
  );
  const row = [...grant.readable.map(({ name }) => image[name] ?? null), ...key];
  return { ...shape(row), version: null };
}
