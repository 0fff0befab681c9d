import { hash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RowRule } from "../../src/config/row-rule.ts";
import { registry } from "../../src/operation/registry.ts";
import { giveSession } from "../support/give-session.ts";
import { openOffice, roles, type TestOffice, type Visitor } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

/** Administrators see who may do what, and look as others do; nobody sees more by it than without. */
const poor: RowRule = ({ eb }) => eb("credit", "<", 10);
const ofTheirs: RowRule = ({ eb, principal }) => eb("id", "in", principal.claims.customers ?? []);

let office: TestOffice;
let admin: Visitor;
let support: Visitor;

beforeAll(async () => {
  office = await openOffice({
    schema: shopSchema,
    resources: {
      ...shopResources,
      customers: {
        fields: {
          email: { mask: "emailDomain", exactLookup: true },
          note: { mask: "pseudonym" },
          name: { mask: false },
          secret: { hidden: true },
        },
        signOff: { update: { by: "Ada", on: "2026-11-01", reference: "BOARD-7" } },
        access: {
          viewer: { rows: ({ eb }) => eb("note", "is", null), read: ["id", "name"] },
          support: [
            { rows: poor, read: { except: ["credit"] }, reveal: ["email"], update: ["name"] },
            { rows: ofTheirs, read: true, clear: ["email"] },
          ],
          admin: {
            rows: ({ eb }) => eb("id", "<=", 50),
            read: true,
            clear: ["email"],
            update: true,
          },
        },
      },
    },
    config: { roles: { ...roles, admin: { groups: ["admins"], audit: true, administer: true } } },
  });
  admin = await office.signIn("admin");
  support = await office.signIn("support");
});
afterAll(() => office.close());

async function eventsOf(requestId: string | null) {
  const { rows } = await office.admin.query(
    "select kind, code, resource, keys, details from purser.event where request_id = $1",
    [requestId],
  );
  return rows;
}

describe("an explanation", () => {
  const explain = "/api/access/explain?resource=customers";
  const poorly = `"t"."credit" < '10'::numeric`;
  const theirs = `"t"."id" = any(array['7'::bigint]::bigint[])`;

  test("says of each field what is seen of it and by which grant, and of rows the SQL", async () => {
    const { json, headers } = await admin.get(`${explain}&roles=support&claim=customers%5B%5D%3D7`);
    expect(json.grants).toEqual([
      { name: "support[0]", rows: { sql: poorly } },
      { name: "support[1]", rows: { sql: theirs } },
    ]);
    expect(json.rows).toEqual({ sql: `(${poorly} or ${theirs})` });
    const field = (name: string) =>
      json.fields.find((each: { name: string }) => each.name === name);
    expect(field("name")).toMatchObject({ level: "clear", shownBy: ["support[0]", "support[1]"] });
    expect(field("email")).toMatchObject({
      level: "varies",
      mask: "emailDomain",
      clear: { sql: theirs },
      reveal: { sql: poorly },
      clearBy: ["support[1]"],
    });
    expect(field("credit")).toMatchObject({ level: "varies", shownBy: ["support[1]"] });
    expect(field("note")).toMatchObject({ level: "masked", clear: "none", clearBy: [] });
    expect(field("secret")).toBeUndefined();
    expect(json.writes).toMatchObject([
      { write: "create", rows: "none", why: "No grant allows it." },
      { write: "update", rows: { sql: poorly }, why: null },
      { write: "delete", rows: "none" },
    ]);
    expect(await eventsOf(headers.get("x-request-id"))).toMatchObject([
      { kind: "access.explain", resource: "customers", details: { roles: ["support"] } },
    ]);
  });

  test("without the claim that a rule reads has it deny", async () => {
    const { json } = await admin.get(`${explain}&roles=support`);
    expect(json.grants[1].rows).toBe("none");
    expect(json.rows).toEqual({ sql: poorly });
  });

  test("of one record says whether it is in reach, by which grant, and what is seen of it", async () => {
    const of = async (key: string) =>
      (
        await admin.get(
          `${explain}&roles=support&claim=customers%3D7&claim=customers%3D20&key=${key}`,
        )
      ).json.record;
    const levelOf = (record: { fields: { name: string; level: string }[] }, name: string) =>
      record.fields.find((field) => field.name === name)?.level;
    const [poorOwn, poorOnly, ownOnly, neither] = [
      await of("7"),
      await of("5"),
      await of("20"),
      await of("30"),
    ];
    expect([poorOwn, poorOnly, ownOnly, neither].map(({ inReach }) => inReach)).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(poorOnly.grants).toEqual([
      { name: "support[0]", inReach: true },
      { name: "support[1]", inReach: false },
    ]);
    expect([poorOwn, poorOnly, neither].map((record) => levelOf(record, "email"))).toEqual([
      "clear",
      "masked",
      "hidden",
    ]);
  });

  test("tells nothing of a record that the asker may not read", async () => {
    for (const key of ["55", "5555555"]) {
      const reply = await admin.get(`${explain}&roles=support&key=${key}`);
      expect([reply.status, reply.problem?.detail]).toEqual([404, "There is no such record."]);
    }
  });

  test("tells nothing by way of a rule on a column that the asker does not see in clear", async () => {
    const { json } = await admin.get(`${explain}&roles=viewer&key=5`);
    expect(json.rows).toEqual({ sql: '"t"."note" is null' });
    expect(json.record).toMatchObject({
      inReach: null,
      grants: [{ name: "viewer", inReach: null }],
    });
    expect(json.record.fields.map(({ level }: { level: unknown }) => level)).toEqual(
      json.fields.map(({ level }: { level: string }) => (level === "hidden" ? "hidden" : null)),
    );
  });

  test("is refused for roles and resources that do not exist", async () => {
    expect((await admin.get(`${explain}&roles=nobody`)).problem?.code).toBe("malformed_request");
    expect((await admin.get("/api/access/explain?resource=x&roles=admin")).status).toBe(404);
  });
});

