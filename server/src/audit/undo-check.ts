import type { Grant } from "../access/grant.ts";
import type { Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import type { NetChange, RowState } from "../plan/net-change.ts";
import { differingColumns, type UndoStep } from "../plan/undo.ts";
import type { PartialStep } from "../plan/undo-order.ts";
import { differs } from "./undo-state.ts";

type GrantOn = (schema: string, table: string) => Grant | undefined;

/**
 * Compares what an undo came to, as the log has captured it, with what it had to come to. A refusal where it began from
 * other rows than the operation left, or reached rows beyond them; else what is not as it was, down to the last byte,
 * and the columns to set once more.
 */
export function checkUndo(
  steps: readonly UndoStep[],
  net: readonly NetChange[],
  grantOn: GrantOn,
): readonly PartialStep[] | Refusal {
  const begun = indexSide(net, ({ before }) => before);
  const ended = indexSide(net, ({ after }) => after);
  const at = (side: ReadonlyMap<string, RowState>, { grant }: UndoStep, state: RowState | null) =>
    state ? (side.get(addressOf(grant.resource.table, state.key)) ?? null) : null;
  const moved = steps.some((step) => {
    const start = at(begun, step, step.now);
    return step.now && start ? differs(step.now.image, start.image) : false;
  });
  if (moved) return refuse("conflict", { detail: "A record is not as the operation left it." });
  const known = new Set(
    steps.flatMap(({ grant, now, was }) =>
      [now, was].flatMap((state) => (state ? [addressOf(grant.resource.table, state.key)] : [])),
    ),
  );
  if (net.some((each) => !isConsequence(each, known, grantOn)))
    return refuse("conflict", {
      detail: "Records that were made since depend on what would be taken back.",
    });
  return steps.flatMap((step): readonly PartialStep[] => {
    const { grant, was } = step;
    if (was === null) {
      const isGone = at(begun, step, step.now) !== null && at(ended, step, step.now) === null;
      return isGone ? [] : [{ step, columns: [] }];
    }
    const end = at(ended, step, was);
    if (end === null) return [{ step, columns: [] }];
    return differs(was.image, end.image)
      ? [{ step, columns: differingColumns(grant, was.image, end.image) }]
      : [];
  });
}

/** What the application's triggers add or note elsewhere is theirs; a row removed or cut off by a key is not. */
function isConsequence(
  { schema, table, before, after }: NetChange,
  known: ReadonlySet<string>,
  grantOn: GrantOn,
): boolean {
  if (before === null || known.has(addressOf({ schema, name: table }, before.key))) return true;
  const grant = grantOn(schema, table);
  if (!grant || after === null) return false;
  const references = new Set(grant.resource.references.flatMap(({ columns }) => columns));
  return !differingColumns(grant, before.image, after.image).some((name) => references.has(name));
}

function indexSide(
  net: readonly NetChange[],
  sideOf: (change: NetChange) => RowState | null,
): ReadonlyMap<string, RowState> {
  return new Map(
    net.flatMap((each) => {
      const state = sideOf(each);
      const table = { schema: each.schema, name: each.table };
      return state ? [[addressOf(table, state.key), state] as const] : [];
    }),
  );
}

function addressOf(
  { schema, name }: { readonly schema: string; readonly name: string },
  key: readonly string[],
): string {
  return JSON.stringify([schema, name, key]);
}
