import type { Refused } from "../attack.ts";

/** With the version of somebody who may: a role cannot be lent. */
export default {
  threat: "W1",
  name: "a write that the role does not allow",
  run: async ({ viewer, editor, admin }) => {
    const path = "/api/resources/customers/records/44";
    const headers = { "if-match": `"${(await admin.get(path)).json.version}"` };
    const body = { values: { id: "71", name: "x" } };
    return [
      {
        what: "create",
        reply: await viewer.send("POST", "/api/resources/customers/records", body),
        code: "forbidden",
      },
      {
        what: "update",
        reply: await viewer.send("PATCH", path, { values: { note: "x" } }, headers),
        code: "forbidden",
      },
      {
        what: "delete",
        reply: await editor.send("DELETE", path, undefined, headers),
        code: "forbidden",
      },
      {
        what: "of a view",
        reply: await admin.send("POST", "/api/resources/open_orders/records", {
          values: { id: "1" },
        }),
        code: "forbidden",
      },
      {
        what: "of a table without a key",
        reply: await admin.send("DELETE", "/api/resources/notes/records/1", undefined, headers),
        code: "forbidden",
      },
    ];
  },
} satisfies Refused;
