import { type Refused, tellApart } from "../attack.ts";

/** With a good version, so that nothing but the fields stands in the way. */
export default {
  threat: "W1",
  name: "fields in an update that are not theirs to set",
  run: async ({ editor, support, admin }) => {
    const path = "/api/resources/customers/records/43";
    const event = "/api/resources/events/records/1,2026-01-10";
    const headers = { "if-match": `"${(await editor.get(path)).json.version}"` };
    const ofEvent = { "if-match": `"${(await admin.get(event)).json.version}"` };
    return [
      await tellApart("secret", "hidden", "unknown_field", (field) =>
        editor.send("PATCH", path, { values: { note: "x", [field]: "x" } }, headers),
      ),
      {
        what: "the key",
        reply: await editor.send("PATCH", path, { values: { id: "4300" } }, headers),
        code: "field_not_writable",
      },
      {
        what: "read-only for the role",
        reply: await support.send(
          "PATCH",
          path,
          { values: { note: "x", credit: "1000000" } },
          headers,
        ),
        code: "field_not_writable",
      },
      {
        what: "generated",
        reply: await admin.send("PATCH", event, { values: { id: "2" } }, ofEvent),
        code: "field_not_writable",
      },
      {
        what: "of another table",
        reply: await editor.send("PATCH", path, { values: { "orders.total": "1" } }, headers),
        code: "unknown_field",
      },
    ];
  },
} satisfies Refused;
