import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase, outputSettings } from "../../src/database/database.ts";
import { fromWire, toWire } from "../../src/database/wire.ts";
import { gallery } from "../gallery/gallery.ts";
import { createTestDatabase, type TestDatabase, withEachServer } from "../support/postgres.ts";
import { shapeOf, shapes } from "./shapes.ts";
import { anyWire, isSame } from "./wire-arbitrary.ts";

withEachServer((server) => {
  let home: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    home = await createTestDatabase({ server, template: gallery });
    database = openDatabase({ url: home.superuserUrl, connections: 1, settings: outputSettings });
  });
  afterAll(async () => {
    await database.end();
    await home.drop();
  });

  /** Writes the input text into a column and reads what is then there. */
  async function store(column: string, text: string | null): Promise<string | null> {
    const { rows } = await database.run({
      text: `update types.everything set ${column} = $1 where id = 1 returning ${column}`,
      values: [text],
    });
    return rows[0]?.[0] ?? null;
  }

  describe("values come back as they were sent", () => {
    const covered = Object.entries(shapes).flatMap(([column, shape]) => {
      const values = anyWire(shape);
      // Domains with checks refuse most of their base type's values.
      return values === null || column === "f_small" || column === "f_positive"
        ? []
        : [{ column, shape, values }];
    });
    test.each(covered)("$column", async ({ column, shape, values }) => {
      await fc.assert(
        fc.asyncProperty(values, async (sent) => {
          const input = fromWire(shape, sent);
          if (!input.ok) expect.fail(`${JSON.stringify(sent)} ${input.message}`);
          const received = toWire(shape, await store(column, input.text));
          if (!isSame(shape, sent, received)) expect(received).toEqual(sent);
        }),
        { numRuns: 60 },
      );
    });
  });

  describe("what is accepted is never refused by PostgreSQL", () => {
    const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
    const day = fc.oneof(
      fc
        .tuple(digits(4), fc.constant("-0"), digits(1), fc.constant("-"), digits(2))
        .map((parts) => parts.join("")),
      fc.constantFrom(
        "2024-02-29",
        "1900-02-29",
        "2000-02-29",
        "0004-02-29",
        "0001-12-31",
        "0000-01-01",
        "4714-11-24",
        "4714-11-23",
        "5874897-12-31",
        "294276-12-31",
      ),
    );
    const era = fc.constantFrom("", " BC");
    const clock = fc
      .tuple(
        digits(2),
        digits(2),
        digits(2),
        fc.constantFrom("", ".5", ".123456", ".1234567", ".000000000"),
      )
      .map(([hour, minute, second, fraction]) => `${hour}:${minute}:${second}${fraction}`);
    const offset = fc.constantFrom("", "Z", "+00", "-12:30", "+15:59:59", "+16", "+1");
    const join = (...parts: fc.Arbitrary<string>[]) =>
      fc.tuple(...parts).map((texts) => texts.join(""));
    const cases: [string, fc.Arbitrary<string>][] = [
      ["f_date", join(day, era)],
      ["f_time", clock],
      ["f_timetz", join(clock, offset)],
      ["f_timestamp", join(day, fc.constantFrom(" ", "T"), clock, era)],
      ["f_timestamptz", join(day, fc.constantFrom(" ", "T"), clock, offset, era)],
      ["f_numeric_12_2", fc.stringMatching(/^-?\d{0,11}\.?\d{0,3}$/)],
      ["f_numeric_3_5", fc.stringMatching(/^-?0\.0{0,3}\d{0,5}$/)],
      ["f_numeric_4_minus2", fc.stringMatching(/^-?\d{0,7}0{0,2}$/)],
      ["f_numeric", fc.stringMatching(/^[-+]?\d{0,4}\.?\d{0,4}(e\d)?$/)],
      ["f_int8", fc.stringMatching(/^-?\d{17,19}$/)],
      ["f_inet", fc.oneof(fc.ipV6(), fc.ipV4(), fc.stringMatching(/^[0-9a-f.:]{2,9}\/\d{1,3}$/))],
      ["f_macaddr", fc.stringMatching(/^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/)],
      ["f_uuid", fc.stringMatching(/^[0-9a-fA-F-]{30,40}$/)],
      ["f_json", fc.json()],
      ["f_int4range", fc.stringMatching(/^[[(]-?[0-9]?,[ab1-9]{0,2}[)\]]$/)],
    ];
    test.each(cases)("%s", async (column, texts) => {
      const shape = shapeOf(column);
      await fc.assert(
        fc.asyncProperty(texts, async (text) => {
          const input = fromWire(shape, text);
          if (!input.ok) return;
          await store(column, input.text).catch((error: Error) => {
            // Of two bounds in the wrong order each is right by itself.
            if (!error.message.includes("lower bound")) expect.fail(`${text}: ${error.message}`);
          });
        }),
        { numRuns: 150 },
      );
    });
  });

  test("null stays null, and is no empty string", async () => {
    expect(await store("f_text", null)).toBeNull();
    expect(await store("f_text", "")).toBe("");
  });
});
