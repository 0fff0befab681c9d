import { hash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seal } from "../../src/audit/seal/seal.ts";
import type { GrantConfig, PurserConfig } from "../../src/config/config.ts";
import { type Database, openDatabase } from "../../src/database/database.ts";
import { newKey, verifyText } from "../seal/office.ts";
import { findSecondVerifier, startSecondVerifier } from "../seal/second-verifier.ts";
import { openOffice, roles, type TestOffice, type Visitor } from "../support/purser.ts";

const hasSecond = await findSecondVerifier();

const everything: GrantConfig = { read: true, create: true, update: true, delete: true };
/** A text in clear that looks like a commitment, and somebody who knows what it is the hash of. */
const planted = { salt: "00".repeat(16), value: "planted" };
const plantedCity = hash(
  "sha256",
  Buffer.concat([Buffer.from(planted.salt, "hex"), Buffer.from(planted.value)]),
);
const schema = `
create table people (id int primary key, name text, email text, "odd, name" text, pin text, phone text, city text);
insert into people select i, 'Person ' || i, 'p' || i || '@example.org', 'odd-' || i, 'pin-' || i, '+49 30 ' || 700 + i, 'city-' || i
  from generate_series(1, 9) i;
update people set city = '${plantedCity}' where id = 1;
analyze;
`;
const personal = { personal: true, mask: false } as const;
const resources: PurserConfig["resources"] = {
  people: {
    fields: {
      name: personal,
      email: personal,
      "odd, name": personal,
      pin: { hidden: true },
      phone: { personal: true },
    },
    access: {
      admin: everything,
      auditor: { read: { except: ["email"] } },
      stranger: { read: { except: ["city"] } },
      regional: { rows: ({ eb }) => eb("id", "<", 1_000), read: true },
    },
  },
};

const key = newKey();
let office: TestOffice;
let ledger: Database;
let admin: Visitor;
let operation: string;

beforeAll(async () => {
  office = await openOffice({
    schema,
    resources,
    config: {
      roles: {
        ...roles,
        auditor: { groups: ["auditors"], audit: true },
        stranger: { groups: ["strangers"], audit: true },
        regional: { groups: ["regionals"], audit: true },
      },
    },
  });
  ledger = openDatabase({ url: office.config.database.url, connections: 1 });
  admin = await office.signIn("admin");
  operation = await rename("1", "Mira");
});
afterAll(async () => {
  await ledger.end();
  await office.close();
});

/** An operation that is sealed. */
async function rename(id: string, name: string): Promise<string> {
  const path = `/api/resources/people/records/${id}`;
  const { json } = await admin.get(path);
  const reply = await admin.send(
    "PATCH",
    path,
    { values: { name } },
    { "if-match": `"${json.version}"` },
  );
  expect(reply.status).toBe(200);
  await seal(ledger, { keys: [key], heartbeatSeconds: 3_600, leastSeconds: 0 });
  return reply.json.operation;
}

function prove(visitor: Visitor, disclose?: string, entry = operation) {
  const query = disclose === undefined ? "" : `?disclose=${disclose}`;
  return visitor.get(`/api/audit/${entry}/proof${query}`);
}

async function shownOf(entry: string) {
  const { rows } = await office.admin.query(
    "select resource, fields, keys from purser.event where kind = 'audit.proof' and code is null and details ->> 'entry' = $1 order by at",
    [entry],
  );
  return rows;
}

