import { createHash, createPublicKey, randomBytes, verify } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type DevelopmentProvider,
  startDevelopmentProvider,
} from "../../server/src/identity/development-provider.ts";
import { accounts } from "../accounts.ts";

const redirectUri = "http://localhost:4999/auth/callback";
const client = {
  id: "purser",
  secret: "not so secret",
  redirectUris: [redirectUri],
  postLogoutRedirectUris: [],
};
const verifier = randomBytes(32).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");

let folder: string;
let port: number;
let provider: DevelopmentProvider;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "identity-"));
  port = await findFreePort();
  provider = await startDevelopmentProvider({ port, folder, clients: [client], accounts });
});

afterAll(async () => {
  await provider.stop();
  await rm(folder, { recursive: true });
});

test("discovery names the issuer and the endpoints", async () => {
  const metadata = await discover();
  expect(metadata.issuer).toBe(provider.issuer);
  expect(metadata.code_challenge_methods_supported).toContain("S256");
  expect(metadata.end_session_endpoint).toMatch(/^http:\/\/localhost:/);
});

test("a person's groups arrive in a signed id token", async () => {
  const code = await signIn("support@harbour.example");
  const { status, body } = await redeem(code, verifier);
  expect(status).toBe(200);
  const { payload, valid } = await readToken(String(body.id_token));
  expect(valid).toBe(true);
  expect(payload).toMatchObject({
    iss: provider.issuer,
    aud: "purser",
    nonce: "once",
    email: "support@harbour.example",
    email_verified: true,
    name: "Sam Okafor",
    groups: ["harbour-support"],
  });
});

test("a code works once", async () => {
  const code = await signIn("admin@harbour.example");
  expect((await redeem(code, verifier)).status).toBe(200);
  expect(await redeem(code, verifier)).toMatchObject({
    status: 400,
    body: { error: "invalid_grant" },
  });
});

test("a code is worth nothing to whoever does not know the verifier", async () => {
  const code = await signIn("admin@harbour.example");
  expect(await redeem(code, randomBytes(32).toString("base64url"))).toMatchObject({
    status: 400,
    body: { error: "invalid_grant" },
  });
});

test("a request without PKCE is refused", async () => {
  const answer = await fetch(await authorizationUrl({ code_challenge: undefined }), {
    redirect: "manual",
  });
  expect(answer.headers.get("location")).toContain("error=invalid_request");
});

test("nobody is sent to an address that the client has not registered", async () => {
  const answer = await fetch(
    await authorizationUrl({ redirect_uri: "http://localhost:4999/elsewhere" }),
    { redirect: "manual" },
  );
  expect(answer.status).toBe(400);
  expect(answer.headers.get("location")).toBeNull();
});

test("the signing key outlives a restart", async () => {
  const before = await readKeys();
  await provider.stop();
  provider = await startDevelopmentProvider({ port, folder, clients: [client], accounts });
  expect(await readKeys()).toEqual(before);
});

test("a port in use is an error", async () => {
  await expect(
    startDevelopmentProvider({ port, folder, clients: [], accounts: [] }),
  ).rejects.toThrow("EADDRINUSE");
});

async function discover(): Promise<Answer> {
  return readJson(await fetch(`${provider.issuer}/.well-known/openid-configuration`));
}

async function readKeys(): Promise<Answer> {
  return readJson(await fetch(String((await discover()).jwks_uri)));
}

type Answer = Readonly<Record<string, unknown>>;

async function readJson(answer: Response): Promise<Answer> {
  const value: unknown = await answer.json();
  if (!isRecord(value)) throw new Error("the answer is no JSON object");
  return value;
}

function isRecord(value: unknown): value is Answer {
  return typeof value === "object" && value !== null;
}

async function authorizationUrl(changes: Record<string, string | undefined> = {}): Promise<URL> {
  const url = new URL(String((await discover()).authorization_endpoint));
  const parameters = {
    client_id: client.id,
    response_type: "code",
    scope: "openid profile email",
    redirect_uri: redirectUri,
    state: "here",
    nonce: "once",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

/** To the sign-in page, a click on the person, and back: each answer but the page is a redirect. */
async function signIn(email: string): Promise<string> {
  const cookies = new Map<string, string>();
  const step = async (url: URL, method = "GET") => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, { method, redirect: "manual", headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = line.split(";", 1)[0]?.split(/=(.*)/s) ?? [];
      cookies.set(name, value);
    }
    return { answer, next: new URL(answer.headers.get("location") ?? "about:blank", url) };
  };
  const page = (await step(await authorizationUrl())).next;
  const shown = await (await step(page)).answer.text();
  const buttons = [...shown.matchAll(/formaction="([^"]*)".*?<small>(\S+)/gs)];
  const action = buttons.find(([, , shownEmail]) => shownEmail === email)?.[1] ?? "";
  const resume = (await step(new URL(action, page), "POST")).next;
  const back = (await step(resume)).next;
  expect(back.href).toContain(redirectUri);
  expect(back.searchParams.get("state")).toBe("here");
  return back.searchParams.get("code") ?? "";
}

async function redeem(
  code: string,
  codeVerifier: string,
): Promise<{ readonly status: number; readonly body: Answer }> {
  const basic = Buffer.from(
    `${encodeURIComponent(client.id)}:${encodeURIComponent(client.secret)}`,
  ).toString("base64");
  const answer = await fetch(String((await discover()).token_endpoint), {
    method: "POST",
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
    }),
  });
  return { status: answer.status, body: await readJson(answer) };
}

async function readToken(
  token: string,
): Promise<{ readonly payload: unknown; readonly valid: boolean }> {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const { keys } = await readKeys();
  const key: unknown = Array.isArray(keys) ? keys[0] : null;
  if (!isRecord(key)) throw new Error("the provider shows no key");
  return {
    payload: JSON.parse(Buffer.from(payload, "base64url").toString()),
    valid: verify(
      "sha256",
      Buffer.from(`${header}.${payload}`),
      createPublicKey({ key, format: "jwk" }),
      Buffer.from(signature, "base64url"),
    ),
  };
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}
