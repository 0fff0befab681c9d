import { hash } from "node:crypto";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PurserConfig } from "../../src/config/config.ts";
import { policyDigest } from "../../src/config/policy-digest.ts";
import { createPurser, type PurserOptions } from "../../src/purser.ts";
import { openOffice, type TestOffice } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

const log = pino({ level: "silent" });
let office: TestOffice;

beforeAll(async () => {
  office = await openOffice({ schema: shopSchema, resources: shopResources, purser: { log } });
});
afterAll(() => office.close());

/** Starts with this config and stops: what it said. */
async function startWith(config: PurserConfig, options: PurserOptions = {}) {
  const purser = await createPurser(config, { log, ...options });
  await purser.stop();
  return purser.notices.filter((notice) => notice.startsWith("The policy has changed"));
}

async function readPolicies() {
  const { rows } = await office.admin.query(
    "select digest, document::text as document from purser.policy order by number",
  );
  return rows;
}

async function readChanges() {
  const { rows } = await office.admin.query(
    "select details -> 'changes' as changes, policy from purser.event where kind = 'policy.change' order by at",
  );
  return rows;
}

function other(): PurserConfig {
  const { codes, ...rest } = office.config.resources;
  return {
    ...office.config,
    resources: { ...rest, codes: { access: { ...codes?.access, viewer: { read: ["a", "b"] } } } },
  };
}

test("the first policy is on record, in the bytes that its digest is of", async () => {
  const policies = await readPolicies();
  expect(policies).toHaveLength(1);
  expect(policies[0].digest).toBe(policyDigest(office.config));
  expect(hash("sha256", policies[0].document, "hex")).toBe(policies[0].digest);
  expect(await readChanges()).toEqual([{ changes: [], policy: policies[0].digest }]);
});

test("the same policy again is nothing new", async () => {
  expect(await startWith({ ...office.config, name: "Renamed" })).toEqual([]);
  expect(await readPolicies()).toHaveLength(1);
});

test("a look does not put it in force, and says what would change", async () => {
  expect(await startWith(other(), { lookOnly: true })).toHaveLength(1);
  expect(await readPolicies()).toHaveLength(1);
});

test("several processes with a new policy record it once, and say what it changes", async () => {
  const said = await Promise.all([1, 2, 3].map(() => startWith(other())));
  const change = "narrowed resources.codes.access.viewer.read: every other field";
  expect(said.flat()).toEqual([`The policy has changed: ${change}.`]);
  expect((await readPolicies()).map(({ digest }) => digest)).toEqual([
    policyDigest(office.config),
    policyDigest(other()),
  ]);
  expect((await readChanges()).at(-1)).toEqual({
    changes: [change],
    policy: policyDigest(other()),
  });
});

test("an auditor reads it in the log, as Purser's own doing", async () => {
  const auditor = await office.signIn("admin");
  const { json } = await auditor.get("/api/audit?kind=policy.change");
  expect(json.entries[0]).toMatchObject({
    type: "event",
    authority: "system",
    actor: { name: "Purser", subject: null },
    outcome: "done",
    reason: "narrowed resources.codes.access.viewer.read: every other field",
  });
});

test("nobody rewrites it, and no digest stands for another document", async () => {
  for (const statement of [
    "update purser.policy set at = at",
    "delete from purser.policy",
    "truncate purser.policy",
  ])
    await expect(office.admin.query(statement)).rejects.toMatchObject({ code: "PU003" });
  await expect(
    office.login.query(
      "select purser.record_policy('0', '{}', '00000000-0000-7000-8000-000000000001', '{}')",
    ),
  ).rejects.toMatchObject({ code: "23514" });
});
