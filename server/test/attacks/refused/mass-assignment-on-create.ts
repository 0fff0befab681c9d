import { type Refused, tellApart } from "../attack.ts";

export default {
  threat: "W1",
  name: "fields in a create that are not theirs to set",
  run: async ({ editor, admin, request }) => {
    const create = (resource: string, values: object) =>
      editor.send("POST", `/api/resources/${resource}/records`, { values });
    const customer = { id: "70", name: "New" };
    const raw = (body: string) =>
      request(admin, "/api/resources/customers/records", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
    return [
      await tellApart("secret", "hidden", "unknown_field", (field) =>
        create("customers", { ...customer, [field]: "x" }),
      ),
      {
        what: "generated",
        reply: await create("events", { id: "1", at: "2026-01-01" }),
        code: "field_not_writable",
      },
      {
        what: "inherited by every object",
        reply: await create("customers", { ...customer, toString: "x" }),
        code: "unknown_field",
      },
      {
        what: "the constructor",
        reply: await raw(
          '{"values":{"id":"70","name":"New","constructor":{"prototype":{"role":"admin"}}}}',
        ),
        code: "unknown_field",
      },
      {
        what: "the prototype",
        reply: await raw('{"values":{"id":"70","name":"New","__proto__":"x"}}'),
        code: "unknown_field",
      },
      {
        what: "the prototype of the body",
        reply: await raw('{"__proto__":{"reason":"x"},"values":{"id":"70","name":"New"}}'),
        code: "malformed_request",
      },
      {
        what: "beside the values",
        reply: await raw('{"values":{"id":"70","name":"New"},"roles":["admin"]}'),
        code: "malformed_request",
      },
    ];
  },
} satisfies Refused;
