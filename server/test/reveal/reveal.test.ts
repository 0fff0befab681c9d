import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestOffice, Visitor } from "../support/purser.ts";
import { answerMeanwhile, openRevealOffice, people, reason, signInAgain } from "./office.ts";

let office: TestOffice;
let support: Visitor;
beforeAll(async () => {
  office = await openRevealOffice({ perHour: 10, lookupsPerHour: 10 });
  support = await office.signIn("support");
});
afterAll(() => office.close());

function reveal(
  visitor: Visitor,
  key: string,
  fields: readonly string[],
  why: object = { reason },
) {
  return visitor.send("POST", `${people}/${key}/reveal`, { fields, ...why });
}

function byEmail(value: string) {
  return { filter: [{ field: "email", operator: "eq", value }] };
}

async function eventsOf(subject: string, kind: string) {
  const { rows } = await office.admin.query(
    `select e.code, e.is_read, e.resource, e.keys, e.fields, e.details from purser.event e
      join purser.session s on s.id = e.session_id where s.subject = $1 and e.kind = $2 order by e.at`,
    [subject, kind],
  );
  return rows;
}

describe("a reveal", () => {
  test("shows what was asked for and nothing else, and the log names it with the reason", async () => {
    const visitor = await office.signIn("support");
    const before = Date.now();
    const why = { ...reason, ticket: "T-17" };
    const { status, json, headers } = await reveal(visitor, "7", ["email", "phone"], {
      reason: why,
    });
    expect(status).toBe(200);
    expect(json).toEqual({
      record: "7",
      values: { email: "p7@example.org", phone: "+49 30 1000007" },
      expiresAt: expect.any(String),
    });
    expect(headers.get("cache-control")).toBe("no-store");
    expect((Date.parse(json.expiresAt) - before) / 60_000).toBeCloseTo(5, 0);
    expect(await eventsOf(visitor.subject, "record.reveal")).toEqual([
      {
        code: null,
        is_read: false,
        resource: "people",
        keys: [["7"]],
        fields: ["email", "phone"],
        details: { reason: why },
      },
    ]);
  });

  test("of a value that is null says so", async () => {
    const { json } = await reveal(await office.signIn("support"), "3", ["phone"]);
    expect(json.values).toEqual({ phone: null });
  });

  test("leaves the record itself masked", async () => {
    const visitor = await office.signIn("support");
    await reveal(visitor, "8", ["email"]);
    const { text, json } = await visitor.get(`${people}/8`);
    expect(json.masked).toEqual(["email", "phone"]);
    expect(text).not.toContain("p8@example.org");
  });

  test("is in the audit log with its reason, without the value", async () => {
    const visitor = await office.signIn("support");
    await reveal(visitor, "9", ["email"], { reason: { ...reason, ticket: "T-9" } });
    const admin = await office.signIn("admin");
    const { json, text } = await admin.get(
      `/api/audit?kind=record.reveal&actor=${visitor.subject}`,
    );
    expect(json.entries).toMatchObject([
      {
        keys: ["9"],
        fields: ["email"],
        outcome: "done",
        reason: "Support request: asked on the phone (T-9)",
      },
    ]);
    expect(text).not.toContain("p9@example.org");
  });

  test("tells nobody's values to the log", async () => {
    const { rows } = await office.admin.query(
      "select count(*)::int as count from purser.event e where e::text ~ 'p\\d+@example|1000007'",
    );
    expect(rows).toEqual([{ count: 0 }]);
  });
});

describe("refused, and nothing is shown:", () => {
  const email = (json: string) => expect(json).not.toContain("@example.org");

  test.each([
    ["without a reason", {}, 422, "reason_required"],
    ["with an empty reason", { reason: { ...reason, text: " " } }, 422, "reason_required"],
    [
      "with a reason of no known kind",
      { reason: { ...reason, kind: "Curious" } },
      422,
      "invalid_values",
    ],
    [
      "with a reason that no text can hold",
      { reason: { ...reason, text: "a\0" } },
      422,
      "invalid_values",
    ],
  ])("%s", async (_, why, status, code) => {
    const reply = await reveal(support, "7", ["email"], why);
    expect([reply.status, reply.problem?.code]).toEqual([status, code]);
    email(reply.text);
  });

  test("a hidden field, in the words of one that does not exist", async () => {
    const hidden = await reveal(support, "7", ["pin"]);
    const absent = await reveal(support, "7", ["nonesuch"]);
    expect(hidden.problem).toMatchObject({ status: 400, code: "unknown_field" });
    expect({ ...hidden.problem, requestId: "" }).toEqual({ ...absent.problem, requestId: "" });
  });

  test("a field that may be revealed of other records, with all that was asked beside it", async () => {
    const reply = await reveal(support, "11", ["email", "phone"]);
    expect(reply.problem).toMatchObject({
      status: 403,
      code: "forbidden",
      errors: [{ pointer: "/fields/1" }],
    });
    email(reply.text);
    expect((await reveal(support, "11", ["email"])).json.values).toEqual({
      email: "p11@example.org",
    });
  });

  test("a record out of reach, in the words of one that does not exist", async () => {
    const [far, absent] = [
      await reveal(support, "50", ["email"]),
      await reveal(support, "5000", ["email"]),
    ];
    expect(far.problem).toMatchObject({ status: 404, code: "not_found" });
    expect({ ...far.problem, requestId: "" }).toEqual({ ...absent.problem, requestId: "" });
  });

  test("without the right, and what is in clear anyway", async () => {
    const viewer = await office.signIn("viewer");
    expect((await reveal(viewer, "7", ["email"])).problem?.code).toBe("forbidden");
    const admin = await office.signIn("admin");
    expect((await reveal(admin, "7", ["phone"])).problem?.code).toBe("forbidden");
    expect((await reveal(admin, "7", ["pin"])).json.values).toEqual({ pin: "pin 7" });
  });

  test("none of these left a reveal in the log", async () => {
    const done = (await eventsOf(support.subject, "record.reveal")).filter(({ code }) => !code);
    expect(done).toMatchObject([{ keys: [["11"]] }]);
  });
});

