import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withEachServer } from "../support/postgres.ts";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { bytesOf, change, operate, undo } from "./office.ts";
import { undoResources, undoSchema } from "./schema.ts";

withEachServer((server) => {
  let office: TestOffice;
  let admin: Visitor;

  beforeAll(async () => {
    office = await openOffice({ schema: undoSchema, resources: undoResources, server });
    admin = await office.signIn("admin");
  });
  afterAll(() => office.close());

  const tables = [
    "customers",
    "orders",
    "order_lines",
    "folders",
    "events",
    "moods",
    "pairs",
    "late",
  ];
  let before: Awaited<ReturnType<typeof bytesOf>>;
  beforeEach(async () => {
    before = await bytesOf(office, tables);
  });

  describe("undoing brings back every byte", () => {
    test.each([
      [
        "of an update",
        () => change(admin, "customers/records/1", { name: "Renamed", mood: "sad" }),
      ],
      [
        "of an update that a trigger follows",
        () => change(admin, "order_lines/records/7,1", { price: "99.99" }),
      ],
      [
        "of an update that a trigger follows at the commit",
        () => change(admin, "late/records/1", { word: "second" }),
      ],
      [
        "of a create",
        () =>
          admin.send("POST", "/api/resources/customers/records", {
            values: { name: "New", email: "new@example.org" },
          }),
      ],
      [
        "of a create in a table that counts",
        () =>
          admin.send("POST", "/api/resources/order_lines/records", {
            values: { order_id: "7", line: 9, sku: "new", price: "1.00" },
          }),
      ],
      [
        "of a delete over three levels, with references set to null and hidden columns",
        () => change(admin, "customers/records/3", null),
      ],
      ["of a delete of a tree in one table", () => change(admin, "folders/records/1", null)],
      ["of a record with every kind of value", () => change(admin, "moods/records/1", null)],
    ])("%s", async (_, act) => {
      const { json, status } = await act();
      expect(status).toBeLessThan(300);
      const changed = await bytesOf(office, tables);
      expect(changed).not.toEqual(before);
      const reply = await undo(admin, json.operation);
      expect(reply.problem).toBeNull();
      expect(await bytesOf(office, tables)).toEqual(before);
      const again = await undo(admin, json.operation);
      expect([again.status, again.problem?.code]).toEqual([409, "conflict"]);
      const forth = await undo(admin, reply.json.operation);
      expect(forth.problem).toBeNull();
      expect(await bytesOf(office, tables)).toEqual(changed);
      expect((await undo(admin, forth.json.operation)).problem).toBeNull();
      expect(await bytesOf(office, tables)).toEqual(before);
    });

    test.each([
      [
        "a key that changes, and those that follow it",
        "orders",
        ["update orders set id = 100050 where id = 5"],
      ],
      [
        "a row that moves to another partition",
        "events",
        ["update events set at = '2026-01-20' where id = 2"],
      ],
      [
        "rows that refer to each other in a circle",
        "pairs",
        ["update pairs set other = null where id = 2", "delete from pairs where id in (1, 2)"],
      ],
      [
        "rows that refer to each other, and go in one statement",
        "pairs",
        ["delete from pairs where id in (1, 2)"],
      ],
      [
        "rows that were made, one for the other",
        "pairs",
        ["insert into pairs values (10, null), (11, 10), (12, 11)"],
      ],
      [
        "parents that went in one statement with their children",
        "folders",
        ["delete from folders where id in (1, 2, 3, 4)"],
      ],
      [
        "a row that was changed, removed and made again",
        "folders",
        [
          "update folders set name = 'x' where id = 4",
          "delete from folders where id = 4",
          "insert into folders values (4, 'y', 1)",
        ],
      ],
      [
        "a row that a trigger changes behind the change",
        "moods",
        ["update moods set word = 'loud' where id = 2"],
      ],
    ])("of %s", async (_, table, statements) => {
      const operation = await operate(office, admin, table, ...statements);
      const changed = await bytesOf(office, tables);
      expect(changed).not.toEqual(before);
      const back = await undo(admin, operation);
      expect(back.problem).toBeNull();
      expect(await bytesOf(office, tables)).toEqual(before);
      const forth = await undo(admin, back.json.operation);
      expect(forth.problem).toBeNull();
      expect(await bytesOf(office, tables)).toEqual(changed);
      expect((await undo(admin, forth.json.operation)).problem).toBeNull();
      expect(await bytesOf(office, tables)).toEqual(before);
    });
  });
});
