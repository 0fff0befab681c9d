import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Review } from "../../src/contract/index.ts";
import type { TestOffice, Visitor } from "../support/purser.ts";
import { answerMeanwhile, openRevealOffice, people, reason } from "./office.ts";

let office: TestOffice;
let support: Visitor;
let admin: Visitor;
let reviewer: Visitor;
beforeAll(async () => {
  office = await openRevealOffice({ reviewDays: 7 });
  [support, admin, reviewer] = await Promise.all([
    office.signIn("support"),
    office.signIn("admin"),
    office.signIn("reviewer"),
  ]);
});
afterAll(() => office.close());

async function reveal(visitor: Visitor, key: string, resource = "people", field = "email") {
  const path = `/api/resources/${resource}/records/${key}/reveal`;
  const reply = await visitor.send("POST", path, { fields: [field], reason });
  const { rows } = await office.admin.query("select id from purser.event where request_id = $1", [
    reply.headers.get("x-request-id"),
  ]);
  return String(rows[0].id);
}

async function listed(visitor: Visitor, state = "open"): Promise<readonly Review[]> {
  return (await visitor.get(`/api/reviews?state=${state}&limit=200`)).json.reviews;
}

async function idsOf(visitor: Visitor, state?: string): Promise<readonly string[]> {
  return (await listed(visitor, state)).map(({ entry }) => entry.id);
}

function decide(visitor: Visitor, event: string, body: object = { verdict: "approved" }) {
  return visitor.send("POST", `/api/reviews/${event}`, body);
}

test("a reveal is open for a second person, who sees who, what and why, and approves it", async () => {
  const event = await reveal(support, "1");
  const found = (await listed(reviewer)).find(({ entry }) => entry.id === event);
  expect(found).toMatchObject({
    overdue: false,
    verdict: null,
    entry: {
      kind: "record.reveal",
      actor: { subject: support.subject },
      resource: "people",
      keys: ["1"],
      fields: ["email"],
      reason: "Support request: asked on the phone",
    },
  });
  expect((await decide(reviewer, event)).status).toBe(204);
  expect(await idsOf(reviewer)).not.toContain(event);
  const [done] = await listed(admin, "done");
  expect(done).toMatchObject({
    entry: { id: event },
    verdict: { verdict: "approved", note: null, by: { subject: reviewer.subject } },
  });
});

test("a verdict is a line of the log, sealed like any other", async () => {
  const event = await reveal(support, "2");
  const note = "no ticket behind it";
  const { headers } = await decide(reviewer, event, { verdict: "flagged", note });
  const { rows } = await office.admin.query(
    "select kind, code, is_read, resource, keys, details from purser.event where request_id = $1",
    [headers.get("x-request-id")],
  );
  expect(rows).toEqual([
    {
      kind: "review.decide",
      code: null,
      is_read: false,
      resource: "people",
      keys: [["2"]],
      details: { verdict: "flagged", note, event },
    },
  ]);
});

test("refusals that had to do with rights are to be reviewed, and slips are not", async () => {
  const path = `${people}/1/reveal`;
  const refused = [
    await support.send("POST", path, { fields: ["pin"], reason }),
    await support.get("/api/audit"),
    await support.get(`${people}?limit=9999`),
    await support.send("POST", path, { fields: ["email"] }),
  ];
  const requests = refused.map(({ headers }) => headers.get("x-request-id"));
  const open = (await listed(reviewer)).flatMap(({ entry }) =>
    requests.includes(entry.requestId) ? [entry.code] : [],
  );
  expect(open).toEqual(["unknown_field", "forbidden"]);
});

