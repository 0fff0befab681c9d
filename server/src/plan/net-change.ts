/** A row as it was captured: every column's text by its name. */
export type Image = { readonly [column: string]: string | null };

/** One captured change of one row, as the log holds it. */
export interface CapturedChange {
  /** Of the row in `purser.change`. */
  readonly id: string;
  readonly schema: string;
  readonly table: string;
  /** Before the change, or of an insert after it. */
  readonly key: readonly string[];
  /** Where an update changed the key. */
  readonly keyAfter: readonly string[] | null;
  readonly before: Image | null;
  readonly after: Image | null;
  /** Columns whose value before it the log does not tell: null in the image where it was erased, else a token. */
  readonly withheld: readonly string[];
  /** What each image meets, for `sightOf`. */
  readonly metBefore: Met;
  readonly metAfter: Met;
}

/** Of an image that has been asked: whether it meets its reader's rows, and each of their grant's conditions. */
export type Met = readonly boolean[] | null;

/** A row at one moment, and the change that holds its image. */
export interface RowState {
  readonly key: readonly string[];
  readonly image: Image;
  readonly change: string;
  /** Columns whose value the image does not tell: null where it was erased, else a token of what nobody may see. */
  readonly withheld: readonly string[];
  /** For `sightOf`. */
  readonly met: Met;
}

/** What a whole operation came to for one row; null on the side where it did not exist. */
export interface NetChange {
  readonly schema: string;
  readonly table: string;
  readonly before: RowState | null;
  readonly after: RowState | null;
}

/** A row's image to show: a token is nothing to read, where a field was hidden then. */
export function shownImage({ image, withheld }: RowState): Image {
  return { ...image, ...Object.fromEntries(withheld.map((name) => [name, null])) };
}

interface Side extends RowState {
  readonly schema: string;
  readonly table: string;
}

/**
 * What an operation came to, row by row, however often it touched each. The order of changes is not asked for: a
 * trigger that changes its own row again is captured before the change that it follows. A row's changes lead from one
 * image to the next, so what was there before and not after is where they began, and the reverse is where they ended.
 */
export function netChanges(changes: readonly CapturedChange[]): readonly NetChange[] {
  const befores = changes.flatMap(beforeOf);
  const afters = changes.flatMap(afterOf);
  const begun = without(befores, afters);
  const ended = new Map(without(afters, befores).map((side) => [addressOf(side), side]));
  const moves = new Map(
    changes.flatMap((each) =>
      each.keyAfter ? [[addressOf(each), addressOf({ ...each, key: each.keyAfter })] as const] : [],
    ),
  );
  const net = begun.map((before): NetChange => {
    const after = follow(addressOf(before), moves, ended);
    if (after) ended.delete(addressOf(after));
    return { schema: before.schema, table: before.table, before, after };
  });
  return [
    ...net,
    ...[...ended.values()].map((after): NetChange => {
      const { schema, table } = after;
      return { schema, table, before: null, after };
    }),
  ];
}

/** The state of the row with `key` when the first of these changes began; all of them are of one operation. */
export function stateBefore(
  changes: readonly CapturedChange[],
  key: readonly string[],
): RowState | null {
  const isKey = (side: Pick<RowState, "key">) => JSON.stringify(side.key) === JSON.stringify(key);
  const net = netChanges(changes);
  const begun = net.find(({ before }) => before && isKey(before));
  if (begun) return begun.before;
  const wasMade = net.some(({ after }) => after && isKey(after));
  // What ended as it began is told by its first change alone.
  const [first] = changes;
  return wasMade || !first || !isKey(first) ? null : (beforeOf(first)[0] ?? null);
}

function beforeOf(change: CapturedChange): readonly Side[] {
  const { id, key, before, withheld, schema, table, metBefore: met } = change;
  return before ? [{ schema, table, key, image: before, change: id, withheld, met }] : [];
}

function afterOf(change: CapturedChange): readonly Side[] {
  const { id, key, keyAfter, after, schema, table, metAfter: met } = change;
  return after
    ? [{ schema, table, key: keyAfter ?? key, image: after, change: id, withheld: [], met }]
    : [];
}

/** What is left of `sides` when each of `others` has taken its equal away. */
function without(sides: readonly Side[], others: readonly Side[]): readonly Side[] {
  const taken = new Map<string, number>();
  for (const other of others) taken.set(imageOf(other), (taken.get(imageOf(other)) ?? 0) + 1);
  return sides.filter((side) => {
    const left = taken.get(imageOf(side)) ?? 0;
    taken.set(imageOf(side), left - 1);
    return left <= 0;
  });
}

/** Where the row that was at an address is now: there, or where changes of its key have led. */
function follow(
  start: string,
  moves: ReadonlyMap<string, string>,
  ended: ReadonlyMap<string, Side>,
): Side | null {
  const seen = new Set<string>();
  for (let at: string | undefined = start; at !== undefined && !seen.has(at); at = moves.get(at)) {
    const side = ended.get(at);
    if (side) return side;
    seen.add(at);
  }
  return null;
}

function addressOf({ schema, table, key }: Pick<Side, "schema" | "table" | "key">): string {
  return JSON.stringify([schema, table, key]);
}

function imageOf({ schema, table, image }: Side): string {
  return JSON.stringify([schema, table, image]);
}
