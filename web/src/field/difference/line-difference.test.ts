import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines } from "./line-difference.ts";

test("what was replaced stands beside its replacement", () => {
  expect(diffLines("a\nb\nc", "a\nB\nc\nd")).toEqual([
    { before: "a", after: "a", same: true },
    { before: "b", after: "B", same: false },
    { before: "c", after: "c", same: true },
    { before: null, after: "d", same: false },
  ]);
});

test("either side can be put together again from its lines", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "c", ""), { minLength: 1 })
    .map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pairs = diffLines(before, after);
      const side = (name: "before" | "after") =>
        pairs.flatMap((pair) => pair[name] ?? []).join("\n");
      expect([side("before"), side("after")]).toEqual([before, after]);
      expect(pairs.every((pair) => !pair.same || pair.before === pair.after)).toBe(true);
    }),
  );
});
