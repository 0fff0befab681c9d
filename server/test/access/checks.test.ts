import { afterAll, beforeAll, expect, test } from "vitest";
import type { ResourceConfig } from "../../src/config/config.ts";
import { StartError } from "../../src/config/start-error.ts";
import { createPurser } from "../../src/purser.ts";
import { openOffice, type TestOffice } from "../support/purser.ts";
import { shopSchema } from "../support/shop.ts";

/** What of masks and row rules does not fit the tables keeps the server from starting. */
let office: TestOffice;

beforeAll(async () => {
  office = await openOffice({ schema: shopSchema, resources: { customers: { access: {} } } });
});
afterAll(() => office.close());

async function problemsOf(customers: ResourceConfig): Promise<readonly string[]> {
  try {
    const config = { ...office.config, resources: { customers } };
    await (await createPurser(config, { lookOnly: true })).stop();
    return [];
  } catch (error) {
    if (error instanceof StartError) return error.problems.map(({ id, path }) => `${id} ${path}`);
    throw error;
  }
}

const customers = "resources.customers";
const viewer = `${customers}.access.viewer`;

test.each<[string, ResourceConfig, readonly string[]]>([
  [
    "what fits",
    {
      fields: { email: { mask: "emailDomain", exactLookup: true }, credit: { mask: "pseudonym" } },
      access: {
        viewer: {
          rows: ({ eb, principal }) => eb("id", "in", principal.claims.customers ?? []),
          read: true,
          clear: ["email"],
          reveal: ["credit"],
          filter: ["email", "id"],
          sort: { except: ["credit"] },
        },
      },
    },
    [],
  ],
  [
    "a rule on a column that is not there",
    { access: { viewer: { rows: ({ eb }) => eb("regoin", "=", "x"), read: true } } },
    [`bad_row_rule ${viewer}.rows`],
  ],
  [
    "a rule on a hidden column, the second of two grants",
    {
      fields: { note: { hidden: true } },
      access: {
        viewer: [{ read: ["id"] }, { rows: ({ eb }) => eb("note", "=", "x"), read: ["id"] }],
      },
    },
    [`bad_row_rule ${viewer}[1].rows`],
  ],
  [
    "a rule that says something else than comparisons",
    { access: { viewer: { rows: ({ eb }) => eb("name", "like", "A%"), read: true } } },
    [`bad_row_rule ${viewer}.rows`],
  ],
  [
    "rights to masked values that are not read, not masked, or not clear",
    {
      fields: { name: { mask: false }, email: { mask: "emailDomain" } },
      access: {
        viewer: {
          read: ["id", "name", "email"],
          clear: ["credit", "name"],
          reveal: ["name"],
          filter: ["email"],
          sort: ["credit"],
        },
      },
    },
    [
      `not_readable ${viewer}.clear`,
      `not_masked ${viewer}.clear`,
      `not_masked ${viewer}.reveal`,
      `not_clear ${viewer}.filter`,
      `not_readable ${viewer}.sort`,
    ],
  ],
  [
    "masks that leave nothing",
    {
      fields: { name: { mask: "year" }, credit: { mask: "emailDomain" } },
      access: {},
    },
    [`unfit_mask ${customers}.fields.name.mask`, `unfit_mask ${customers}.fields.credit.mask`],
  ],
  [
    "a lookup of what is not masked",
    { fields: { note: { exactLookup: true } }, access: {} },
    [`lookup_without_mask ${customers}.fields.note.exactLookup`],
  ],
])("%s", async (_, config, expected) => {
  expect(await problemsOf(config)).toEqual(expected);
});

test("where sign-offs are demanded, each write needs one", async () => {
  const signOff = { by: "Ada", on: "2026-11-01", reference: "BOARD-7" };
  const start = (config: ResourceConfig) =>
    createPurser(
      { ...office.config, requireSignOff: true, resources: { customers: config } },
      { lookOnly: true },
    );
  const access = {
    viewer: [{ read: true as const, update: ["note"], create: [] }, { delete: true }],
  };
  await expect(start({ access, signOff: { update: signOff } })).rejects.toMatchObject({
    problems: [{ id: "unsigned_write", path: `${customers}.signOff.delete` }],
  });
  const signed = await start({ access, signOff: { update: signOff, delete: signOff } });
  await signed.stop();
});
