import { randomInt } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { continueExport } from "../../src/audit/export/export.ts";
import { resumeExport } from "../../src/audit/export/resume.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { changeOrders, openSealedOffice, type SealedOffice } from "./office.ts";
import { findSecondVerifier, startSecondVerifier } from "./second-verifier.ts";

const hasSecond = await findSecondVerifier();
/** Bytes of an export that are changed one at a time; the second verifier sees a tenth of them. */
const mutations = Number(process.env.PURSER_MUTATIONS ?? 2_000);

let office: SealedOffice;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-seal-"));
  office = await openSealedOffice();
  const visitor = await office.signIn("admin");
  await office.seal();
  await office.admin.query(
    "insert into purser.mandate (id, secret_hash, issued_by, kind, plan_digest, expires_at) select gen_random_uuid(), sha256('x'), id, 'x', '', now() from purser.session",
  );
  await office.admin.query(
    "insert into purser.mandate_end (mandate_id, reason) select id, 'x' from purser.mandate",
  );
  const { json } = await visitor.get("/api/resources/codes/records/a,b");
  await visitor.send(
    "PATCH",
    "/api/resources/codes/records/a,b",
    { values: { label: "new" } },
    { "if-match": `"${json.version}"` },
  );
  await visitor.get("/api/resources/customers/records?limit=2");
  await office.seal();
  await changeOrders(office.login, visitor, "id < 4");
  await visitor.send("POST", "/auth/logout");
  await office.seal();
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true });
});

async function asSuperuser(table: string, statement: string): Promise<void> {
  await office.admin.query(`alter table purser.${table} disable trigger all`);
  await office.admin.query(statement);
  await office.admin.query(`alter table purser.${table} enable always trigger append_only`);
}

