import { randomBytes } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { migrate } from "../../src/audit/migrate.ts";
import type { PurserConfig } from "../../src/config/config.ts";
import { createPurser } from "../../src/purser.ts";
import { giveSession } from "../support/give-session.ts";
import { createTestDatabase } from "../support/postgres.ts";
import { origin } from "../support/purser.ts";
import { people, reason, resources, schema } from "./office.ts";

/** Rows in a database that knows nothing of Purser, and the log in another one. */
test("a reveal is recorded, limited and refused alike where the log lies in another database", async () => {
  const [rows, ledger] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const application = new pg.Client(rows.superuserUrl);
  const log = new pg.Client(ledger.superuserUrl);
  await Promise.all([application.connect(), log.connect()]);
  await application.query(schema);
  const ledgerUrl = new URL(ledger.superuserUrl);
  ledgerUrl.username = `purser_${ledgerUrl.pathname.slice(1)}`;
  ledgerUrl.password = "purser";
  const config: PurserConfig = {
    name: "Apart",
    origin,
    database: { url: rows.superuserUrl, ledgerUrl: ledgerUrl.href },
    identity: {
      kind: "oidc",
      issuer: "http://localhost:4001",
      clientId: "test",
      allowInsecureIssuer: true,
    },
    secret: randomBytes(32).toString("base64"),
    roles: { support: { groups: ["supporters"] } },
    reveal: { perHour: 1, lookupsPerHour: 1 },
    resources: {
      people: { ...resources.people, access: { support: resources.people?.access.support ?? {} } },
    },
  };
  await migrate({ adminUrl: ledger.superuserUrl, config });
  const purser = await createPurser(config);
  const { cookie } = await giveSession(log, { roles: ["support"] });
  const send = async (path: string, body: object) => {
    const headers = { cookie, origin, "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    return (await purser.fetch(new Request(origin + path, init))).json();
  };
  const reveal = (key: string, ...fields: readonly string[]) =>
    send(`${people}/${key}/reveal`, { fields, reason });
  const filter = [{ field: "email", operator: "eq", value: "p7@example.org" }];

  expect(await reveal("50", "email")).toMatchObject({ code: "not_found" });
  expect(await reveal("11", "email", "phone")).toMatchObject({ code: "forbidden" });
  expect(await reveal("7", "email")).toEqual({
    record: "7",
    values: { email: "p7@example.org" },
    expiresAt: expect.any(String),
  });
  expect(await reveal("7", "email")).toMatchObject({ code: "reveal_limit" });
  expect(await send(`${people}/search`, { filter })).toMatchObject({ records: [{ key: "7" }] });
  expect(await send(`${people}/search`, { filter })).toMatchObject({ code: "lookup_limit" });
  const { rows: events } = await log.query(
    "select keys, fields, details from purser.event where kind = 'record.reveal' and code is null",
  );
  expect(events).toEqual([{ keys: [["7"]], fields: ["email"], details: { reason } }]);

  await purser.stop();
  await Promise.all([application.end(), log.end()]);
  await Promise.all([rows.drop(), ledger.drop()]);
});