describe("looking as another role", () => {
  const as = (role: string) => ({ "purser-view-as": role });
  const customer = "/api/resources/customers/records/5";

  test("shows what both see, and is recorded", async () => {
    const { json, headers } = await admin.get(customer, as("support"));
    expect(json.masked).toEqual(["email", "note"]);
    expect(Object.keys(json.values)).not.toContain("credit");
    expect(await eventsOf(headers.get("x-request-id"))).toMatchObject([
      { kind: "record.read", details: { viewAs: ["support"] } },
    ]);
    expect((await admin.get(customer)).json.values).toMatchObject({ email: "c5@example.org" });
  });

  test("hides the records of either", async () => {
    const keys = async (visitor: Visitor, headers = {}) => {
      const { json } = await visitor.get("/api/resources/customers/records?limit=200", headers);
      return new Set(json.records.map(({ key }: { key: string }) => key));
    };
    const [own, theirs, both] = [
      await keys(admin),
      await keys(support),
      await keys(admin, as("support")),
    ];
    expect(theirs.has("9007199254740993")).toBe(true);
    expect([...both].sort()).toEqual([...own.intersection(theirs)].sort());
    expect(both.size).toBe(9);
  });

  test("describes itself, and has no page that the other role has not", async () => {
    const { json } = await admin.get("/api/me", as("viewer"));
    expect(json).toMatchObject({
      viewAs: ["viewer"],
      pages: { audit: false, reviews: false, access: false },
    });
    expect((await admin.get("/api/me")).json).toMatchObject({
      viewAs: null,
      pages: { access: true },
    });
    expect((await admin.get("/api/audit", as("viewer"))).problem?.code).toBe("forbidden");
  });

  test("changes nothing: whatever is no look is refused, and that is recorded", async () => {
    for (const { name, method, path } of registry) {
      if (method === "GET" || name === "record.search") continue;
      const to = path
        .replace("{resource}", "customers")
        .replace("{key}", "5")
        .replace("{id}", "00000000-0000-7000-8000-000000000001");
      const reply = await admin.send(method, to, {}, as("admin"));
      expect([name, reply.problem?.code]).toEqual([name, "forbidden"]);
      expect(reply.problem?.detail).toContain("as another role");
      expect(await eventsOf(reply.headers.get("x-request-id"))).toMatchObject([
        { kind: name, code: "forbidden" },
      ]);
    }
  });

  test("is for administrators, and for roles that exist", async () => {
    expect((await support.get(customer, as("viewer"))).problem?.code).toBe("forbidden");
    for (const role of ["nobody", "", "admin,nobody", "__proto__"])
      expect((await admin.get(customer, as(role))).problem?.code).toBe("invalid_header");
  });
});

