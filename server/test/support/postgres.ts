import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

export async function createTestDatabase(options: { template?: string } = {}) {
  const base = new URL(inject("postgresUrl"));
  const name = `t_${randomBytes(6).toString("hex")}`;
  const run = async (sql: string) => { const c = new pg.Client(base.href); await c.connect(); await c.query(sql); await c.end(); };
  await run(`create database ${name}${options.template ? ` template ${options.template}` : ""}`);
  const url = new URL(base); url.pathname = `/${name}`;
  return { url: url.href, superuserUrl: url.href, drop: () => run(`drop database ${name} with (force)`) };
}
