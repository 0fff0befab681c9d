import type { Refused } from "../attack.ts";

const accounts = "/api/resources/accounts";
const filter = (field: string, operator: string, value: unknown) =>
  encodeURIComponent(JSON.stringify([{ field, operator, value }]));

/** The row rule is in every statement that finds records. */
export default {
  threat: "O3",
  name: "records that the row rule does not reach, however they are asked for",
  run: async ({ clerk, admin }) =>
    Promise.all(
      (
        [
          ["list", `${accounts}/records?sort=id`, '"Holder 3"'],
          ["filter", `${accounts}/records?filter=${filter("id", "in", ["3", "4"])}`, '"Holder 3"'],
          [
            "filter by what the rule is about",
            `${accounts}/records?filter=${filter("region", "eq", "us")}`,
            '"Holder 3"',
          ],
          ["export", `${accounts}/records.csv?sort=id`, ",Holder 3,"],
          [
            "export of what the rule is about",
            `${accounts}/records.csv?filter=${filter("region", "eq", "us")}`,
            ",Holder 3,",
          ],
          [
            "quick search",
            `${accounts}/records?search=${encodeURIComponent("Holder 3")}&sort=id`,
            '"Holder 3"',
          ],
          [
            "lookup by text",
            `${accounts}/lookup?search=${encodeURIComponent("Holder 13")}`,
            "Holder 13",
          ],
          ["lookup by key", `${accounts}/lookup?keys=3&keys=4`, '"Holder 3"'],
          ["relation to one", `${accounts}/records/22/related/parent`, "Holder 21"],
          ["relation to many", `${accounts}/records/4/related/transfers`, '"204"'],
          ["count", `${accounts}/records?limit=0&count=exact`, '"value":40'],
          ["estimated count", `${accounts}/records?limit=0&count=estimate`, '"value":40'],
          [
            "count of a filter",
            `${accounts}/records?limit=0&count=exact&filter=${filter("level", "gt", 0)}`,
            '"value":40',
          ],
          ["what is said of the size", "/api/resources", '"estimatedRows":40'],
        ] as const
      ).map(async ([what, path, unseen]) => ({
        what,
        unseen,
        reply: await clerk.get(path),
        control: await admin.get(path),
      })),
    ),
} satisfies Refused;
