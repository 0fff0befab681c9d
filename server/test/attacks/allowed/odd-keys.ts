import type { Allowed } from "../attack.ts";

export default {
  threat: "L1",
  name: "keys full of what separates and escapes",
  run: async ({ viewer, admin }) =>
    Promise.all(
      ["a~2cb,c~2fd", "~252e~252e,~7c", "~c3~bc,~7e"].flatMap((key) =>
        [viewer, admin].map(async (visitor) => ({
          what: key,
          reply: await visitor.get(`/api/resources/codes/records/${key}`),
          status: 200 as const,
          holds: { key },
        })),
      ),
    ),
} satisfies Allowed;
