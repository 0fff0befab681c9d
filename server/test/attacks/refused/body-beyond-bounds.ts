import type { Refused } from "../attack.ts";

const path = "/api/resources/customers/records";
const json = { "content-type": "application/json" };

export default {
  threat: "L1",
  name: "a body that nobody should read",
  run: async ({ editor, request }) => {
    const post = (body: NonNullable<RequestInit["body"]>, headers: Record<string, string> = json) =>
      request(editor, path, { method: "POST", body, headers });
    const megabytes = JSON.stringify({ values: { id: "72", name: "x".repeat(17_000_000) } });
    const streamed = new Blob([megabytes]).stream();
    return [
      { what: "17 MB", reply: await post(megabytes), code: "body_too_large" },
      {
        what: "17 MB without saying so",
        reply: await request(editor, path, {
          method: "POST",
          body: streamed,
          headers: json,
          duplex: "half",
        }),
        code: "body_too_large",
      },
      { what: "no JSON", reply: await post("values=1"), code: "malformed_request" },
      { what: "cut short", reply: await post('{"values":{"id":"72"'), code: "malformed_request" },
      {
        what: "a quote with no end",
        reply: await post(`"${'\\"'.repeat(400_000)}`),
        code: "malformed_request",
      },
      {
        what: "a quote with no end, escaping it",
        reply: await post(`"${'\\"'.repeat(400_000)}\\`),
        code: "malformed_request",
      },
      {
        what: "quotes and nothing else",
        reply: await post('"'.repeat(900_001)),
        code: "malformed_request",
      },
      { what: "10,000 levels", reply: await post("[".repeat(10_000)), code: "malformed_request" },
      {
        what: "invalid UTF-8",
        reply: await post(Buffer.from('{"values":{"id":"72","name":"\xff"}}', "latin1")),
        code: "malformed_request",
      },
      {
        what: "one name twice",
        reply: await post('{"values":{"id":"72","name":"seen by the proxy","name":"x"}}'),
        code: "malformed_request",
      },
      {
        what: "one name twice, written differently",
        reply: await post('{"values":{"id":"72","name":"x"},"v\\u0061lues":{}}'),
        code: "malformed_request",
      },
      {
        what: "a form",
        reply: await post(new URLSearchParams({ values: "1" }), {}),
        code: "unsupported_media_type",
      },
      {
        what: "plain text, as a page of another site may send it",
        reply: await post('{"values":{"id":"72","name":"x"}}', { "content-type": "text/plain" }),
        code: "unsupported_media_type",
      },
      {
        what: "a type that only begins like JSON",
        reply: await post("{}", { "content-type": "application/json-patch+json" }),
        code: "unsupported_media_type",
      },
      {
        what: "none",
        reply: await request(editor, path, { method: "POST" }),
        code: "malformed_request",
      },
      { what: "an array", reply: await post("[]"), code: "malformed_request" },
    ];
  },
} satisfies Refused;
