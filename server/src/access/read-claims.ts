import type { Holder } from "./row-rule.ts";

/** Claims as somebody types them, `name=value`: a list where a name is given several times, or as `name[]=value`. */
export function readClaims(given: readonly string[]): Holder["claims"] {
  const pairs = given.map((each) => {
    const at = each.indexOf("=");
    const name = each.slice(0, at);
    const isList = name.endsWith("[]");
    return { name: isList ? name.slice(0, -2) : name, isList, value: each.slice(at + 1) };
  });
  return Object.fromEntries(
    [...Map.groupBy(pairs, ({ name }) => name)].map(([name, values]) => {
      const isList = values.length > 1 || values.some((each) => each.isList);
      return [name, isList ? values.map(({ value }) => value) : values[0]?.value];
    }),
  );
}
