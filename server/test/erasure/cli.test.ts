import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestOffice } from "../support/purser.ts";
import { openPersonalShop } from "./office.ts";

const bin = fileURLToPath(new URL("../../bin/purser.js", import.meta.url));
let office: TestOffice;
let folder: string;

beforeAll(async () => {
  office = await openPersonalShop();
  folder = await mkdtemp(join(tmpdir(), "erasure-"));
  await writeFile(
    join(folder, "purser.config.ts"),
    `export default ${JSON.stringify(office.config)};\n`,
  );
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true });
});

function erase(
  ...words: readonly string[]
): Promise<{ readonly out: string; readonly err: string }> {
  const env = { PATH: process.env.PATH, PURSER_ADMIN_URL: office.adminUrl };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [bin, "audit", "erase-subject", ...words],
      { cwd: folder, env },
      (_, out, err) => resolve({ out, err }),
    );
  });
}

test("the command says what it erased and what it cannot reach", async () => {
  const admin = await office.signIn("admin");
  const path = "/api/resources/customers/records/20";
  const { json } = await admin.get(path);
  await admin.send(
    "PATCH",
    path,
    { values: { name: "Mira" } },
    { "if-match": `"${json.version}"` },
  );
  const { out, err } = await erase(
    "--resource",
    "customers",
    "--key",
    "20",
    "--reason",
    "by letter",
  );
  expect(err).toBe("");
  expect(out).toContain("customers: 3 values erased, of 1 records");
  expect(out).toMatch(/Recorded as operation [0-9a-f-]{36}/);
  for (const word of ["application's own rows", "backups", "reasons"]) expect(out).toContain(word);
  expect(out).not.toContain("Mira");
});

test.each([
  [["--resource", "customers", "--key", "20"], "--reason is missing"],
  [
    ["--resource", "orders", "--key", "20", "--reason", "x"],
    'no subject whose resource is "orders"',
  ],
  [["--resource", "customers", "--key", "20,1", "--reason", "x"], '"20,1" is no key'],
])("%j is refused in words", async (words, message) => {
  const { out, err } = await erase(...words);
  expect(err).toContain(message);
  expect(out).toBe("");
});
