import * as z from "zod";
import type { Office } from "../server/office.ts";

/** An order to change, with its version as `If-Match` wants it. */
export interface OrderToChange {
  readonly key: string;
  readonly version: string;
}

const firstOrder = 9007199254740993n;
const orderCount = 300_000n;
/** Shares no factor with the count: its multiples meet every order once, far from each other. */
const stride = 7919n;
const most = 200;

const answer = z.object({ records: z.array(z.object({ key: z.string(), version: z.string() })) });

/** Orders from all over the table, no two alike. */
export async function readOrders(office: Office, count: number): Promise<readonly OrderToChange[]> {
  const ids = Array.from({ length: count }, (_, index) =>
    String(firstOrder + ((BigInt(index) * stride) % orderCount)),
  );
  const orders: OrderToChange[] = [];
  for (let from = 0; from < ids.length; from += most)
    orders.push(...(await readSome(office, ids.slice(from, from + most))));
  return orders;
}

async function readSome(office: Office, ids: readonly string[]): Promise<readonly OrderToChange[]> {
  const response = await fetch(new URL("/api/resources/orders/records/search", office.origin), {
    method: "POST",
    headers: {
      "content-type": "application/json",
      cookie: office.people[0] ?? "",
      origin: office.origin,
    },
    body: JSON.stringify({
      filter: [{ field: "id", operator: "in", value: ids }],
      fields: ["id"],
      limit: most,
    }),
  });
  if (!response.ok) throw new Error(`Orders could not be read: ${await response.text()}`);
  const { records } = answer.parse(await response.json());
  return records.map(({ key, version }) => ({ key, version: `"${version}"` }));
}
