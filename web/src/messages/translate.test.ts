import { expect, test } from "vitest";
import { t } from "./translate.ts";

test("parameters and plurals take their places", () => {
  expect(t("grid.copied", { count: 1 })).toBe("1 key copied");
  expect(t("grid.copied", { count: 12 })).toBe("12 keys copied");
});

test("a parameter's own braces are not read as a message", () => {
  expect(t("grid.new", { what: "{count}" })).toBe("New {count}");
});
