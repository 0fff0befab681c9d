import type { Allowed } from "../attack.ts";

const path = "/api/resources/customers/records?sort=name&limit=2";

export default {
  threat: "L1",
  name: "the cursor of one's own list, there and back, and in a colleague's hands",
  run: async ({ viewer, admin }) => {
    const first = await viewer.get(path);
    const second = await viewer.get(`${path}&after=${first.json.page.next}`);
    const back = await viewer.get(`${path}&before=${second.json.page.previous}`);
    const colleague = await admin.get(`${path}&after=${first.json.page.next}`);
    return [
      { what: "the next page", reply: second, status: 200, holds: { records: [{}, {}] } },
      {
        what: "the same page, under a colleague's own rights",
        reply: colleague,
        status: 200,
        holds: { records: second.json.records.map(({ key }: { key: string }) => ({ key })) },
      },
      {
        what: "the page before",
        reply: back,
        status: 200,
        holds: { records: first.json.records },
      },
    ];
  },
} satisfies Allowed;
