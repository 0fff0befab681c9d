import fc from "fast-check";
import { defineAsking, pick } from "./asking.ts";
import { searchText } from "./draw-list.ts";
import type { Expected } from "./model-read.ts";
import { addressedRights, keyShown, labelShown, listRows } from "./model-read.ts";
import { isUnknownSeal, judge, momentOf, pathKey, pickKey, pickTable } from "./theatre.ts";
import { isRows } from "./walk-list.ts";

export const lookup = defineAsking({
  draw: fc.record({ table: pick, keys: fc.array(pick, { maxLength: 4 }), search: fc.option(pick) }),
  play: async (theatre, asked) => {
    const table = pickTable(theatre, asked.table);
    const moment = momentOf(theatre);
    const keys = asked.keys.map((each) => pickKey(theatre, table, each));
    const rights = addressedRights(moment, table.name);
    const searched = asked.search === null ? "" : searchText(asked.search);
    const expect = (): Expected => {
      if ("refused" in rights) return rights;
      if (keys.some((key) => isUnknownSeal(theatre, table, key))) return { refused: "invalid_key" };
      const listed = listRows(moment, rights, {
        filter: [],
        sort: [],
        fields: null,
        search: searched,
      });
      if (!isRows(listed)) return listed;
      const wanted = new Set(keys.map((key) => key.join("\0")));
      const rows = listed.filter(
        (row) => wanted.size === 0 || wanted.has(table.key.map((name) => row[name]).join("\0")),
      );
      const records = rows.map((row) => ({
        key: keyShown(rights, row),
        label: labelShown(rights, row),
      }));
      return { body: { records }, isEmpty: records.length === 0 };
    };
    const query = new URLSearchParams([
      ...keys.map((key): [string, string] => ["keys", pathKey(theatre, table, key)]),
      ...(searched === "" ? [] : [["search", searched] as [string, string]]),
    ]);
    await judge(
      theatre,
      "record.lookup",
      () => ({ method: "GET", path: `/api/resources/${table.name}/lookup?${query}` }),
      expect(),
    );
  },
});
