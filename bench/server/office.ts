import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { signInOverHttp } from "../../demo/sign-in-over-http.ts";
import { migrate } from "../../server/src/audit/migrate.ts";
import { generateKey } from "../../server/src/config/signing-key.ts";
import { startDevelopmentProvider } from "../../server/src/identity/development-provider.ts";
import { type BenchDatabase, benchFolder } from "../database/harbour.ts";
import { findFreePort, startChildServer } from "./child-server.ts";

/** Harbour's back office in a process of its own, with people who are signed in to it. */
export interface Office {
  readonly origin: string;
  /** Their `Cookie` headers. One person may only have a few requests under way, so there is one for each connection. */
  readonly people: readonly string[];
  readonly stop: () => Promise<void>;
}

/** Migrates, serves and signs in `size` editors, who may see and change every field of an order. */
export async function openOffice(database: BenchDatabase, size: number): Promise<Office> {
  const [port, providerPort] = [await findFreePort(), await findFreePort()];
  const origin = `http://localhost:${port}`;
  const clientSecret = randomBytes(24).toString("base64url");
  const emails = Array.from({ length: size }, (_, index) => `editor-${index}@harbour.example`);
  const provider = await startDevelopmentProvider({
    port: providerPort,
    folder: benchFolder,
    clients: [
      {
        id: "purser",
        secret: clientSecret,
        redirectUris: [`${origin}/auth/callback`],
        postLogoutRedirectUris: [`${origin}/`],
      },
    ],
    accounts: emails.map((email) => ({
      subject: email,
      name: email,
      email,
      groups: ["harbour-editors"],
    })),
  });
  // The log begins anew with each run, and what an earlier one anchored would tell against it.
  const anchors = join(benchFolder, "anchors");
  await rm(anchors, { recursive: true, force: true });
  const environment = {
    HARBOUR_DATABASE_URL: asPurser(database.url),
    HARBOUR_ORIGIN: origin,
    HARBOUR_SECRET: randomBytes(32).toString("base64"),
    HARBOUR_ISSUER: provider.issuer,
    HARBOUR_CLIENT_SECRET: clientSecret,
    HARBOUR_AUDIT_KEY: generateKey("harbour.bench/audit").secret,
    HARBOUR_ANCHORS: anchors,
  };
  Object.assign(process.env, environment);
  const { default: config } = await import("../../demo/purser.config.ts");
  await migrate({ adminUrl: database.url, config });
  const server = await startChildServer(new URL("./purser.ts", import.meta.url), port, environment);
  const people = await Promise.all(emails.map((email) => signInOverHttp(origin, email)));
  await provider.stop();
  return { origin, people, stop: server.stop };
}

/** The login lives in the cluster, which is kept, so its password stays the same: the cluster's own. */
function asPurser(superuserUrl: string): string {
  const url = new URL(superuserUrl);
  url.username = "purser";
  return url.href;
}
