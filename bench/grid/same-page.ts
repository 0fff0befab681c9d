import * as z from "zod";
import type { Office } from "../server/office.ts";
import type { GridCase } from "./cases.ts";
import { type PageStart, readPage } from "./walk.ts";

const rows = z.array(z.object({ id: z.string() }));

/** The bare server's address of the page, after making sure that both show the same orders. */
export async function checkSamePage(
  { name, reference }: GridCase,
  office: Office,
  [start]: readonly PageStart[],
  origin: string,
): Promise<string> {
  const [cookie] = office.people;
  if (start === undefined || cookie === undefined) throw new Error("nobody is signed in");
  const path = reference + positionOf(start);
  const shown = await readPage(office.origin, cookie, start.path);
  const bare = rows.parse(await (await fetch(new URL(path, origin))).json());
  const [purserIds, bareIds] = [shown.records.map(({ key }) => key), bare.map(({ id }) => id)];
  if (purserIds.length === 0 || purserIds.join() !== bareIds.join())
    throw new Error(`${name}: the two servers do not show the same orders.`);
  return path;
}

function positionOf({ before }: PageStart): string {
  if (before === null) return "";
  const { placed_at, id } = before.values;
  return `?${new URLSearchParams({ placed_at: String(placed_at), id: String(id) })}`;
}
