import { expect, test } from "../journey.ts";

test.use({ refusals: [404] });

test("people with a row rule find the records of their countries, and no others", async ({
  openAs,
}) => {
  const admin = await openAs("admin");
  const elsewhere = await admin.request.get("/api/resources/customers/records", {
    params: {
      filter: JSON.stringify([{ field: "country", operator: "nin", value: ["DE", "AT", "CH"] }]),
      limit: 1,
    },
  });
  const [outside] = (await elsewhere.json()).records;

  const page = await openAs("desk", "/r/customers");
  await expect(page.getByRole("row").nth(1)).toContainText(/DE|AT|CH/);
  const countries = await page.request.get("/api/resources/customers/records", {
    params: { limit: 200, fields: "country" },
  });
  const { records } = await countries.json();
  expect(records).toHaveLength(200);
  const seen = new Set(
    records.map(({ values }: { values: { country: string } }) => values.country),
  );
  expect([...seen].filter((country) => !["DE", "AT", "CH"].includes(`${country}`))).toEqual([]);

  await page.goto(`/r/customers/${outside.key}`);
  await expect(page.getByRole("heading", { name: /^There is no such thing/ })).toBeVisible();
});
