import * as z from "zod";
import type { GridCase } from "./cases.ts";
import { pageSize } from "./cases.ts";

const answer = z.object({
  records: z.array(z.object({ key: z.string(), values: z.record(z.string(), z.json()) })),
  page: z.object({ next: z.string().nullable() }),
});

export type Page = z.infer<typeof answer>;

/** The address of one page of orders. */
function pagePath(parameters: readonly string[]): string {
  return `/api/resources/orders/records?${parameters.filter(Boolean).join("&")}`;
}

export async function readPage(origin: string, cookie: string, path: string): Promise<Page> {
  const response = await fetch(new URL(path, origin), { headers: { cookie } });
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}`);
  return answer.parse(await response.json());
}

/** Where a case's page begins: a person's own sealed cursor, and the last order before the page. */
export interface PageStart {
  readonly path: string;
  readonly before: Page["records"][number] | null;
}

const strideSize = 200;

/** Follows cursors from the first page; a cursor says nothing of the page's size, so the way there takes longer strides. */
export async function walkTo(
  origin: string,
  cookie: string,
  { query, depth }: GridCase,
): Promise<PageStart> {
  let after = "";
  let before: PageStart["before"] = null;
  for (let passed = 0; passed < depth * pageSize; passed += strideSize) {
    const path = pagePath([query, after, `limit=${strideSize}`, "fields=id,placed_at"]);
    const { records, page } = await readPage(origin, cookie, path);
    after = `after=${encodeURIComponent(page.next ?? "")}`;
    before = records.at(-1) ?? null;
  }
  return { path: pagePath([query, after, `limit=${pageSize}`]), before };
}
