import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Reply, TestOffice } from "../support/purser.ts";
import { openRevealOffice, people, reason } from "./office.ts";

const canary = "p5@example.org";
let logged = "";
let office: TestOffice;
beforeAll(async () => {
  const stream = new Writable({
    write: (chunk, _, done) => {
      logged += String(chunk);
      done();
    },
  });
  office = await openRevealOffice({ perHour: 1 }, { log: pino({ level: "trace" }, stream) });
});
afterAll(() => office.close());

test("a revealed or looked up value is in one answer, and in no log, header or row of the ledger", async () => {
  const support = await office.signIn("support");
  const path = `${people}/5/reveal`;
  const search = { filter: [{ field: "email", operator: "eq", value: canary }] };
  const shown = await support.send("POST", path, { fields: ["email"], reason });
  expect(shown.text).toContain(canary);
  const others: Reply[] = [
    await support.send("POST", path, { fields: ["email"], reason }),
    await support.send("POST", path, { fields: ["email"] }),
    await support.send("POST", `${people}/search`, search),
    await support.send("POST", `${people}/search`, { ...search, sort: ["email"] }),
    await support.get(`${people}/5`),
    await support.get(`${people}/5/history`),
  ];
  // A fault in the middle of it: what PostgreSQL says then goes to the log.
  await office.admin.query("alter table people rename column email to mail");
  others.push(await support.send("POST", `${people}/search`, search));
  others.push(
    await (await office.signIn("support")).send("POST", path, { fields: ["email"], reason }),
  );
  expect(others.map(({ status }) => status)).toEqual([429, 422, 200, 400, 200, 200, 500, 500]);
  expect(logged).toContain("a request failed");
  expect(logged).not.toContain(canary);
  for (const { text, headers } of [...others, { text: "", headers: shown.headers }]) {
    expect(text).not.toContain(canary);
    expect(JSON.stringify([...headers])).not.toContain(canary);
    expect(headers.get("cache-control")).toBe("no-store");
  }
  const { rows } = await office.admin.query(
    "select query_to_xml(format('select * from purser.%I', tablename), true, false, '')::text as rows from pg_tables where schemaname = 'purser'",
  );
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter((row) => row.rows.includes(canary))).toEqual([]);
});
