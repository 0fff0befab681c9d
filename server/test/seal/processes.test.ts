import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { anchorNewest } from "../../src/audit/anchor/anchor-newest.ts";
import { folderAnchor } from "../../src/audit/anchor/folder-anchor.ts";
import { httpAnchor } from "../../src/audit/anchor/http-anchor.ts";
import { generateKey, readSigningKey } from "../../src/config/signing-key.ts";
import { openOffice } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";
import { changeOrders, openSealedOffice, type SealedOffice, verifyText } from "./office.ts";

let office: SealedOffice;
let folder: string;
const { secret } = generateKey("harbour.example/processes");
const key = readSigningKey(secret);
const patience = { timeout: 20_000, interval: 100 };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-seal-"));
  office = await openSealedOffice();
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true });
});

function startProcess(): ChildProcess {
  const script = fileURLToPath(new URL("sealer-process.ts", import.meta.url));
  return spawn(process.execPath, [script, office.config.database.url, secret], { stdio: "ignore" });
}

async function sealedSince(count: number): Promise<void> {
  await vi.waitFor(
    async () => expect((await office.checkpoints()).length).toBeGreaterThan(count),
    patience,
  );
}

test("W11: of two processes that seal, one is killed and the other goes on; nothing is sealed twice or lost", async () => {
  if (!key) throw new Error("the key cannot be read");
  const visitor = await office.signIn("admin");
  const processes = [startProcess(), startProcess()];
  await sealedSince(2);
  for (let round = 0; round < 20; round += 1) await changeOrders(office.login, visitor, "id < 50");
  processes[0]?.kill("SIGKILL");
  await changeOrders(office.login, visitor, "id < 50");
  await sealedSince((await office.checkpoints()).length + 1);
  processes[1]?.kill("SIGKILL");
  await Promise.all(
    processes.map((child) => child.exitCode ?? child.signalCode ?? once(child, "exit")),
  );
  await office.seal({ keys: [key] });
  const verdict = await verifyText(await office.export(undefined, undefined, key), [key]);
  expect(verdict.fault).toBeNull();
}, 60_000);

test("a server with a key seals and anchors by itself, and says how far it is", async () => {
  const path = join(folder, "anchored");
  const sealed = await openOffice({
    schema: shopSchema,
    resources: shopResources,
    config: { audit: { signingKey: secret, anchors: [folderAnchor({ path, everySeconds: 1 })] } },
  });
  expect(sealed.purser.notices.join()).not.toContain("not sealed");
  const visitor = await sealed.signIn("admin");
  await vi.waitFor(async () => {
    const { json } = await visitor.get("/api/audit/health");
    expect(json).toMatchObject({ sealing: true, unsealed: { rows: 0 }, alerts: [] });
    expect(json.anchors[0].checkpoint).toBeGreaterThan(0);
  }, patience);
  expect(
    (await readdir(path)).every((name) => /^[0-9a-f-]{36}-\d{12}\.checkpoint$/.test(name)),
  ).toBe(true);
  await sealed.close();
});

test("a server without a key says that nothing is sealed", () => {
  expect(office.purser.notices.join()).toContain("not sealed");
});

test("an HTTP anchor is tried again until it takes the checkpoint, and tells which one has a place already", async () => {
  const store = new Map<string, string>();
  let refusals = 1;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const known = store.get(request.url ?? "");
    if (request.method === "GET") response.end(known);
    else if (refusals > 0) {
      refusals -= 1;
      response.writeHead(503).end();
    } else if (request.headers["if-none-match"] === "*" && known !== undefined)
      response.writeHead(412).end();
    else {
      store.set(request.url ?? "", body);
      response.writeHead(201).end();
    }
  });
  const anchor = httpAnchor({ url: `${await listen(server)}/anchors/`, everySeconds: 0 });
  await office.seal({ heartbeatSeconds: 0 });
  await expect(anchorNewest(office.ledger, anchor)).rejects.toThrow("503");
  expect(await anchorNewest(office.ledger, anchor)).toBe("kept");
  expect(await anchorNewest(office.ledger, anchor)).toBe("early");
  expect([...store.values()]).toEqual([(await office.checkpoints()).at(-1)?.note]);
  const other = httpAnchor({ url: anchor.name.slice("http ".length), everySeconds: 0 });
  const [path = ""] = store.keys();
  const again = { tree: path.slice(9, 45), place: Number(path.slice(46, 58)), note: "another" };
  expect(await other.keep(again)).toBe(store.get(path));
  server.close();
});

test("what an anchor was given and nobody noted, for the process was killed, is no conflict", async () => {
  const anchor = folderAnchor({ path: join(folder, "unnoted"), everySeconds: 0 });
  await office.seal({ heartbeatSeconds: 0 });
  const { rows } = await office.admin.query("select id from purser.tree");
  const note = (await office.checkpoints()).at(-1)?.note ?? "";
  await anchor.keep({ tree: rows[0].id, place: 1, note });
  await office.seal({ heartbeatSeconds: 0 });
  expect(await anchorNewest(office.ledger, anchor)).toBe("kept");
  expect(await anchorNewest(office.ledger, anchor)).toBe("kept");
  expect(await anchorNewest(office.ledger, anchor)).toBe("early");
  expect(await readdir(join(folder, "unnoted"))).toHaveLength(2);
});

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return `http://127.0.0.1:${address.port}`;
}
