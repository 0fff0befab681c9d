import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";

const bin = fileURLToPath(new URL("../../bin/purser.js", import.meta.url));
let folder: string;
let office: TestOffice;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cli-sessions-"));
  office = await openOffice({
    schema: "create table orders (id int primary key)",
    resources: { orders: { access: { viewer: { read: true } } } },
  });
  const file = join(folder, "purser.config.ts");
  await writeFile(file, `export default ${JSON.stringify(office.config)};`);
});
afterAll(async () => {
  await office?.close();
  await rm(folder, { recursive: true });
});

function purser(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, "sessions", ...words], { cwd: folder }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

async function idOf(visitor: Visitor): Promise<string> {
  return (await visitor.get("/api/me")).json.session.id;
}

test("list says who is signed in, and from where", async () => {
  const ada = await office.signIn("viewer");
  const { code, out, err } = await purser("list");
  expect([code, err]).toEqual([0, ""]);
  const id = await idOf(ada);
  const line = out.split("\n").find((each) => each.startsWith(id));
  expect(line).toContain(`127.0.0.1  Person viewer (${ada.subject})  viewer`);
  const { out: json } = await purser("list", "--json");
  expect(JSON.parse(json)).toContainEqual(expect.objectContaining({ subject: ada.subject }));
});

test("what another process revokes is over at the server, and stands in the log as nobody's", async () => {
  const [ada, eve] = [await office.signIn("viewer"), await office.signIn("viewer")];
  const id = await idOf(ada);
  const { code, out } = await purser("revoke", "--session", id, "--reason", "a stolen laptop");
  expect([code, out]).toEqual([0, `${id}  Person viewer: ended\n`]);
  expect((await ada.get("/api/me")).problem?.code).toBe("session_ended");
  expect((await eve.get("/api/me")).status).toBe(200);
  const { rows } = await office.admin.query(
    "select session_id, details from purser.event where kind = 'session.end'",
  );
  expect(rows).toEqual([
    {
      session_id: null,
      details: { sessions: [id], reason: "ended by an operator: a stolen laptop" },
    },
  ]);
  expect((await purser("revoke", "--session", id, "--reason", "again")).out).toBe(
    "There is no such session.\n",
  );
});

test("revoke ends those of one person, and of everybody", async () => {
  const [ada, eve] = [await office.signIn("viewer"), await office.signIn("viewer")];
  await purser("revoke", "--subject", ada.subject, "--reason", "has left");
  expect((await ada.get("/api/me")).status).toBe(401);
  expect((await eve.get("/api/me")).status).toBe(200);
  await purser("revoke", "--everybody", "--reason", "a breach");
  expect((await eve.get("/api/me")).status).toBe(401);
  expect((await purser("list")).out).toBe("Nobody is signed in.\n");
});

test("revoke wants to know whose and why, and ends nothing else", async () => {
  const ada = await office.signIn("viewer");
  for (const words of [
    ["--everybody"],
    ["--reason", "any"],
    ["--everybody", "--subject", "ada", "--reason", "any"],
    ["--everybody", "--reason", " "],
  ])
    expect((await purser("revoke", ...words)).code).toBe(1);
  expect((await ada.get("/api/me")).status).toBe(200);
});

test("report is the one of the console, as JSON and as CSV", async () => {
  const { code, out } = await purser("report");
  expect(code).toBe(0);
  const report = JSON.parse(out);
  expect(report).toMatchObject({ application: "Test office", lastReview: null, isOverdue: false });
  expect(report.people.length).toBeGreaterThan(0);
  expect((await purser("report", "--csv")).out).toMatch(/^Name,E-mail,Subject,/);
});
