import fc from "fast-check";
import type { Filter } from "../../src/contract/index.ts";
import { columnName, defineAsking, pick } from "./asking.ts";
import { listDraw, resolveList } from "./draw-list.ts";
import type { Rights } from "./model-rights.ts";
import { rightsOn } from "./model-rights.ts";
import type { Theatre } from "./theatre.ts";
import { judge, pickTable } from "./theatre.ts";

/** The owner shares a view, which the viewer's list then has or has not; then the viewer keeps, changes and removes one. */
export const views = defineAsking({
  draw: fc.record({
    table: pick,
    list: listDraw,
    columns: fc.option(
      fc.array(fc.record({ column: pick, strange: fc.integer({ min: 1, max: 40 }) }), {
        maxLength: 2,
      }),
    ),
  }),
  play: async (theatre, asked) => {
    const table = pickTable(theatre, asked.table);
    const { filter, sort, search } = resolveList(theatre, table, asked.list);
    const columns =
      asked.columns?.map(({ column, strange }) => ({
        field: columnName(theatre, table, column, strange),
      })) ?? null;
    const state = { filter, sort, search, columns };
    const path = `/api/resources/${table.name}/views`;
    const name = `view ${theatre.tally.cases}`;
    const made = await Promise.all(
      theatre.sides.map(({ stage }) =>
        stage.call("owner", { method: "POST", path, body: { name, shared: true, state } }),
      ),
    );
    const rights = rightsOn(theatre.world, theatre.world.viewer, table.name);
    const isVisible = rights !== null && isShared(rights, state);
    await judge(
      theatre,
      "view.list",
      () => ({ method: "GET", path }),
      rights === null
        ? { refused: "not_found" }
        : { body: isVisible ? [name] : [], isEmpty: !isVisible },
      ({ json }) => json.views.map((each: { readonly name: string }) => each.name),
    );
    await Promise.all(
      theatre.sides.map(({ stage }, index) =>
        stage.call("owner", { method: "DELETE", path: `${path}/${made[index]?.json.id}` }),
      ),
    );
    await keepOne(theatre, path, rights, state);
  },
});

async function keepOne(
  theatre: Theatre,
  path: string,
  rights: Rights | null,
  state: unknown,
): Promise<void> {
  const own = await judge(
    theatre,
    "view.create",
    () => ({ method: "POST", path, body: { name: "own", shared: false, state } }),
    rights === null ? { refused: "not_found" } : { body: "own", isEmpty: false },
    ({ json }) => json.name,
  );
  if (rights === null) return;
  const pathOf = (index: number) => `${path}/${own[index]?.json.id}`;
  await judge(
    theatre,
    "view.update",
    (side) => ({
      method: "PATCH",
      path: pathOf(side === theatre.sides[0] ? 0 : 1),
      body: { name: "renamed" },
    }),
    { body: "renamed", isEmpty: false },
    ({ json }) => json.name,
  );
  await judge(
    theatre,
    "view.delete",
    (side) => ({ method: "DELETE", path: pathOf(side === theatre.sides[0] ? 0 : 1) }),
    { body: null, isEmpty: true },
  );
}

/** A view tells what its maker saw: it is for those who see as much in clear. */
function isShared(
  rights: Rights,
  state: {
    readonly filter: readonly Filter[];
    readonly sort: readonly { readonly field: string }[];
    readonly columns: readonly { readonly field: string }[] | null;
  },
): boolean {
  const find = (name: string) => rights.readable.find((column) => column.name === name);
  const compared = [...state.filter.flatMap(fieldsOf), ...state.sort.map(({ field }) => field)];
  return (
    compared.every((name) => {
      const column = find(name);
      return column !== undefined && rights.isAlwaysClear(column);
    }) && (state.columns ?? []).every(({ field }) => find(field) !== undefined)
  );
}

function fieldsOf(filter: Filter): readonly string[] {
  return "field" in filter ? [filter.field] : filter.value.flatMap(fieldsOf);
}
