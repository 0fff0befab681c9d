import { expect, test } from "vitest";
import { lineCounter } from "./export.ts";

test("lines of CSV are counted wherever what arrives is cut, and those within a cell are not", () => {
  const bytes = new TextEncoder().encode('id,body\r\n1,"two\r\nlines, ""quoted"""\r\n2,plain\r\n');
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const count = lineCounter();
    count(bytes.subarray(0, cut));
    expect(count(bytes.subarray(cut))).toBe(3);
  }
});
