import { describe, expect, test } from "vitest";
import { deciderOf } from "../../src/access/reach.ts";
import { keyTextOf, readKeyText } from "../../src/access/record-key.ts";
import { showValue } from "../../src/access/seen-field.ts";
import type { RowRule } from "../../src/config/row-rule.ts";
import { grantTo, holder, peopleOf } from "./people.ts";

const europe: RowRule = ({ eb }) => eb("region", "=", "eu");
const own: RowRule = ({ eb, principal }) => eb("name", "=", principal.subject);

/** What a grant shows of a field where the conditions are met as given. */
function shown(grant: ReturnType<typeof grantTo>, name: string, ...met: readonly boolean[]) {
  const field = grant.readable.find((each) => each.name === name);
  return field && showValue(field, "ada@example.org", deciderOf(met)).level;
}

describe("rights of several roles", () => {
  const access = {
    all: { read: ["id", "name"] },
    europe: { rows: europe, read: true as const, clear: ["email"], update: ["name"] },
    own: { rows: own, read: ["id", "region"], delete: true },
  };

  test("unite, and each holds for the records of its own rule", () => {
    const grant = grantTo(holder(["all", "europe"]), access);
    expect(grant.conditions).toHaveLength(1);
    expect(shown(grant, "name", false)).toBe("clear");
    expect(shown(grant, "region", false)).toBe("absent");
    expect(shown(grant, "region", true)).toBe("clear");
    expect(shown(grant, "email", false)).toBe("absent");
    expect(shown(grant, "email", true)).toBe("clear");
    expect([grant.updatable.get("name"), grant.deletable]).toEqual([0, "never"]);
  });

  test("of one rule need no decision to be read, and one to be written", () => {
    const grant = grantTo(holder(["europe"]), access);
    expect(grant.readable.map(({ shown }) => shown)).toEqual(grant.readable.map(() => "always"));
    expect(grant.updatable.get("name")).toBe(0);
  });

  test("of two rules reach the records of either, and no field those of the other", () => {
    const grant = grantTo(holder(["europe", "own"]), access);
    expect(grant.rows).toMatchObject({ kind: "or", conditions: [{}, {}] });
    expect(shown(grant, "id", false, false)).toBe("clear");
    expect(grant.readable.find(({ name }) => name === "name")?.sortable).toBe(false);
  });

  test("of one role are the same as of several", () => {
    const one = grantTo(holder(["both"]), { both: [access.all, access.europe] });
    expect(shown(one, "region", false)).toBe("absent");
    expect(shown(one, "region", true)).toBe("clear");
  });

  test("that a missing claim denies take nothing from the others", () => {
    const rows: RowRule = ({ eb, principal }) => eb("region", "in", principal.claims.regions);
    const grant = grantTo(holder(["all", "some"]), { ...access, some: { rows, read: true } });
    expect(shown(grant, "region", false)).toBe("absent");
    expect(shown(grant, "name", false)).toBe("clear");
  });
});

describe("a masked field", () => {
  const read = { read: true as const };

  test("is filtered and sorted by nobody, and stands for no record", () => {
    const grant = grantTo(holder(["any"]), { any: read });
    expect(grant.readable.find(({ name }) => name === "email")).toMatchObject({
      filters: [],
      sortable: false,
      textSearch: null,
      shape: { kind: "text" },
    });
    expect(grant.label?.name).toBe("name");
  });

  test("is found by its whole value where the config allows", () => {
    const grant = grantTo(holder(["any"]), { any: read }, peopleOf({ exactLookup: true }));
    expect(grant.readable.find(({ name }) => name === "email")?.filters).toEqual(["eq"]);
  });

  test("is clear for whom the config says so", () => {
    const grant = grantTo(holder(["any"]), { any: { ...read, clear: true } });
    expect(grant.readable.find(({ name }) => name === "email")?.filters).toContain("startswith");
    expect(grant.label?.name).toBe("email");
  });

  test("is written only where it is named", () => {
    const grant = grantTo(holder(["any"]), {
      any: { ...read, create: true, update: { except: ["id"] } },
    });
    expect([...grant.creatable.keys()]).not.toContain("email");
    expect([...grant.updatable.keys()]).not.toContain("email");
    const naming = grantTo(holder(["any"]), { any: { ...read, update: ["email"] } });
    expect([...naming.updatable.keys()]).toEqual(["email"]);
  });

  test("that is a key seals it, the same each time", () => {
    const grant = grantTo(holder(["any"]), { any: read }, peopleOf({}, "pseudonym"));
    const sealed = keyTextOf(grant, ["4711"]);
    expect(sealed).not.toContain("4711");
    expect(keyTextOf(grant, ["4711"])).toBe(sealed);
    expect(keyTextOf(grant, ["4712"])).not.toBe(sealed);
    expect(readKeyText(grant, sealed)).toEqual(["4711"]);
    expect(readKeyText(grant, "4711")).toBeNull();
  });
});

describe("filter and sort", () => {
  test("are for the fields that the config leaves to them", () => {
    const grant = grantTo(holder(["any"]), {
      any: { read: true, filter: ["name"], sort: ["level"] },
    });
    const of = (name: string) => grant.readable.find((field) => field.name === name);
    expect([of("name")?.filters.length, of("region")?.filters]).toEqual([expect.any(Number), []]);
    expect([of("level")?.sortable, of("name")?.sortable]).toEqual([true, false]);
  });
});
