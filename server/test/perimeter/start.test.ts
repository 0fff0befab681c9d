import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PurserConfig } from "../../src/config/config.ts";
import type { PerimeterConfig } from "../../src/config/perimeter.ts";
import { createPurser } from "../../src/purser.ts";
import { findFreePort } from "../identity/free-port.ts";
import { openOffice, type TestOffice } from "../support/purser.ts";
import { reportSkipped } from "../support/skipped.ts";

const run = promisify(execFile);
const hasOpenssl = await run("openssl", ["version"]).then(
  () => true,
  () => false,
);
if (!hasOpenssl) await reportSkipped("openssl: listening beyond this machine, with TLS");

let office: TestOffice;
let config: PurserConfig;
beforeAll(async () => {
  office = await openOffice({
    schema: "create table orders (id int primary key)",
    resources: { orders: { access: { admin: { read: true } } } },
  });
  config = {
    ...office.config,
    identity: { kind: "oidc", issuer: "https://issuer.test", clientId: "test" },
  };
});
afterAll(() => office?.close());

/** P4 */
test("nothing listens beyond this machine without a perimeter", async () => {
  const purser = await createPurser(config);
  try {
    const port = await findFreePort();
    for (const host of ["0.0.0.0", "::"])
      await expect(purser.start({ port, host })).rejects.toMatchObject({
        problems: [{ id: "no_perimeter" }, { id: "no_tls" }],
      });
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow("fetch failed");
  } finally {
    await purser.stop();
  }
});

test("nor does anything start at an origin elsewhere", async () => {
  await expect(
    createPurser({ ...config, origin: "https://admin.example.com" }),
  ).rejects.toMatchObject({ problems: [{ id: "no_perimeter" }] });
});

test.skipIf(!hasOpenssl)(
  "with networks and TLS it listens, and each caller is judged",
  async () => {
    const perimeter = { networks: ["127.0.16.0/24"], tls: await makeCertificate() };
    const purser = await createPurser({ ...config, perimeter });
    try {
      const port = await findFreePort();
      const { url } = await purser.start({ port, host: "0.0.0.0" });
      expect(url).toBe(`https://0.0.0.0:${port}`);
      const admin = await office.signIn("admin");
      const ask = async (localAddress: string, headers = {}) => {
        const sent = request({
          host: "127.0.0.1",
          port,
          localAddress,
          path: "/api/me",
          headers: { cookie: admin.cookie, ...headers },
          agent: false,
          ca: perimeter.tls.certificate,
        });
        sent.end();
        const [response] = await once(sent, "response");
        const body = await text(response);
        return [response.statusCode, JSON.parse(body).code ?? JSON.parse(body).subject];
      };
      expect(await ask("127.0.16.7")).toEqual([200, admin.subject]);
      expect(await ask("127.0.99.7", { "x-forwarded-for": "127.0.16.7" })).toEqual([
        403,
        "network_refused",
      ]);
      expect(await ask("127.0.99.7")).toEqual([403, "network_refused"]);
      expect(await ask("127.0.0.1")).toEqual([403, "network_refused"]);
    } finally {
      await purser.stop();
    }
  },
);

async function makeCertificate(): Promise<NonNullable<PerimeterConfig["tls"]>> {
  const folder = await mkdtemp(join(tmpdir(), "tls-"));
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  await run("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"],
    ...["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "1"],
    ...["-out", cert, "-keyout", key],
  ]);
  try {
    return { certificate: await readFile(cert, "utf8"), key: await readFile(key, "utf8") };
  } finally {
    await rm(folder, { recursive: true });
  }
}