describe("the report", () => {
  test("names people with their last use, and what their roles may do", async () => {
    const { json } = await admin.get("/api/access/report");
    expect(json.people).toContainEqual(
      expect.objectContaining({ subject: support.subject, roles: ["support"], reveals: 0 }),
    );
    const rights = json.rights.find(
      (each: { role: string; resource: string }) =>
        each.role === "support" && each.resource === "customers",
    );
    expect(rights).toEqual({
      role: "support",
      resource: "customers",
      clear: ["id", "name", "email", "credit", "referrer_id"],
      masked: ["note"],
      reveal: [],
      create: [],
      update: ["name"],
      delete: false,
      limited: true,
    });
    expect(json.signOffs).toContainEqual({
      resource: "customers",
      write: "update",
      signOff: { by: "Ada", on: "2026-11-01", reference: "BOARD-7" },
    });
    expect(json.signOffs).toContainEqual({ resource: "orders", write: "delete", signOff: null });
  });

  test("counts what somebody revealed", async () => {
    const sent = await support.send("POST", "/api/resources/customers/records/6/reveal", {
      fields: ["email"],
      reason: { kind: "Other", text: "asked for it" },
    });
    expect(sent.status).toBe(200);
    const { json } = await admin.get("/api/access/report");
    expect(json.people).toContainEqual(
      expect.objectContaining({ subject: support.subject, reveals: 1 }),
    );
  });

  test("as CSV holds no cell that a spreadsheet would run", async () => {
    for (const start of ["=", "+", "-", "@", "\t", "\r"]) {
      const name = `${start}cmd|' /C calc'!A0, "quoted"`;
      await giveSession(office.login, { subject: name, name });
    }
    const { status, text, headers } = await admin.get("/api/access/report?format=csv");
    expect([status, headers.get("content-type")]).toEqual([
      200,
      expect.stringContaining("text/csv"),
    ]);
    expect(headers.get("content-disposition")).toContain("access-report.csv");
    const cells = text.split("\r\n").flatMap((line) => line.split(/,(?=")|(?<="),/));
    expect(text).toContain(`"'=cmd|' /C calc'!A0, ""quoted"""`);
    expect(cells.filter((cell) => /^"?[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(text.split("\r\n").find((line) => line.includes(support.subject))).toContain(
      ",support,no,no,no,",
    );
  });

  test("is signed with its digest, and says who did so last", async () => {
    const { status, json } = await admin.send("POST", "/api/access/reviews", {
      note: "third quarter",
    });
    expect(status).toBe(201);
    const { review, report } = json;
    expect(hash("sha256", JSON.stringify(report), "hex")).toBe(review.report);
    expect(review).toMatchObject({
      by: "Person admin",
      note: "third quarter",
      policy: report.policy,
    });
    expect((await admin.get("/api/access/report")).json.lastReview).toEqual(review);
    const { json: log } = await admin.get("/api/audit?kind=access.review");
    expect(log.entries[0]).toMatchObject({ id: review.id, reason: "third quarter" });
  });

  test("is signed by nobody without a note", async () => {
    const { problem } = await admin.send("POST", "/api/access/reviews", { note: " " });
    expect(problem?.code).toBe("malformed_request");
  });
});
