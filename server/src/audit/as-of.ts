import { sql } from "kysely";
import type { Grant } from "../access/grant.ts";
import { type Sight, sightOf } from "../access/sight.ts";
import type { AsOfAnswer, RecordAnswer, Refusal } from "../contract/index.ts";
import type { Run } from "../execute/context.ts";
import { queryLedger, readLedger } from "../execute/read.ts";
import { recordShaper } from "../execute/shape.ts";
import { type Image, type RowState, shownImage, stateBefore } from "../plan/net-change.ts";
import { compile } from "../statement/compile.ts";
import { capturedWidth, selectFirstAfter, selectImages } from "../statement/undo.ts";
import { readSight, sideSchema } from "./change.ts";
import { refuseUnknown } from "./known-record.ts";
import { differingFields, type ShownImage, showImage } from "./shown-image.ts";
import { readCaptured } from "./undo-plan.ts";

export interface AsOfQuery {
  readonly grant: Grant;
  readonly key: readonly string[];
  /** An instant, as PostgreSQL's input text. */
  readonly at: string;
}

/** An image and what its reader may see of it. */
interface Seen {
  readonly image: Image;
  readonly sight: Sight;
}

/** A record is as the next change found it, or, where none followed, as it is now. */
export async function readAsOf(
  run: Run,
  { grant, key, at }: AsOfQuery,
): Promise<AsOfAnswer | Refusal> {
  const rows = await readLedger(
    run,
    { select: selectFirstAfter(grant, key, at), width: capturedWidth, key: [] },
    {
      kind: "record.asOf",
      resource: grant.resource.name,
      fields: grant.readable.map(({ name }) => name),
      details: { at },
      pageSize: 1,
      keys: [key],
    },
  );
  const now = await readNow(run, grant, key);
  const before = stateBefore(rows.map(readCaptured), key);
  const then = rows.length === 0 ? now : before && seenState(grant, before);
  const unknown = now || then ? null : await refuseUnknown(run, grant, key);
  if (unknown) return unknown;
  const [instant] = await queryLedger(run, sql`select ${at}::timestamptz`);
  return {
    at: instant?.[0] ?? at,
    record: then && shapeImage(grant, key, then),
    changed: differingFields(grant, shown(grant, now), shown(grant, then)),
  };
}

async function readNow(run: Run, grant: Grant, key: readonly string[]): Promise<Seen | null> {
  const query = selectImages(grant, [key], { forUpdate: false });
  const [row] = (await run.deployment.stores.rows.run(compile(query), run.signal)).rows;
  const image = sideSchema.parse(JSON.parse(row?.[0] ?? "null"));
  return image && ifSeen(image, readSight(grant, row?.[1]));
}

function seenState(grant: Grant, state: RowState): Seen | null {
  return ifSeen(shownImage(state), sightOf(grant, state.met));
}

function ifSeen(image: Image, sight: Sight): Seen | null {
  return sight.isSeen ? { image, sight } : null;
}

/** A column that was not there then is empty. */
function shown(grant: Grant, seen: Seen | null): ShownImage | null {
  if (seen === null) return null;
  const values = grant.readable.map(({ name }) => [name, seen.image[name] ?? null]);
  return showImage(grant, Object.fromEntries(values), seen.sight);
}

/** Without a version: it is nothing to write to. */
function shapeImage(grant: Grant, key: readonly string[], { image, sight }: Seen): RecordAnswer {
  const values = grant.readable.map(({ name }) => image[name] ?? null);
  const met = grant.conditions.map((_, place) => (sight.decided(place) ? "t" : "f"));
  const shape = recordShaper(
    grant,
    grant.readable,
    {
      fields: values.map((_, place) => place),
      key: key.map((_, place) => values.length + place),
      decided: met.map((_, place) => values.length + key.length + place),
    },
    { versionKey: Buffer.alloc(0), cut: false },
  );
  return { ...shape([...values, ...key, ...met]), version: null };
}