describe("nobody", () => {
  test("reviews their own, nor sees it in the queue", async () => {
    const event = await reveal(admin, "3");
    expect(await idsOf(admin)).not.toContain(event);
    expect(await idsOf(reviewer)).toContain(event);
    expect((await decide(admin, event)).problem).toMatchObject({ status: 403, code: "forbidden" });
    expect((await decide(reviewer, event)).status).toBe(204);
    expect(await idsOf(admin, "done")).not.toContain(event);
  });

  test("reviews without the role", async () => {
    const event = await reveal(admin, "4");
    expect((await support.get("/api/reviews")).problem?.code).toBe("forbidden");
    expect((await decide(support, event)).problem?.code).toBe("forbidden");
  });

  test("reviews twice, also not at once", async () => {
    const event = await reveal(support, "5");
    const first = {
      text: "select purser.record_verdict($1, $2, $3, '{\"verdict\": \"approved\"}', null, null, 'test')",
      values: [reviewer.proof, uuidv7(), event],
    };
    const reply = await answerMeanwhile(office, first, () => decide(admin, event));
    expect(reply.problem?.code).toBe("already_reviewed");
    expect((await decide(admin, event)).problem?.code).toBe("already_reviewed");
  });

  test("flags without a note", async () => {
    const event = await reveal(support, "6");
    for (const note of [undefined, " "])
      expect((await decide(reviewer, event, { verdict: "flagged", note })).problem?.code).toBe(
        "reason_required",
      );
    expect(await idsOf(reviewer)).toContain(event);
  });

  test("learns of resources and fields that they may not read", async () => {
    const event = await reveal(admin, "1", "ledgers", "iban");
    const other = await office.signIn("admin");
    expect(await idsOf(other)).toContain(event);
    expect(await idsOf(reviewer)).not.toContain(event);
    expect((await decide(reviewer, event)).problem?.code).toBe("not_found");
    const pin = await reveal(admin, "7", "people", "pin");
    const seen = (await listed(reviewer)).find(({ entry }) => entry.id === pin);
    expect(seen?.entry.fields).toEqual([]);
  });

  test("learns of records beyond their own rows", async () => {
    const southern = await office.signIn("southern");
    const far = await reveal(admin, "8");
    const near = await reveal(admin, "58");
    const ids = await idsOf(southern);
    expect([ids.includes(near), ids.includes(far)]).toEqual([true, false]);
    expect((await decide(southern, far)).problem?.code).toBe("not_found");
    expect((await decide(southern, near)).status).toBe(204);
  });

  test("decides about what is no such event", async () => {
    const { rows } = await office.admin.query(
      "select id from purser.event where kind = 'session.signIn' limit 1",
    );
    expect((await decide(reviewer, rows[0].id)).problem?.code).toBe("not_found");
  });
});

test("pages go on where the last one ended, and the number of open ones is told with each", async () => {
  for (const key of ["11", "12", "13"]) await reveal(support, key);
  const all = await idsOf(reviewer);
  const found: string[] = [];
  let after = "";
  do {
    const { json } = await reviewer.get(`/api/reviews?limit=2${after && `&after=${after}`}`);
    expect(json.open).toEqual({ value: all.length, kind: "exact" });
    found.push(...json.reviews.map(({ entry }: Review) => entry.id));
    after = json.page.next ?? "";
  } while (after !== "");
  expect(found).toEqual(all);
});

test("what nobody reviewed in time is overdue", async () => {
  const event = await reveal(support, "14");
  expect(await idsOf(reviewer, "overdue")).toEqual([]);
  // The log is append-only: eight days pass by copying the line to where it would stand then.
  await office.admin.query(`do $$ begin
    execute format('create table purser.event_act_before partition of purser.event_act for values from (%L) to (%L)',
      now() - interval '2 months', date_trunc('month', now(), 'UTC'));
  end $$`);
  await office.admin.query(
    `insert into purser.event (id, at, is_read, kind, session_id, resource, keys, fields, details, policy)
      select gen_random_uuid(), at - interval '8 days', is_read, kind, session_id, resource, keys, fields, details, policy
      from purser.event where id = $1`,
    [event],
  );
  const overdue = await listed(reviewer, "overdue");
  expect(overdue).toMatchObject([{ overdue: true, verdict: null, entry: { keys: ["14"] } }]);
  expect((await listed(reviewer))[0]?.entry.id).toBe(overdue[0]?.entry.id);
});
