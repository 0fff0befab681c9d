import { describe, expect, test } from "vitest";
import { type Condition, isAlwaysMet } from "../../src/access/condition.ts";
import { bindRowRule, faultOf } from "../../src/access/row-rule.ts";
import type { RowRule } from "../../src/config/row-rule.ts";
import { holder, peopleOf } from "./people.ts";

const people = peopleOf();

/** A condition as one reads it. */
function print(condition: Condition): string {
  switch (condition.kind) {
    case "and":
    case "or":
      return `${condition.kind}(${condition.conditions.map(print).join(" ")})`;
    case "comparison":
      return [condition.field.name, condition.operator, ...condition.values].join(":");
    case "relatedTo":
      return "related";
  }
}

const bind = (rule: RowRule, claims: { readonly [claim: string]: unknown } = {}) =>
  print(bindRowRule(rule, people, holder(["any"], claims)));

const nobody = "or()";

describe("a row rule", () => {
  test.each<[string, RowRule, { [claim: string]: unknown }, string]>([
    [
      "a list",
      ({ eb, principal: { claims } }) => eb("region", "in", claims.regions),
      { regions: ["eu", "us"] },
      "region:in:eu:us",
    ],
    [
      "a text",
      ({ eb, principal: { claims } }) => eb("region", "=", claims.region),
      { region: "eu" },
      "region:eq:eu",
    ],
    [
      "a number that is a text",
      ({ eb, principal: { claims } }) => eb("level", "<=", claims.level),
      { level: 3 },
      "level:lte:3",
    ],
    ["the person", ({ eb, principal }) => eb("name", "=", principal.subject), {}, "name:eq:one"],
    [
      "both of two",
      ({ eb }) => eb.and([eb("active", "=", true), eb("level", ">", 1)]),
      {},
      "and(active:eq:true level:gt:1)",
    ],
    [
      "either of two",
      ({ eb }) => eb.or([eb("level", "<", 1), eb("level", ">=", 5)]),
      {},
      "or(level:lt:1 level:gte:5)",
    ],
    ["between", ({ eb }) => eb.between("level", 1, 5), {}, "level:between:1:5"],
    ["null", ({ eb }) => eb("region", "is", null), {}, "region:null"],
    ["not null", ({ eb }) => eb("region", "is not", null), {}, "region:nnull"],
  ])("is read: %s", (_, rule, claims, expected) => {
    expect(bind(rule, claims)).toBe(expected);
  });

  test("that says what a value is not, is not met by null, as in SQL", () => {
    expect(bind(({ eb }) => eb("region", "!=", "eu"))).toBe("and(region:nnull region:ne:eu)");
    expect(bind(({ eb }) => eb("region", "not in", ["eu"]))).toBe(
      "and(region:nnull region:nin:eu)",
    );
  });

  test("without conditions is met by everybody, without alternatives by nobody", () => {
    expect(isAlwaysMet(bindRowRule(({ eb }) => eb.and([]), people, holder([])))).toBe(true);
    expect(bind(({ eb }) => eb.or([]))).toBe(nobody);
  });
});

describe("a row rule denies", () => {
  const regions: RowRule = ({ eb, principal: { claims } }) => eb("region", "in", claims.regions);
  const any: RowRule = ({ eb, principal: { claims } }) =>
    eb.or([eb("active", "=", true), eb("region", "in", claims.regions)]);

  test.each([
    ["absent", {}],
    ["null", { regions: null }],
    ["an empty list", { regions: [] }],
    ["an empty text", { regions: "" }],
    ["a list of nothing", { regions: [null, ""] }],
    ["an object", { regions: { eu: true } }],
    ["inherited", Object.create({ regions: ["eu"] })],
  ])("where its claim is %s", (_, claims) => {
    expect(bind(regions, claims)).toBe(nobody);
    expect(bind(any, claims)).toBe(nobody);
  });

  test.each<[string, RowRule]>([
    ["a value that does not fit its column", ({ eb }) => eb("level", "=", "high")],
    ["a day that is none", ({ eb }) => eb("born", "<", "tomorrow")],
    ["an unknown column", ({ eb }) => eb("salary", "=", 1)],
    ["an operator that is not one of a rule", ({ eb }) => eb("name", "like", "a%")],
    ["an empty list", ({ eb }) => eb("region", "in", [])],
    ["a comparison with null", ({ eb }) => eb("region", "=", null)],
    ["a column on the other side", ({ eb }) => eb("region", "=", eb.ref("name"))],
    ["a negation", ({ eb }) => eb.not(eb("region", "=", "eu"))],
    ["a subquery", ({ eb }) => eb.exists(eb.selectFrom("record").select("name"))],
    [
      "an error",
      () => {
        throw new Error("no");
      },
    ],
  ])("for the sake of %s", (_, rule) => {
    expect(bind(rule)).toBe(nobody);
  });

  test("somebody without an e-mail address, where it asks for that", () => {
    const rule: RowRule = ({ eb, principal }) => eb("email", "=", principal.email);
    expect(print(bindRowRule(rule, people, { ...holder([]), email: null }))).toBe(nobody);
    expect(print(bindRowRule(rule, people, holder([])))).toBe("email:eq:one@example.org");
  });
});

describe("the fault of a rule", () => {
  test.each<[string, RowRule, RegExp | null]>([
    ["none", ({ eb, principal: { claims } }) => eb("level", ">", claims.level), null],
    [
      "a misspelt column",
      ({ eb, principal: { claims } }) => eb("regoin", "in", claims.regions),
      /no column "regoin"/,
    ],
    ["an operator", ({ eb }) => eb("name", "like", "a%"), /"like" is not possible/],
    ["a negation", ({ eb }) => eb.not(eb("level", "=", 1)), /not possible/],
  ])("is known whoever asks: %s", (_, rule, fault) => {
    if (fault === null) expect(faultOf(rule, people)).toBeNull();
    else expect(faultOf(rule, people)).toMatch(fault);
  });
});
