import { createServer } from "node:http";
import pg from "pg";
import { portToServe, reportReady } from "../server/ready.ts";
import { pageSize } from "./cases.ts";

/** The bare server: the same page of the same table, for anybody who asks, and no trace of it. */

const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL ?? "", max: 10 });

const columns = `id, customer_id, address_number, status, channel, total, currency, placed_at, delivery_window, gift,
  ip_address, note, updated_at`;
const order = `order by placed_at desc, id desc limit ${pageSize}`;

const statements: { readonly [path: string]: string } = {
  "/first": `select ${columns} from orders ${order}`,
  "/filtered": `select ${columns} from orders where status = $1 ${order}`,
  "/beyond": `select ${columns} from orders where (placed_at, id) < ($1, $2) ${order}`,
};

createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const { rows } = await pool.query(statements[pathname] ?? "", [...searchParams.values()]);
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(rows));
}).listen(portToServe(), "127.0.0.1", reportReady);