describe("evidence of a row with personal and hidden columns", () => {
  test("holds none of their values, and proves the row all the same", async () => {
    const { text, json, status } = await prove(admin);
    expect(status).toBe(200);
    expect(text).toContain(plantedCity);
    for (const value of [
      "Mira",
      "Person 1",
      "p1@example.org",
      "pin-1",
      "odd-1",
      "+49 30 701",
      "salt",
    ])
      expect([value, text.includes(value)]).toEqual([value, false]);
    expect(json.disclosures).toBeUndefined();
    expect((await verifyText(text, [key])).fault).toBeNull();
    expect(await shownOf(operation)).toEqual([{ resource: null, fields: [], keys: [] }]);
  });

  test("discloses what was asked for and nothing else, and says so in the log", async () => {
    const entry = await rename("2", "Ada");
    const { text, json } = await prove(admin, "name,odd~2c~20name", entry);
    expect(
      json.disclosures.map(({ field, side, value }: Record<string, string>) => [
        field,
        side,
        value,
      ]),
    ).toEqual([
      ["name", "before", "Person 2"],
      ["name", "after", "Ada"],
      ["odd, name", "before", "odd-2"],
      ["odd, name", "after", "odd-2"],
    ]);
    for (const value of ["p2@example.org", "pin-2"])
      expect([value, text.includes(value)]).toEqual([value, false]);
    const { fault, covered } = await verifyText(text, [key]);
    expect(fault).toBeNull();
    expect(covered.join("\n")).toContain('"Ada"');
    expect(await shownOf(entry)).toEqual([
      { resource: "people", fields: ["name", "odd, name"], keys: [["2"]] },
    ]);
  });

  test("is for who sees the other columns, also where they may not see those", async () => {
    const auditor = await office.signIn("auditor");
    for (const role of ["stranger", "regional"])
      expect([role, (await prove(await office.signIn(role))).status]).toEqual([role, 404]);
    expect((await prove(auditor, "name")).status).toBe(200);
    const refusals = await Promise.all(
      ["email", "pin", "nothing", "city", "phone"].map((field) => prove(auditor, `name,${field}`)),
    );
    for (const { status, problem } of refusals)
      expect({ ...problem, requestId: "" }).toEqual({
        ...refusals[2]?.problem,
        status,
        code: "unknown_field",
        requestId: "",
      });
  });

  test("opens nothing that was erased", async () => {
    const entry = await rename("3", "Grace");
    await office.admin.query(`
      begin;
      select purser.begin_operation(gen_random_uuid(), 'system', null, 'audit.eraseSubject', null, 'purser', 'personal_value', '[]', 'asked for', null, null, 'test');
      delete from purser.personal_value where key = '["3"]';
      commit`);
    const { text, status } = await prove(admin, "name", entry);
    expect([status, text.includes("Grace"), text.includes("disclosures")]).toEqual([
      200,
      false,
      false,
    ]);
  });
});

describe("a disclosure that is not what the record was made with", () => {
  type Disclosures = { [member: string]: string }[];
  const forgeries: readonly (readonly [string, (disclosures: Disclosures) => void])[] = [
    ["another value", ([one]) => one && Object.assign(one, { value: "Eve" })],
    ["another salt", ([one]) => one && Object.assign(one, { salt: "0".repeat(32) })],
    [
      "a salt in other letters",
      ([one]) => one && Object.assign(one, { salt: one.salt?.toUpperCase() }),
    ],
    ["another side", ([one]) => one && Object.assign(one, { side: "after" })],
    ["another field", ([one]) => one && Object.assign(one, { field: "email" })],
    [
      "a field that is recorded in clear",
      ([one]) => one && Object.assign(one, { field: "city", ...planted }),
    ],
    ["another change", ([one]) => one && Object.assign(one, { change: "1000000" })],
  ];

  test.each(forgeries)("%s is found by both verifiers", async (_, forge) => {
    const { json } = await prove(admin, "name");
    const text = JSON.stringify(json);
    forge(json.disclosures);
    const forged = JSON.stringify(json);
    expect(forged).not.toBe(text);
    const { fault } = await verifyText(forged, [key]);
    expect(fault?.code).toBe("wrong_disclosure");
    if (!hasSecond) return;
    expect(await judgeTwice([text, forged])).toEqual([
      null,
      { code: "wrong_disclosure", line: 1, position: fault?.position ?? null },
    ]);
  });
});

async function judgeTwice(texts: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), "disclosure-"));
  const second = startSecondVerifier([key.verifier.text]);
  try {
    const faults = [];
    for (const [index, text] of texts.entries()) {
      const file = join(folder, `${index}.json`);
      await writeFile(file, text);
      faults.push((await second.verify(file)).fault);
    }
    return faults;
  } finally {
    await second.end();
    await rm(folder, { recursive: true });
  }
}
