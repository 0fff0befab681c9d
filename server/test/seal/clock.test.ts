import { afterAll, beforeAll, expect, test } from "vitest";
import { openSealedOffice, type SealedOffice } from "./office.ts";

let office: SealedOffice;

beforeAll(async () => {
  office = await openSealedOffice();
  await office.seal();
});
afterAll(() => office.close());

/** As if the clock had stood so far ahead when the last checkpoint was made, and was then put right. */
async function stepBack(by: string): Promise<void> {
  await office.admin.query("alter table purser.checkpoint disable trigger append_only");
  await office.admin.query(
    "update purser.checkpoint set at = at + $1::interval where number = (select max(number) from purser.checkpoint)",
    [by],
  );
  await office.admin.query("alter table purser.checkpoint enable always trigger append_only");
}

test("L4: a clock that stepped back does not keep sealing waiting until it has caught up", async () => {
  await office.signIn("viewer");
  await stepBack("1 day");
  expect(await office.seal({ leastSeconds: 60 })).toBe("sealed");
  expect((await office.verify(await office.export())).fault).toBeNull();
});