describe("the limit of reveals", () => {
  test("holds for requests at once and over all sessions of a person, with one alert", async () => {
    const visitor = await office.signIn("support");
    const again = await signInAgain(office, visitor);
    const replies = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        reveal(index % 2 === 0 ? visitor : again, String(1 + index), ["email"]),
      ),
    );
    const statuses = replies.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(10).fill(200), ...Array(14).fill(429)]);
    for (const { problem, text } of replies.filter(({ status }) => status === 429)) {
      expect(problem?.code).toBe("reveal_limit");
      expect(text).not.toContain("@example.org");
    }
    const done = (await eventsOf(visitor.subject, "record.reveal")).filter(({ code }) => !code);
    expect(done.length).toBe(10);
    expect(await eventsOf(visitor.subject, "alert.limit")).toMatchObject([
      { code: null, details: { limit: "reveal_limit" } },
    ]);
    // Somebody else's hour is their own.
    expect((await reveal(await office.signIn("support"), "1", ["email"])).status).toBe(200);
  });
});

describe("a limit that is nearly met", () => {
  test("counts what another request is about to reveal", async () => {
    const visitor = await office.signIn("support");
    for (let key = 1; key <= 9; key++) await reveal(visitor, String(key), ["email"]);
    const last = {
      text: "select purser.record_reveal($1, $2, 'people', '[[\"10\"]]', '{email}', '{}', null, null, 'test', 10)",
      values: [visitor.proof, uuidv7()],
    };
    const reply = await answerMeanwhile(office, last, () => reveal(visitor, "11", ["email"]));
    expect(reply.problem?.code).toBe("reveal_limit");
  });

  test("counts what another request is about to look up", async () => {
    const visitor = await office.signIn("support");
    const send = () => visitor.send("POST", `${people}/search`, byEmail("p1@example.org"));
    for (let time = 1; time <= 9; time++) await send();
    const last = {
      text: "select purser.record_lookup($1, $2, 'record.list', 'people', '[]', '{email}', '{\"lookups\": [\"email\"]}', null, null, 'test', 10)",
      values: [visitor.proof, uuidv7()],
    };
    expect((await answerMeanwhile(office, last, send)).problem?.code).toBe("lookup_limit");
  });
});

describe("an exact lookup", () => {
  const find = (visitor: Visitor, value: string, rest: object = {}) =>
    visitor.send("POST", `${people}/search`, { ...byEmail(value), ...rest });

  test("finds the record, still masked, and the log has the field without the value", async () => {
    const visitor = await office.signIn("support");
    const { json, text } = await find(visitor, "p12@example.org", { count: "exact" });
    expect(json).toMatchObject({ records: [{ key: "12", masked: ["email", "phone"] }] });
    expect(text).not.toContain("p12@example.org");
    const [event] = await eventsOf(visitor.subject, "record.list");
    expect(event).toMatchObject({
      keys: [["12"]],
      details: { count: "exact", lookups: ["email"] },
    });
    expect(JSON.stringify(event)).not.toContain("p12@");
  });

  test("is counted also where it finds nothing, counts only, or goes along a list's pages", async () => {
    const visitor = await office.signIn("support");
    await find(visitor, "nobody@example.org");
    await find(visitor, "p1@example.org", { limit: 0, count: "exact" });
    const events = [
      ...(await eventsOf(visitor.subject, "record.list")),
      ...(await eventsOf(visitor.subject, "record.count")),
    ];
    expect(events.map(({ details }) => details.lookups)).toEqual([["email"], ["email"]]);
  });

  test("is limited for a person and hour, at once and over all sessions, and other lists are not", async () => {
    const visitor = await office.signIn("support");
    const again = await signInAgain(office, visitor);
    const replies = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        find(index % 2 === 0 ? visitor : again, `p${index}@example.org`),
      ),
    );
    const refused = replies.filter(({ status }) => status !== 200);
    expect(refused.map(({ problem }) => problem?.code)).toEqual(Array(6).fill("lookup_limit"));
    expect(await eventsOf(visitor.subject, "alert.limit")).toMatchObject([
      { details: { limit: "lookup_limit" } },
    ]);
    expect((await visitor.get(`${people}?limit=1`)).status).toBe(200);
  });

  test("counts every value of a request, so that a filter of many is no way around the limit", async () => {
    const visitor = await office.signIn("support");
    const guess = (...numbers: readonly number[]) =>
      visitor.send("POST", `${people}/search`, {
        filter: [
          {
            operator: "or",
            value: numbers.map((number) => ({
              field: "email",
              operator: "eq",
              value: `p${number}@example.org`,
            })),
          },
        ],
      });
    const eleven = await guess(...Array.from({ length: 11 }, (_, index) => index));
    expect([eleven.status, eleven.problem?.code]).toEqual([429, "lookup_limit"]);
    expect((await guess(1, 2, 3, 4, 5, 6)).status).toBe(200);
    expect((await guess(7, 8, 9, 10)).status).toBe(200);
    expect((await guess(11)).problem?.code).toBe("lookup_limit");
  });

  test("of somebody who sees the field in clear is none", async () => {
    const admin = await office.signIn("admin");
    await admin.send("POST", `${people}/search`, {
      filter: [{ field: "phone", operator: "eq", value: "+49 30 1000012" }],
    });
    expect(await eventsOf(admin.subject, "record.list")).toMatchObject([{ details: null }]);
  });
});
