import type { Allowed } from "../attack.ts";

const path = "/api/resources/customers/records?sort=name&limit=2";

export default {
  threat: "L1",
  name: "the cursor of one's own list, there and back",
  run: async ({ viewer }) => {
    const first = await viewer.get(path);
    const second = await viewer.get(`${path}&after=${first.json.page.next}`);
    const back = await viewer.get(`${path}&before=${second.json.page.previous}`);
    return [
      { what: "the next page", reply: second, status: 200, holds: { records: [{}, {}] } },
      {
        what: "the page before",
        reply: back,
        status: 200,
        holds: { records: first.json.records },
      },
    ];
  },
} satisfies Allowed;
