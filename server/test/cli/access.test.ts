import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openOffice, type TestOffice } from "../support/purser.ts";
import { shopSchema } from "../support/shop.ts";

const bin = fileURLToPath(new URL("../../bin/purser.js", import.meta.url));
const fields = {
  email: { mask: "emailDomain" },
  name: { mask: false },
  secret: { hidden: true },
} as const;
let folder: string;
let office: TestOffice;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cli-access-"));
  office = await openOffice({
    schema: shopSchema,
    resources: { customers: { fields, access: { support: { read: true, update: ["note"] } } } },
  });
  await writeConfig(
    "purser.config.ts",
    'rows: ({ eb, principal }) => eb("id", "=", principal.claims.customer), read: true, update: ["note"]',
  );
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true });
});

/** A config in which support has this grant on customers. */
async function writeConfig(file: string, grant: string): Promise<void> {
  const { resources: _, ...rest } = office.config;
  await writeFile(
    join(folder, file),
    `export default { ...${JSON.stringify(rest)}, resources: { customers: {
      fields: ${JSON.stringify(fields)},
      access: { viewer: { read: ["id"] }, support: { ${grant} } },
    } } };`,
  );
}

function purser(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...words], { cwd: folder }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

const explain = ["access", "explain", "--resource", "customers"];

test("explain says what a group sees and why, and the rule with its values", async () => {
  const { code, out, err } = await purser(
    ...explain,
    "--as",
    "supporters",
    "--claim",
    "customer=7",
    "--key",
    "7",
  );
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("Customers, as support");
  expect(out).toContain(`support: "t"."id" = '7'::bigint`);
  expect(out).toMatch(/^ {2}email +masked +masked: emailDomain; by support$/m);
  expect(out).toMatch(/^ {2}note +clear +by support; update "t"\."id"/m);
  expect(out).toContain("delete: No grant allows it.");
  expect(out).toContain("Record 7: in reach\n  support: yes");
  const other = await purser(...explain, "--as", "support", "--claim", "customer=8", "--key", "7");
  expect(other.out).toContain("Record 7: not in reach\n  support: no");
});

test("explain says what it lacks", async () => {
  expect((await purser(...explain)).err).toContain("For whom?");
  expect((await purser(...explain, "--as", "suport")).err).toContain('Did you mean "support"?');
  expect((await purser("access", "explain", "--as", "support")).err).toContain(
    "Of which resource?",
  );
  expect((await purser(...explain, "--as", "support", "--claim", "x")).err).toContain(
    "region=north",
  );
  expect((await purser(...explain, "--as", "support", "--key", "0")).err).toContain(
    "no such record",
  );
});

test("report lists people and rights, as JSON and as CSV", async () => {
  const { subject } = await office.signIn("support");
  const { out } = await purser("access", "report");
  expect(JSON.parse(out).people).toContainEqual(expect.objectContaining({ subject }));
  const csv = await purser("access", "report", "--csv");
  expect(csv.out).toMatch(
    new RegExp(`,${subject},.*,support,no,no,no,customers,customers,,,customers,,customers`),
  );
});

test("check --against fails where somebody may do more or a rule says something else, unless that is named", async () => {
  const { out } = await purser("check", "--policy");
  await writeFile(join(folder, "policy.json"), out);
  const against = (...words: readonly string[]) =>
    purser("check", "--config", "other.ts", "--against", "policy.json", ...words);
  const rule = 'rows: ({ eb, principal }) => eb("id", "=", principal.claims.customer)';

  expect(await purser("check", "--against", "policy.json")).toMatchObject({
    code: 0,
    out: "Nothing has changed.\n",
  });
  await writeConfig("other.ts", `${rule}, read: ["id"]`);
  expect(await against()).toMatchObject({
    code: 0,
    out: expect.stringContaining(
      "  narrowed resources.customers.access.support.read: every other field",
    ),
  });
  await writeConfig("other.ts", `${rule}, read: true, update: ["note", "name"], delete: true`);
  const widened = await against();
  expect(widened).toMatchObject({
    code: 1,
    out: "! widened resources.customers.access.support.update: name\n! widened resources.customers.access.support.delete\n",
    err: expect.stringContaining("--allow 'resources.customers.access.support.delete'"),
  });
  const { update, remove } = {
    update: "resources.customers.access.support.update",
    remove: "resources.customers.access.support.delete",
  };
  expect((await against("--allow", update, "--allow", remove.slice(0, -1))).code).toBe(1);
  expect((await against("--allow", update, "--allow", "resources.customers.access")).code).toBe(0);

  await writeConfig(
    "other.ts",
    `${rule.replace("claims.customer", "claims.account")}, read: true, update: ["note"]`,
  );
  expect(await against()).toMatchObject({
    code: 1,
    out: "! reworded resources.customers.access.support.rows\n",
  });
});

test("check --against says so where there is no policy", async () => {
  await writeFile(join(folder, "empty.json"), "{}");
  for (const file of ["absent.json", "empty.json"])
    expect((await purser("check", "--against", file)).err).toContain(`${file} holds no policy.`);
});
