import { projectRecord } from "./asking.ts";
import type { ListResolved } from "./draw-list.ts";
import type { Expected, ListAsked } from "./model-read.ts";
import { listRows, recordShown } from "./model-read.ts";
import type { Rights } from "./model-rights.ts";
import type { Answer } from "./stage.ts";
import type { Theatre } from "./theatre.ts";
import { judge, momentOf } from "./theatre.ts";
import type { Row } from "./world.ts";

function queryOf({ filter, sort, fields, search, limit, count }: ListResolved): URLSearchParams {
  return new URLSearchParams({
    ...(filter.length > 0 && { filter: JSON.stringify(filter) }),
    ...(sort.length > 0 && { sort: sortTexts(sort).join(",") }),
    ...(fields !== null && fields.length > 0 && { fields: fields.join(",") }),
    ...(search !== "" && { search }),
    limit: String(limit),
    count,
  });
}

export function sortTexts(sort: ListAsked["sort"]): readonly string[] {
  return sort.map(({ field, direction }) => (direction === "asc" ? field : `-${field}`));
}

/** A page, as the model has it: rows from a place on. */
export function pageOf(
  rights: Rights,
  rows: readonly Row[],
  asked: ListResolved,
  from: number,
  page: { readonly next: boolean; readonly previous: boolean },
): Expected {
  const shown = rows.slice(from, from + asked.limit);
  return {
    body: {
      records: shown.map((row) =>
        recordShown(rights, row, asked.fields?.length ? asked.fields : null),
      ),
      page,
      count: asked.count === "none" ? null : { value: rows.length, kind: "exact" },
    },
    isEmpty: shown.length === 0,
  };
}

export function projectPage({ json }: Answer): unknown {
  return {
    records: json.records.map(projectRecord),
    page: { next: json.page.next !== null, previous: json.page.previous !== null },
    count: json.count,
  };
}

/** Puts a list to both sides, then follows its cursors forwards and back. */
export async function walk(
  theatre: Theatre,
  operation: string,
  path: string,
  rights: Rights | null,
  asked: ListResolved,
  rowsOrRefusal: readonly Row[] | { readonly refused: "not_found" | "invalid_key" } | null,
): Promise<void> {
  const listed =
    rowsOrRefusal ??
    (rights
      ? listRows(momentOf(theatre), rights, {
          ...asked,
          fields: asked.fields?.length ? asked.fields : null,
        })
      : { refused: "not_found" as const });
  const rows = isRows(listed) ? listed : [];
  const query = queryOf(asked);
  const ask = (
    cursor: { readonly [name: string]: readonly [string, string] },
    expected: Expected,
  ) =>
    judge(
      theatre,
      operation,
      (side) => {
        const index = side === theatre.sides[0] ? 0 : 1;
        const place = Object.entries(cursor).map(([name, both]) => [name, both[index]] as const);
        return {
          method: "GET",
          path: `${path}?${new URLSearchParams([...query, ...place.map(([name, value]): [string, string] => [name, value ?? ""])])}`,
        };
      },
      expected,
      projectPage,
    );
  if (!isRows(listed) || rights === null) {
    await ask({}, isRows(listed) ? { refused: "not_found" } : listed);
    return;
  }
  const { limit } = asked;
  const hasMore = limit > 0 && rows.length > limit;
  const [one, other] = await ask(
    {},
    pageOf(rights, rows, asked, 0, { next: hasMore, previous: false }),
  );
  if (!hasMore || theatre.parted) return;
  const [further, twinFurther] = await ask(
    { after: [one.json.page.next, other.json.page.next] },
    pageOf(rights, rows, asked, limit, { next: rows.length > 2 * limit, previous: true }),
  );
  await ask(
    { before: [further.json.page.previous, twinFurther.json.page.previous] },
    pageOf(rights, rows, asked, 0, { next: true, previous: false }),
  );
}

export function isRows(
  listed: readonly Row[] | { readonly refused: string },
): listed is readonly Row[] {
  return Array.isArray(listed);
}
