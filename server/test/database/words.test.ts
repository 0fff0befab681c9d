import { describe, expect, test } from "vitest";
import { suggest } from "../../src/config/suggest.ts";
import { phraseCheck } from "../../src/resource/phrase-check.ts";
import { toLabel, toSingular, withoutId } from "../../src/resource/words.ts";

describe("names as headings", () => {
  test.each([
    ["created_at", "Created at"],
    ["orders", "Orders"],
    ["apiKey", "API key"],
    ["HTTPStatus", "Http status"],
    ["order-line", "Order line"],
    ["größe", "Größe"],
    ["__", "__"],
  ])("%s is %s", (name, label) => expect(toLabel(name)).toBe(label));

  test.each([
    ["Orders", "Order"],
    ["Categories", "Category"],
    ["Addresses", "Address"],
    ["Boxes", "Box"],
    ["Statuses", "Status"],
    ["Sizes", "Size"],
    ["Warehouses", "Warehouse"],
    ["Series", "Series"],
    ["Status", "Status"],
    ["Alias", "Alias"],
    ["People", "People"],
    ["Order lines", "Order line"],
  ])("one of %s is %s", (plural, singular) => expect(toSingular(plural)).toBe(singular));

  test.each([
    ["customer_id", "customer"],
    ["customerId", "customer"],
    ["parent", "parent"],
    ["id", "id"],
    ["_id", "_id"],
    ["paid", "paid"],
  ])("%s refers to %s", (column, name) => expect(withoutId(column)).toBe(name));
});

describe("checks in words", () => {
  test.each([
    ["(amount >= (0)::numeric)", "Amount must be at least 0."],
    ["(score <> '-1'::integer)", "Score must not be -1."],
    ["((char_length((code)::text) = 1))", "Code must have exactly 1 character."],
    [
      "((status)::text = ANY ((ARRAY['new'::character varying, 'it''s'::character varying])::text[]))",
      'Status must be one of "new", "it\'s".',
    ],
    ['("the total" > "the fee")', "The total must be greater than the fee."],
    ["((a > 0) AND (b > 0))", 'The values break the rule "some rule".'],
    ["((email)::text ~ '^.+@.+$'::text)", 'The values break the rule "some rule".'],
    ["(note <> 'a AND b'::text)", 'The values break the rule "some rule".'],
  ])("%s", (expression, sentence) => {
    const words = phraseCheck(
      { name: "some_rule", expression, columns: [], comment: null },
      toLabel,
    );
    expect(words).toBe(sentence);
  });
});

describe("suggestions", () => {
  test("a near name is meant", () =>
    expect(suggest("custmoers", ["orders", "customers"])).toBe('Did you mean "customers"?'));
  test("else what there is", () =>
    expect(suggest("xyz", ["orders", "customers"])).toBe('There are "orders", "customers".'));
  test("or that there is nothing", () => expect(suggest("xyz", [])).toBe("There are none."));
});
