import type { RecordAnswer, ResourceDescription } from "purser/contract";
import { useEffect, useMemo } from "react";
import { useLocation } from "react-router";
import { type Loading, useRecordList } from "../api/queries.ts";
import { usePreference } from "../preference/preference.ts";
import { chooseColumns, columnLayout, type GridColumn } from "./column/column-layout.ts";
import type { GridAddress } from "./grid-state.ts";
import { neededFields } from "./needed-fields.ts";
import { rememberWalk } from "./record-walk.ts";
import { type RelationCells, useRelationCells } from "./table/use-relation-cells.ts";

export interface Grid {
  readonly columns: readonly GridColumn[];
  readonly records: readonly RecordAnswer[];
  readonly relations: ReadonlyMap<string, RelationCells>;
  readonly page: { readonly next: string | null; readonly previous: string | null };
  readonly list: Omit<Loading<unknown>, "data"> & {
    readonly isEmpty: boolean;
    readonly hasData: boolean;
  };
}

/** What a grid shows at its address. Refine's own list hook pages by number and total; this one by cursor. */
export function useGrid(resource: ResourceDescription, address: GridAddress): Grid {
  const layout = usePreference(columnLayout(resource.name));
  const columns = useMemo(
    () => chooseColumns(resource, address.columns, layout),
    [resource, address.columns, layout],
  );
  const { filter, sort, search, limit, after, before } = address;
  const { data, ...list } = useRecordList(resource.name, {
    filter,
    sort,
    search,
    limit,
    after,
    before,
    fields: neededFields(resource, columns),
  });
  const records = data?.records ?? noRecords;
  const relations = useRelationCells(resource, columns, records);
  useRememberedWalk(resource.name, records);
  return {
    columns,
    records,
    relations,
    page: data?.page ?? { next: null, previous: null },
    list: { ...list, hasData: data !== undefined, isEmpty: data?.records.length === 0 },
  };
}

/** Lets a record's page go to the next one. */
function useRememberedWalk(resource: string, records: readonly RecordAnswer[]): void {
  const { pathname, search } = useLocation();
  useEffect(() => {
    const keys = records.map(({ key }) => key).filter((key) => key !== null);
    rememberWalk({ resource, keys, from: pathname + search });
  }, [resource, records, pathname, search]);
}

const noRecords: readonly RecordAnswer[] = [];
