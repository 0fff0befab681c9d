import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { createPurser } from "../../src/purser.ts";
import { recordReading } from "../../src/statement/recorded.ts";
import { giveSession } from "../support/give-session.ts";
import { at, openOffice, origin, type TestOffice, type Visitor } from "../support/purser.ts";

/** More rows than the first pages hold, cells that are dangerous or easily mistaken, and a table of 40 MB. */
const schema = `
create table letters (
  id bigint primary key,
  "=body" text,
  amount numeric(12, 2),
  ratio float8,
  sent timestamptz,
  tags text[],
  email text,
  hidden text,
  region text not null default 'eu'
);
insert into letters (id, "=body", amount, email, hidden)
  select i, 'letter ' || i, -i, 'p' || i || '@example.org', 'hidden ' || i from generate_series(1, 1500) i;
update letters set region = 'us' where id % 10 = 0;
create table cells (id int primary key, cell text);
create table growing (id int primary key);
insert into growing select generate_series(1, 150);
create table large (id int primary key, body text);
insert into large select i, repeat(md5(i::text), 60) from generate_series(1, 20000) i;
create view keyless as select id from large;
analyze`;

let office: TestOffice;
let reader: Visitor;
let admin: Visitor;
let address: string;

beforeAll(async () => {
  const access = { viewer: { read: true } } as const;
  office = await openOffice({
    schema,
    resources: {
      letters: {
        fields: { email: { mask: "emailDomain" } },
        defaultSort: ["-id"],
        access: {
          viewer: {
            read: { except: ["hidden"] },
            rows: ({ eb }) => eb("region", "=", "eu"),
          },
          admin: { read: true, clear: true },
        },
      },
      cells: { access },
      growing: { access: { admin: { read: true } } },
      large: { access },
      keyless: { access },
    },
    config: {
      limits: { concurrencyPerPerson: 2, exportRows: 20_000 },
      roles: {
        viewer: { groups: ["viewers"] },
        admin: { groups: ["admins"], audit: true, administer: true },
      },
    },
  });
  [reader, admin] = await Promise.all([office.signIn("viewer"), office.signIn("admin")]);
  address = (await office.purser.start({ port: 0 })).url;
});
afterAll(() => office.close());

const csv = (resource: string, query = "") => `/api/resources/${resource}/records.csv${query}`;

/** As a client that takes one piece after the other. */
async function open(visitor: Visitor, path: string) {
  const response = await office.purser.fetch(
    new Request(origin + path, { headers: { cookie: visitor.cookie } }),
  );
  const body = response.body?.getReader();
  if (!response.ok || !body) throw new Error(`answered ${response.status}`);
  const read = async () => {
    const { value, done } = await body.read();
    return done ? null : new TextDecoder().decode(value);
  };
  return { response, read, cancel: () => body.cancel() };
}

/** Over a connection of its own; nothing is read until somebody does. */
async function download(visitor: Visitor, path: string, method = "GET", server = address) {
  const request = get(server + path, {
    method,
    headers: { cookie: visitor.cookie },
    agent: false,
  });
  // A server that still sends would not stop.
  onTestFinished(() => void request.destroy());
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { request, response };
}

/** How a download ended: `aborted` where the connection was cut before the end. */
async function drain(response: IncomingMessage) {
  let bytes = 0;
  try {
    for await (const chunk of response) bytes += chunk.length;
    return { bytes, how: "complete" };
  } catch (error) {
    return { bytes, how: error instanceof Error && "code" in error ? error.code : error };
  }
}

async function end({ proof }: Visitor): Promise<void> {
  await office.admin.query(
    "insert into purser.session_end (session_id, reason) select id, 'test' from purser.session where secret_hash = sha256($1)",
    [proof],
  );
}

async function eventsOf(requestId: string | null | undefined) {
  const { rows } = await office.admin.query(
    `select e.kind, e.code, e.keys, e.fields, e.details from purser.event e where e.request_id = $1
     order by e.at, e.id`,
    [requestId],
  );
  return rows;
}