test("an export holds every kind of record, and is as it was sealed", async () => {
  const text = await office.export();
  const kinds = new Set([...text.matchAll(/"record":\["(\w+)"/g)].map(([, table]) => table));
  expect([...kinds].sort()).toEqual([
    "change",
    "event",
    "intent",
    "mandate",
    "mandate_end",
    "operation",
    "outcome",
    "session",
    "session_end",
    "tree",
  ]);
  expect((await office.verify(text, await office.checkpoints())).fault).toBeNull();
});

describe("W10", () => {
  test("any byte of an export that is changed is reported, by both verifiers in the same words", async () => {
    const bytes = Buffer.from(await office.export());
    const second = hasSecond ? startSecondVerifier([office.key.verifier.text]) : null;
    const file = join(folder, "mutated.jsonl");
    for (let count = 0; count < mutations; count += 1) {
      const place =
        count < bytes.length && mutations > bytes.length ? count : randomInt(bytes.length);
      const mutated = Buffer.from(bytes);
      mutated[place] = ((bytes[place] ?? 0) + randomInt(1, 256)) % 256;
      const options = { keys: [office.key.verifier], anchors: [] };
      const { fault } = await verify(Readable.from([mutated]), options);
      if (!fault) expect.fail(`byte ${place} as ${mutated[place]} was not reported`);
      if (!second || count % 10 > 0) continue;
      await writeFile(file, mutated);
      const opinion = await second.verify(file);
      expect([place, mutated[place], opinion.fault]).toEqual([
        place,
        mutated[place],
        { code: fault.code, line: fault.line, position: fault.position },
      ]);
    }
    await second?.end();
  }, 600_000);

  test("any line that is dropped, doubled or moved is reported", async () => {
    const lines = (await office.export()).trimEnd().split("\n");
    for (let place = 0; place < lines.length; place += 1) {
      const line = lines[place] ?? "";
      for (const changed of [
        lines.toSpliced(place, 1),
        lines.toSpliced(place, 0, line),
        ...(place + 1 < lines.length
          ? [lines.toSpliced(place, 2, lines[place + 1] ?? "", line)]
          : []),
        lines.slice(0, place),
      ])
        expect([place, (await office.verify(`${changed.join("\n")}\n`)).fault]).not.toEqual([
          place,
          null,
        ]);
    }
  });

  test("a row that the owner of the database changes, removes or adds is named", async () => {
    const { rows } = await office.admin.query(
      "select id, total_rows from (select max(id) as id, count(*) as total_rows from purser.change) as c",
    );
    const month = (
      await office.admin.query("select tableoid::regclass::text as name from purser.change limit 1")
    ).rows[0].name.replace("purser.", "");
    await office.admin.query("begin");
    await asSuperuser(
      month,
      `update purser.change set after = '{"forged" : "1"}' where id = ${rows[0].id}`,
    );
    await office.admin.query("commit");
    const changed = await office.verify(await office.export());
    expect(changed.fault?.code).toBe("record_not_sealed");
    await asSuperuser(month, `delete from purser.change where id = ${rows[0].id}`);
    const removed = await office.verify(await office.export());
    expect([removed.fault?.code, removed.fault?.position]).toEqual([
      "record_missing",
      expect.any(Number),
    ]);
  });

  test("what another key signed is not trusted, whatever the file says", async () => {
    const { openSealedOffice: _, ...rest } = await import("./office.ts");
    const thief = rest.newKey("harbour.example/audit");
    const text = await office.export(undefined, undefined, thief);
    expect((await office.verify(text)).fault?.code).toBe("untrusted_header");
  });
});

describe("an export", () => {
  test("of a part fits where it was taken from, and says that the log goes on", async () => {
    const sizes = (
      await office.admin.query("select size::text from purser.checkpoint order by number")
    ).rows;
    const part = await office.export(sizes[0].size, sizes[1].size);
    const verdict = await office.verify(part, await office.checkpoints());
    expect([verdict.fault, verdict.notices.map(({ code }) => code)]).toEqual([null, ["goes_on"]]);
  });

  test("that was broken off goes on to the same bytes", async () => {
    const whole = await office.export();
    const file = join(folder, "partial.jsonl");
    for (const share of [0.3, 0.6, 0.95]) {
      await writeFile(file, whole.slice(0, Math.floor(whole.length * share)));
      const resumed = await resumeExport(file);
      if (!resumed) throw new Error("the export could not be resumed");
      expect(resumed.isComplete).toBe(false);
      const parts: string[] = [];
      const plan = { tree: 1, header: resumed.header };
      await continueExport(
        office.ledger,
        plan,
        office.key,
        resumed.progress,
        async (text) => void parts.push(text),
      );
      const { readFile } = await import("node:fs/promises");
      expect((await readFile(file, "utf8")) + parts.join("")).toBe(whole);
    }
  });
});

test("a tail that was cut off shows against an anchor", async () => {
  const anchors = await office.checkpoints();
  const beyond = anchors.at(-1)?.note ?? "";
  const other = await openSealedOffice();
  await other.signIn("admin");
  await other.seal();
  const text = await other.export();
  await other.signIn("admin");
  await other.seal();
  const later = await other.checkpoints();
  expect((await other.verify(text, later)).fault?.code).toBe("cut_off");
  expect((await other.verify(text, [{ name: "foreign", note: beyond }])).fault?.code).toBe(
    "untrusted_checkpoint",
  );
  await other.close();
});

test("a ledger that was moved to another cluster goes on in a new tree, whose first leaf names the old one", async () => {
  const moved = await openSealedOffice();
  await moved.signIn("admin");
  await moved.seal();
  const old = await moved.checkpoints();
  await moved.signIn("viewer");
  await moved.admin.query(
    "alter table purser.tree disable trigger all; update purser.tree set cluster = '1/1'",
  );
  expect((await moved.login.query("select purser.ensure_tree() as tree")).rows[0].tree).toBe(2);
  await moved.signIn("viewer");
  await moved.seal();
  await moved.signIn("viewer");
  await moved.seal();
  const text = await moved.export();
  expect(text.match(/"record":\["session"/g)).toHaveLength(3);
  expect((await moved.verify(text, await moved.checkpoints())).fault).toBeNull();
  const longer = old[0]?.note.replace(/\n\d+\n/, "\n999\n") ?? "";
  expect((await moved.verify(text, [{ name: "forged", note: longer }])).fault?.code).toBe(
    "untrusted_checkpoint",
  );
  await moved.close();
});
