import { readdir, readFile } from "node:fs/promises";
import { runInThisContext } from "node:vm";
import { beforeAll, expect, test } from "vitest";
import { checkConfig } from "../../src/config/check.ts";
import * as purser from "../../src/index.ts";
import { makeKeyPair } from "../identity/saml-key-pair.ts";

const guides = new URL("../../../docs/guides/", import.meta.url);
const about = /^(?:identity|perimeter|passkeys|assurance|limits|origin): /m;

/** Parts of a config, as a guide has them to be copied. */
const parts = (
  await Promise.all(
    (
      await readdir(guides)
    ).map(async (name): Promise<[string, string][]> => {
      const page = await readFile(new URL(name, guides), "utf8");
      return [...page.matchAll(/^```ts\n(.*?)^```$/gms)].flatMap(([, code = ""]) =>
        about.test(code) && !code.includes("…") ? [[name, code]] : [],
      );
    }),
  )
).flat();

const rest: purser.PurserConfig = {
  name: "Back office",
  origin: "http://localhost:4000",
  database: { url: "postgres://purser:password@localhost:5432/app" },
  identity: purser.oidc({ issuer: "https://id.example.com", clientId: "purser" }),
  secret: Buffer.alloc(32, 1).toString("base64"),
  roles: { support: { groups: ["support"] } },
  resources: {},
};

let pair: { readonly key: string; readonly certificate: string };

beforeAll(async () => {
  pair = await makeKeyPair();
});

/** What the guides' own names stand for. */
const scope = {
  ...purser,
  process: { env: { PURSER_CLIENT_SECRET: "only for this test" } },
  readFileSync: (file: string) =>
    /(?:tls|crt|certificate)\.(?:pem|crt)$/.test(file) ? pair.certificate : pair.key,
};

test.each(parts)("%s: a config with this in it is in order", (_, code) => {
  const read: unknown = runInThisContext(`(({ ${Object.keys(scope)} }) => ({ ${code} }))`);
  if (typeof read !== "function") throw new Error("the guide's lines are no part of an object");
  expect(checkConfig({ ...rest, ...read(scope) })).toEqual([]);
});

test("the guides of the identity providers have such parts", () => {
  const names = new Set(parts.map(([name]) => name));
  expect([...names]).toEqual(
    expect.arrayContaining([
      "auth0.md",
      "entra-id.md",
      "google-workspace.md",
      "keycloak.md",
      "oidc.md",
      "okta.md",
      "sign-in.md",
      "vpn.md",
    ]),
  );
});