test("an export is the list, whole and in its order, and no more than its holder may see", async () => {
  const filter = JSON.stringify([{ field: "amount", operator: "lt", value: "-100" }]);
  const query = `filter=${encodeURIComponent(filter)}&sort=-amount&fields=id,amount,email`;
  const reply = await reader.get(csv("letters", `?${query}`));
  expect(reply.status).toBe(200);

  const listed: string[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const { json } = await reader.get(
      `/api/resources/letters/records?limit=200&${query}${after && `&after=${after}`}`,
    );
    for (const { values } of json.records)
      listed.push(`${values.id},${values.amount},${values.email}`);
    after = json.page.next;
  }
  expect(listed).toHaveLength(1260);
  expect(reply.text.split("\r\n")).toEqual(["id,amount,email", ...listed, ""]);
  expect(reply.text).toContain("101,-101.00,•••@example.org");
  expect(reply.headers.get("purser-rows")).toBe("1260");
  expect(reply.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
  expect(reply.headers.get("content-disposition")).toMatch(
    /^attachment; filename="letters-\d{4}-\d\d-\d\d\.csv"$/,
  );
  expect(reply.headers.get("cache-control")).toBe("no-store");
  expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
});

test("O1, O3: hidden fields are not in it, nor are records out of reach, whoever looks through whose eyes", async () => {
  const own = await reader.get(csv("letters"));
  const [header, ...lines] = own.text.trimEnd().split("\r\n");
  expect(header).toBe("id,'=body,amount,ratio,sent,tags,email,region");
  expect(lines).toHaveLength(1350);
  expect(lines.filter((line) => line.endsWith(",us"))).toEqual([]);

  const clear = await admin.get(csv("letters"));
  expect(clear.text).toContain("p1500@example.org,hidden 1500,us");
  const asViewer = await admin.get(csv("letters"), { "purser-view-as": "viewer" });
  expect(asViewer.text).toBe(own.text);
});

test("what was meant is recorded before anything is read, and then who was given which keys", async () => {
  const { response, read, cancel } = await open(reader, csv("letters", "?fields=id,email"));
  const requestId = response.headers.get("x-request-id");
  const event = (kind: string, keys: unknown) => ({
    kind,
    code: null,
    keys,
    fields: ["id", "email"],
    details: null,
  });
  const [intent, first, ...rest] = await eventsOf(requestId);
  expect(intent).toEqual(event("record.export", []));
  expect(first.keys).toHaveLength(100);
  // Nobody has taken anything yet, and so nothing else was read.
  expect(rest).toEqual([]);
  const text = `${await read()}${await read()}`;
  const [, ...pages] = await eventsOf(requestId);
  expect(pages).toHaveLength(2);
  expect(pages.map(({ kind }) => kind)).toEqual(["record.exportPage", "record.exportPage"]);
  expect(pages.flatMap(({ keys }) => keys.flat())).toEqual(
    text
      .trimEnd()
      .split("\r\n")
      .slice(1)
      .map((line) => line.split(",")[0]),
  );
  await cancel();
});

test("records of an export are flushed, and not as those of a list may be, lost in a crash", async () => {
  const settingAfter = async (flushed: boolean) => {
    const reading = {
      proof: reader.proof,
      eventId: crypto.randomUUID(),
      kind: "record.exportPage",
      resource: "letters",
      fields: [],
      details: null,
      requestId: crypto.randomUUID(),
      address: null,
      policy: "test",
      flushed,
    };
    await office.login.query("begin");
    const { text, values } = recordReading(reading, []);
    await office.login.query(text, [...values]);
    const { rows } = await office.login.query("show synchronous_commit");
    await office.login.query("commit");
    return rows[0].synchronous_commit;
  };
  expect([await settingAfter(false), await settingAfter(true)]).toEqual(["off", "on"]);
});

test("P6: no cell is run by a spreadsheet, numbers stay numbers, and one apostrophe off gives the text back", async () => {
  const texts = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "  =1",
    '"=1',
    "'=1",
    "''=1",
    "plain",
    "'plain",
    'say "x", y',
    "two\n=lines",
    "a=1",
  ];
  await office.admin.query("truncate cells");
  await office.admin.query(
    "insert into cells select n, t from unnest($1::text[]) with ordinality as x(t, n)",
    [texts],
  );
  const { text } = await reader.get(csv("cells", "?sort=id&fields=cell"));
  const safe = texts.map((cell, index) => (index < 14 ? `'${cell}` : cell));
  const quoted = safe.map((cell) =>
    /["\r\n,]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  expect(text).toBe(["cell", ...quoted, ""].join("\r\n"));
});

test("null, the empty text and exact values can be told in it", async () => {
  await office.admin.query(`
    insert into letters values (9007199254740993, '', -12.50, '-Infinity', '2026-11-23 12:00:00.123456+01', '{"=a",null}'),
      (9007199254740995, null, 'NaN', -1e300, null, null)`);
  const { text } = await admin.get(
    csv("letters", "?sort=-id&fields=id,~3dbody,amount,ratio,sent,tags&search="),
  );
  await office.admin.query("delete from letters where id > 1500");
  expect(text.split("\r\n").slice(0, 3)).toEqual([
    "id,'=body,amount,ratio,sent,tags",
    "9007199254740995,,NaN,-1e+300,,",
    `9007199254740993,"",-12.50,'-Infinity,2026-11-23 11:00:00.123456+00,"[""=a"",null]"`,
  ]);
});

test("I2: somebody who proved who they are eleven minutes ago has to do so again", async () => {
  const session = await giveSession(office.login, { subject: "old proof", proven: "11 minutes" });
  const visitor = at(office.purser, { ...reader, ...session });
  const reply = await visitor.get(csv("letters"));
  expect([reply.status, reply.problem?.code]).toEqual([401, "insufficient_user_authentication"]);
  expect((await visitor.get("/api/resources/letters/records")).status).toBe(200);
});

describe("more than one export holds", () => {
  test("is refused before anything is read", async () => {
    await office.admin.query("insert into large values (0, 'one more')");
    const reply = await reader.get(csv("large"));
    const narrowed = await reader.get(
      csv("large", `?fields=id&filter=[{"field":"id","operator":"gt","value":0}]`),
    );
    await office.admin.query("delete from large where id = 0");
    expect([reply.status, reply.problem?.code]).toEqual([422, "too_large_export"]);
    expect(reply.problem?.detail).toContain("20,000");
    const events = await eventsOf(reply.headers.get("x-request-id"));
    expect(events.map(({ kind, code }) => [kind, code])).toEqual([
      ["record.export", null],
      ["record.export", "too_large_export"],
    ]);
    expect(narrowed.text.split("\r\n")).toHaveLength(20_002);
  });

  test("that became so meanwhile breaks off", async () => {
    const { read } = await open(admin, csv("growing", "?sort=id"));
    expect((await read())?.split("\r\n")).toHaveLength(102);
    await office.admin.query("insert into growing select generate_series(151, 20151)");
    const readOn = async () => {
      while ((await read()) !== null);
    };
    await expect(readOn()).rejects.toMatchObject({ refused: "too_large_export" });
    await office.admin.query("delete from growing where id > 150");
  });

  test("and what has no order for a second page is refused beyond the first", async () => {
    const whole = await reader.get(csv("keyless"));
    expect([whole.status, whole.problem?.code]).toEqual([422, "too_large_export"]);
    const page = await reader.get(
      csv("keyless", `?filter=[{"field":"id","operator":"lte","value":1000}]`),
    );
    expect(page.text.split("\r\n")).toHaveLength(1_002);
  });
});

describe("an export ends with the session", () => {
  test("B12: at the next page, unfinished, and that is recorded", async () => {
    const leaving = await office.signIn("viewer");
    const { response, read } = await open(leaving, csv("letters"));
    await read();
    await end(leaving);
    await expect(read()).rejects.toThrow("the session is unknown");
    await vi.waitFor(async () => {
      const events = await eventsOf(response.headers.get("x-request-id"));
      expect(events.map(({ kind, code }) => [kind, code])).toEqual([
        ["record.export", null],
        ["record.exportPage", null],
        ["record.export", "session_ended"],
      ]);
    });
  });

  test("I3: within 5 s also for somebody who takes their time, and with no proper end", async () => {
    const leaving = await office.signIn("viewer");
    const { response } = await download(leaving, csv("large"));
    const requestId = String(response.headers["x-request-id"]);
    // Nothing is read here, so that no page is asked for any more once what lies between is full.
    let pages = 0;
    await vi.waitFor(
      async () => {
        const before = pages;
        pages = (await eventsOf(requestId)).length;
        expect(pages).toBe(before);
      },
      { timeout: 10_000, interval: 300 },
    );
    await end(leaving);
    const began = performance.now();
    await vi.waitFor(
      async () => expect((await eventsOf(requestId)).at(-1)?.code).toBe("session_ended"),
      { timeout: 5_000 },
    );
    expect(performance.now() - began).toBeLessThan(5_000);
    const { bytes, how } = await drain(response);
    expect(how).toBe("ECONNRESET");
    expect(bytes).toBeLessThan(38_000_000);
    expect(await eventsOf(requestId)).toHaveLength(pages + 1);
  });

  test("and with the server, which does not wait for a slow reader, and again with no proper end", async () => {
    const other = await createPurser(office.config);
    const { url } = await other.start({ port: 0 });
    const { response } = await download(reader, csv("large"), "GET", url);
    const began = performance.now();
    await other.stop();
    expect(performance.now() - began).toBeLessThan(10_000);
    expect((await drain(response)).how).toBe("ECONNRESET");
  });

  test("the same read to its end while the session lives is whole", async () => {
    const { response } = await download(reader, csv("large"));
    const { bytes, how } = await drain(response);
    expect(how).toBe("complete");
    expect(bytes).toBeGreaterThan(38_000_000);
  });
});

describe("an export holds one of the places that a person has", () => {
  const place = () => reader.get("/api/resources/cells/records").then(({ status }) => status);

  test("L2: for as long as it is read, and gives it back when the client leaves", async () => {
    const downloads = await Promise.all([
      download(reader, csv("large")),
      download(reader, csv("large")),
    ]);
    expect(await place()).toBe(429);
    for (const { request } of downloads) request.destroy();
    await vi.waitFor(async () => expect(await place()).toBe(200), { timeout: 1_500 });
  });

  test("L2: PostgreSQL stops working for a client that left between two pages", async () => {
    const waiting = async () => {
      const { rows } = await office.admin.query(
        "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%growing%'",
      );
      return rows[0].n;
    };
    const { read, cancel } = await open(admin, csv("growing", "?sort=id"));
    await read();
    await office.admin.query("begin; lock table growing");
    onTestFinished(async () => void (await office.admin.query("rollback")));
    const next = read();
    await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 1_000 });
    await cancel();
    // Well before the limit on waiting for a lock.
    await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 700 });
    expect(await next).toBeNull();
  });

  test("and none for a HEAD, whose answer has no end to wait for", async () => {
    for (const _ of [1, 2, 3]) {
      const { response } = await download(reader, csv("large"), "HEAD");
      expect(response.statusCode).toBe(200);
      response.resume();
    }
    expect(await place()).toBe(200);
  });
});
