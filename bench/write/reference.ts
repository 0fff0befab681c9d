import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import pg from "pg";
import * as z from "zod";
import { portToServe, reportReady } from "../server/ready.ts";

/** The bare server: writes whatever it is told to, for anybody, over whatever anybody else wrote. */

const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL ?? "", max: 10 });
const body = z.object({ values: z.object({ note: z.string() }) });

createServer(async (request, response) => {
  const id = request.url?.split("/").at(-1);
  const { values } = await readBody(request);
  const { rowCount } = await pool.query("update orders set note = $1 where id = $2", [
    values.note,
    id,
  ]);
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ updated: rowCount }));
}).listen(portToServe(), "127.0.0.1", reportReady);

async function readBody(request: IncomingMessage): Promise<z.infer<typeof body>> {
  return body.parse(JSON.parse(await text(request)));
}
