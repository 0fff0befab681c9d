import { expect, test } from "vitest";
import { disguiseOf } from "../../src/access/disguise.ts";
import type { Mask } from "../../src/config/mask.ts";
import type { FieldShape } from "../../src/contract/index.ts";
import { field, peopleOf } from "./people.ts";

const key = Buffer.alloc(32, 1);
const email = field("email", { kind: "text", type: "text" });
const disguise = (mask: Mask, text: string) => disguiseOf(mask, peopleOf(), email, key)(text);

test.each<[Mask, string, string]>([
  ["lastFour", "4111111111111234", "•••1234"],
  ["lastFour", "1234567", "•••"],
  ["emailDomain", "ada@example.org", "•••@example.org"],
  ["emailDomain", "no address", "•••"],
  ["emailDomain", "a@b@c.org", "•••@c.org"],
  ["year", "1984-05-06", "1984"],
  ["year", "0044-03-15 BC", "0044 BC"],
  ["year", "1984-05-06 07:08:09.123456+00", "1984"],
  ["year", "infinity", "•••"],
  ["firstTwo", "10115", "10•••"],
  ["firstTwo", "101", "•••"],
  [{ fixed: "hidden" }, "anything", "hidden"],
])("%j makes of %s %s", (mask, text, expected) => {
  expect(disguise(mask, text)).toBe(expected);
});

test("a pseudonym is the same for the same value of one field of one deployment, and of nothing else", () => {
  const one = disguise("pseudonym", "ada@example.org");
  expect(one).toMatch(/^[0-9a-v]{12}$/);
  expect(disguise("pseudonym", "ada@example.org")).toBe(one);
  const others = [
    disguise("pseudonym", "eve@example.org"),
    disguiseOf("pseudonym", peopleOf(), { ...email, name: "mail" }, key)("ada@example.org"),
    disguiseOf("pseudonym", peopleOf(), email, Buffer.alloc(32, 2))("ada@example.org"),
  ];
  expect(new Set([one, ...others]).size).toBe(4);
});

test("a thousand values have a thousand pseudonyms", () => {
  const of = disguiseOf("pseudonym", peopleOf(), email, key);
  const all = Array.from({ length: 1_000 }, (_, index) => of(String(index)));
  expect(new Set(all).size).toBe(1_000);
});

test.each<[FieldShape, string, string]>([
  [{ kind: "boolean", type: "boolean" }, "t", "true"],
  [{ kind: "network", type: "inet" }, "192.0.2.7", "192.0.2.7/32"],
  [{ kind: "network", type: "inet" }, "2001:db8::1", "2001:db8::1/128"],
  [{ kind: "text", type: "character(5)" }, "ab   ", "ab"],
])(
  "%j has one pseudonym for %s, as a row prints it, and %s, as the log does",
  (shape, row, log) => {
    const of = disguiseOf("pseudonym", peopleOf(), field("value", shape), key);
    expect(of(log)).toBe(of(row));
  },
);
