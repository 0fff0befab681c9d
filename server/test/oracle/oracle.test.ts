import { expect, inject, test } from "vitest";
import { registry } from "../../src/operation/registry.ts";
import { askings, played, unasked } from "./askings.ts";
import { perform } from "./perform.ts";

/**
 * Nothing that somebody may not see can be told from any answer: each is what an independent model of the policy says,
 * and twins that differ out of sight answer with the same bytes. `npm run oracle` asks more, from another seed.
 */
const seed = 4;
const cases = 2_000;

test(`${cases} questions of seed ${seed}`, { timeout: 600_000 }, async () => {
  const [server] = inject("servers");
  const outcome = await perform({ superuserUrl: server?.superuserUrl ?? "", cases, seed });
  expect(outcome.failure ?? "").toBe("");
  // A run in which nothing is shown, or nothing differs, would prove nothing.
  expect(outcome.tally.shown / outcome.tally.cases).toBeGreaterThanOrEqual(0.4);
  expect(outcome.differing / outcome.worlds).toBeGreaterThanOrEqual(0.5);
  const asked = [...outcome.tally.operations.keys()];
  expect(new Set(asked)).toEqual(new Set(Object.values(askings).flatMap(played)));
});

test("every operation of the registry is asked for, or it is said why not", () => {
  const known = [...Object.values(askings).flatMap(played), ...Object.keys(unasked)];
  expect(known.toSorted()).toEqual(registry.map(({ name }) => name).toSorted());
});
