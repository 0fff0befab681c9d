import { expect, test } from "vitest";
import { authenticateClient } from "../../src/identity/oidc/authenticate-client.ts";

/** What the token endpoint is sent, of a provider that lists these ways. */
async function sent(clientSecret: string, methods?: readonly string[]) {
  const [body, headers] = [new URLSearchParams(), new Headers()];
  const authenticate = authenticateClient({
    kind: "oidc",
    issuer: "https://id.example",
    clientId: "purser",
    clientSecret,
  });
  const metadata = {
    issuer: "https://id.example",
    ...(methods && { token_endpoint_auth_methods_supported: [...methods] }),
  };
  await authenticate(metadata, { client_id: "purser" }, body, headers);
  const basic = headers.get("authorization")?.match(/^Basic (.+)$/)?.[1];
  return { basic: basic && Buffer.from(basic, "base64").toString(), body: body.toString() };
}

test.each([
  // As Google and Auth0 make them: many providers undo no escape.
  ["GOCSPX-a_b.c*1", "purser:GOCSPX-a_b.c*1"],
  // RFC 6749, appendix B.
  ["8Q~a b:%+&\u20ac", "purser:8Q%7Ea+b%3A%25%2B%26%E2%82%AC"],
])("the secret %j goes as a form's value does", async (secret, credentials) => {
  expect(await sent(secret)).toEqual({ basic: credentials, body: "" });
});

test("the secret goes in the form where the provider lists that alone", async () => {
  expect(await sent("a-b", ["client_secret_post", "private_key_jwt"])).toEqual({
    basic: undefined,
    body: "client_id=purser&client_secret=a-b",
  });
  expect((await sent("a-b", ["client_secret_post", "client_secret_basic"])).basic).toBeDefined();
});
