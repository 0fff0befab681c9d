import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openOffice, type TestOffice } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice({ schema: shopSchema, resources: shopResources });
  await office.signIn("admin");
});
afterAll(() => office.close());

/** Issues a mandate for updates, as its owner would. */
async function issue(lifetime: string): Promise<{ readonly id: string; readonly proof: Buffer }> {
  const [id, proof] = [uuidv7(), randomBytes(32)];
  await office.admin.query(
    "insert into purser.mandate (id, secret_hash, issued_by, kind, plan_digest, expires_at) select $1, sha256($2), id, 'record.update', '', clock_timestamp() + $3::interval from purser.session",
    [id, proof, lifetime],
  );
  return { id, proof };
}

/** What a write under it is answered with; nothing where it goes through. */
async function write(proof: Buffer, kind = "record.update"): Promise<string | undefined> {
  await office.login.query("begin");
  try {
    await office.login.query(
      `select purser.begin_operation($1, 'mandate', $2, $3, 'codes', 'public', 'codes', '[["a","b"]]', null, null, null, 'test')`,
      [uuidv7(), proof, kind],
    );
    await office.login.query("update codes set label = 'by mandate' where a = 'a'");
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "fault";
  } finally {
    await office.login.query("rollback");
  }
}

test("W6: under a mandate a write goes through", async () => {
  const { proof } = await issue("1 hour");
  expect(await write(proof)).toBeUndefined();
});

test("W6: under a revoked mandate it is refused", async () => {
  const { id, proof } = await issue("1 hour");
  await office.admin.query(
    "insert into purser.mandate_end (mandate_id, reason) values ($1, 'revoked')",
    [id],
  );
  expect(await write(proof)).toBe("PU001");
});

test("W6: under an expired mandate it is refused", async () => {
  const { proof } = await issue("-1 second");
  expect(await write(proof)).toBe("PU001");
});

test("W6: under a mandate for something else it is refused", async () => {
  const { proof } = await issue("1 hour");
  expect(await write(proof, "record.delete")).toBe("PU001");
});
