import fc from "fast-check";
import { defineAsking, expectAddressed, pick, projectRecord } from "./asking.ts";
import type { ListResolved } from "./draw-list.ts";
import { listDraw, resolveList } from "./draw-list.ts";
import { listRows, recordShown } from "./model-read.ts";
import type { Rights } from "./model-rights.ts";
import { rightsOn } from "./model-rights.ts";
import { read } from "./model-write.ts";
import { judge, momentOf, pathKey, pickKey, pickTable } from "./theatre.ts";
import { isRows, pageOf, projectPage, sortTexts, walk } from "./walk-list.ts";
import type { Row } from "./world.ts";

export const list = defineAsking({
  draw: fc.record({ table: pick, list: listDraw }),
  play: async (theatre, asked) => {
    const table = pickTable(theatre, asked.table);
    const rights = rightsOn(theatre.world, theatre.world.viewer, table.name);
    const resolved = resolveList(theatre, table, asked.list);
    await walk(
      theatre,
      "record.list",
      `/api/resources/${table.name}/records`,
      rights,
      resolved,
      null,
    );
  },
});

export const search = defineAsking({
  draw: fc.record({ table: pick, list: listDraw }),
  play: async (theatre, drawn) => {
    const table = pickTable(theatre, drawn.table);
    const rights = rightsOn(theatre.world, theatre.world.viewer, table.name);
    const asked = resolveList(theatre, table, drawn.list);
    const rows = rights
      ? listRows(momentOf(theatre), rights, asked)
      : { refused: "not_found" as const };
    const { filter, fields, limit, count } = asked;
    await judge(
      theatre,
      "record.search",
      () => ({
        method: "POST",
        path: `/api/resources/${table.name}/records/search`,
        body: {
          filter,
          sort: sortTexts(asked.sort),
          ...(fields && { fields }),
          search: asked.search,
          limit,
          count,
        },
      }),
      isRows(rows) && rights
        ? {
            ...pageOf(rights, rows, asked, 0, {
              next: limit > 0 && rows.length > limit,
              previous: false,
            }),
            ...(fields?.length === 0 && { body: withoutValues(rights, rows, asked) }),
          }
        : isRows(rows)
          ? { refused: "not_found" }
          : rows,
      projectPage,
    );
  },
});

/** An empty list of fields asks for none. */
function withoutValues(rights: Rights, rows: readonly Row[], asked: ListResolved): unknown {
  const { limit, count } = asked;
  return {
    records: rows.slice(0, limit).map((row) => recordShown(rights, row, [])),
    page: { next: limit > 0 && rows.length > limit, previous: false },
    count: count === "none" ? null : { value: rows.length, kind: "exact" },
  };
}

export const readOne = defineAsking({
  draw: fc.record({ table: pick, key: pick }),
  play: async (theatre, asked) => {
    const table = pickTable(theatre, asked.table);
    const key = pickKey(theatre, table, asked.key);
    await judge(
      theatre,
      "record.read",
      () => ({
        method: "GET",
        path: `/api/resources/${table.name}/records/${pathKey(theatre, table, key)}`,
      }),
      expectAddressed(theatre, table, key, read(momentOf(theatre), table.name, key)),
      ({ json }) => projectRecord(json),
    );
  },
});
