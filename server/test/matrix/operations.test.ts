import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RegisteredOperation } from "../../src/operation/operation.ts";
import { registry } from "../../src/operation/registry.ts";
import { sendConfirmed } from "../identity/passkey-office.ts";
import { sealOffice } from "../seal/office.ts";
import { giveSession } from "../support/give-session.ts";
import {
  openOffice,
  type Reply,
  roles,
  stranger,
  type TestOffice,
  type Visitor,
} from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

/**
 * Every operation of the registry, as every role: who may, and what it leaves in the log. A new operation fails here
 * until it says so.
 */
const roleNames = ["viewer", "support", "editor", "admin"] as const;
type Role = (typeof roleNames)[number];

interface Expectation {
  readonly allowed: readonly Role[];
  /** What the log calls it; null where nothing is recorded. */
  readonly recorded: string | null;
  /** Makes the request, with whatever must be there first. */
  readonly call: (visitor: Visitor, role: Role) => Promise<Reply>;
}

const all = [...roleNames];
const customers = "/api/resources/customers";
const state = { filter: [], sort: [], search: "", columns: null };
let nextId = 1_000_000;

async function withVersion(
  visitor: Visitor,
  path: string,
  send: (version: string) => Promise<Reply>,
): Promise<Reply> {
  const { json } = await visitor.get(path);
  return send(`"${json.version}"`);
}

async function newView(visitor: Visitor): Promise<string> {
  nextId += 1;
  const { json } = await visitor.send("POST", `${customers}/views`, {
    name: `View ${nextId}`,
    shared: false,
    state,
  });
  return json.id;
}

async function newCode(office: TestOffice): Promise<string> {
  nextId += 1;
  await office.admin.query("insert into codes values ($1, 'matrix', 'x')", [`code-${nextId}`]);
  return `/api/resources/codes/records/code-${nextId},matrix`;
}

/** Another session of the same person. */
async function newSession({ subject }: Visitor): Promise<string> {
  return (await giveSession(office.login, { subject, most: 1000 })).id;
}

/** A passkey of theirs that may not confirm yet, beside which there is another. */
async function newPasskey({ subject }: Visitor): Promise<string> {
  const { rows } = await office.admin.query(
    `insert into purser.passkey (id, issuer, subject, name, credential_id, public_key, transports, is_synced, counter, trusted_from)
      select gen_random_uuid(), 'https://issuer.test', $1, 'Key', uuid_send(gen_random_uuid()), '', '{}', false, 0, 'infinity'
      from generate_series(1, 2) returning id`,
    [subject],
  );
  return rows[0].id;
}

/** A recovery that another administrator asked for. */
async function newRecovery(): Promise<string> {
  const other = await office.signIn("admin");
  const person = await office.signIn("viewer");
  await newPasskey(person);
  const { json } = await askRecovery(other, person);
  return json.id;
}

function askRecovery(by: Visitor, { subject }: Visitor): Promise<Reply> {
  const body = { issuer: "https://issuer.test", subject, reason: "lost" };
  return by.send("POST", "/api/passkeys/recoveries", body);
}

/** An operation to undo, of the administrator's: another label for a code. */
async function newOperation(office: TestOffice): Promise<string> {
  const path = await newCode(office);
  const { json } = await withVersion(visitors.admin, path, (version) =>
    visitors.admin.send("PATCH", path, { values: { label: "y" } }, { "if-match": version }),
  );
  return json.operation;
}

let office: TestOffice;
let visitors: Record<Role, Visitor>;

const expectations: { readonly [operation: string]: Expectation } = {
  me: { allowed: all, recorded: null, call: (visitor) => visitor.get("/api/me") },
  "resource.list": {
    allowed: all,
    recorded: null,
    call: (visitor) => visitor.get("/api/resources"),
  },
  openapi: { allowed: all, recorded: null, call: (visitor) => visitor.get("/api/openapi.json") },
  "record.list": {
    allowed: all,
    recorded: "record.list",
    call: (visitor) => visitor.get(`${customers}/records?limit=3`),
  },
  "record.search": {
    allowed: all,
    recorded: "record.list",
    call: (visitor) =>
      visitor.send("POST", `${customers}/records/search`, {
        filter: [{ field: "name", operator: "contains", value: "omer 1" }],
      }),
  },
  "record.export": {
    allowed: all,
    recorded: "record.export",
    call: (visitor) => visitor.get(`${customers}/records.csv?fields=id,name`),
  },
  "record.read": {
    allowed: all,
    recorded: "record.read",
    call: (visitor) => visitor.get(`${customers}/records/5`),
  },
  "record.reveal": {
    allowed: ["admin"],
    recorded: "record.reveal",
    call: (visitor) =>
      visitor.send("POST", `${customers}/records/5/reveal`, {
        fields: ["email"],
        reason: { kind: "Other", text: "matrix" },
      }),
  },
  "record.related": {
    allowed: all,
    recorded: "record.related",
    call: (visitor) => visitor.get(`${customers}/records/5/related/orders`),
  },
  "record.lookup": {
    allowed: all,
    recorded: "record.lookup",
    call: (visitor) => visitor.get(`${customers}/lookup?search=Customer`),
  },
  "record.history": {
    allowed: all,
    recorded: "record.history",
    call: (visitor) => visitor.get(`${customers}/records/5/history`),
  },
  "record.asOf": {
    allowed: all,
    recorded: "record.asOf",
    call: (visitor) => visitor.get(`${customers}/records/5/as-of?at=2026-11-01T00:00:00Z`),
  },
  "record.undoPlan": {
    allowed: all,
    recorded: "record.undoPlan",
    call: async (visitor) => visitor.get(`/api/audit/${await newOperation(office)}/undo`),
  },
  "record.undo": {
    allowed: ["editor", "admin"],
    recorded: "record.undo",
    call: async (visitor) => {
      const path = `/api/audit/${await newOperation(office)}/undo`;
      return withVersion(visitor, path, (version) =>
        visitor.send("POST", path, { reason: "a mistake" }, { "if-match": version }),
      );
    },
  },
  "record.create": {
    allowed: ["editor", "admin"],
    recorded: "record.create",
    call: (visitor) => {
      nextId += 1;
      return visitor.send("POST", `${customers}/records`, {
        values: { id: String(nextId), name: "New" },
      });
    },
  },
  "record.update": {
    allowed: ["support", "editor", "admin"],
    recorded: "record.update",
    call: (visitor) =>
      withVersion(visitor, `${customers}/records/6`, (version) => {
        nextId += 1;
        return visitor.send(
          "PATCH",
          `${customers}/records/6`,
          { values: { note: `note ${nextId}` } },
          { "if-match": version },
        );
      }),
  },
  "record.delete": {
    allowed: ["admin"],
    recorded: "record.delete",
    call: async (visitor) => {
      const path = await newCode(office);
      return withVersion(visitor, path, (version) =>
        visitor.send("DELETE", path, undefined, { "if-match": version }),
      );
    },
  },
  "view.list": {
    allowed: all,
    recorded: null,
    call: (visitor) => visitor.get(`${customers}/views`),
  },
  "view.create": {
    allowed: all,
    recorded: "view.create",
    call: (visitor) => {
      nextId += 1;
      return visitor.send("POST", `${customers}/views`, {
        name: `View ${nextId}`,
        shared: true,
        state,
      });
    },
  },
  "view.update": {
    allowed: all,
    recorded: "view.update",
    call: async (visitor) =>
      visitor.send("PATCH", `${customers}/views/${await newView(visitor)}`, { shared: true }),
  },
  "view.delete": {
    allowed: all,
    recorded: "view.delete",
    call: async (visitor) => visitor.send("DELETE", `${customers}/views/${await newView(visitor)}`),
  },
  "audit.list": {
    allowed: ["admin"],
    recorded: "audit.list",
    call: (visitor) => visitor.get("/api/audit"),
  },
  "audit.read": {
    allowed: ["admin"],
    recorded: "audit.read",
    call: async (visitor) => {
      const { rows } = await office.admin.query(
        "select id from purser.event where kind = 'session.signIn' limit 1",
      );
      return visitor.get(`/api/audit/${rows[0].id}`);
    },
  },
  "audit.health": {
    allowed: ["admin"],
    recorded: null,
    call: (visitor) => visitor.get("/api/audit/health"),
  },
  "review.list": {
    allowed: ["admin"],
    recorded: "review.list",
    call: (visitor) => visitor.get("/api/reviews"),
  },
  "review.decide": {
    allowed: ["admin"],
    recorded: "review.decide",
    call: async (visitor) => {
      const { headers } = await visitors.viewer.get("/api/audit");
      const { rows } = await office.admin.query(
        "select id from purser.event where request_id = $1",
        [headers.get("x-request-id")],
      );
      return visitor.send("POST", `/api/reviews/${rows[0].id}`, { verdict: "approved" });
    },
  },
  "access.explain": {
    allowed: ["admin"],
    recorded: "access.explain",
    call: (visitor) => visitor.get("/api/access/explain?roles=support&resource=customers&key=5"),
  },
  "access.report": {
    allowed: ["admin"],
    recorded: "access.report",
    call: (visitor) => visitor.get("/api/access/report"),
  },
  "access.review": {
    allowed: ["admin"],
    recorded: "access.review",
    call: (visitor) => visitor.send("POST", "/api/access/reviews", { note: "all as it should be" }),
  },
  "session.list": {
    allowed: all,
    recorded: "session.list",
    call: (visitor) => visitor.get("/api/sessions"),
  },
  "session.revoke": {
    allowed: all,
    recorded: "session.revoke",
    call: async (visitor) =>
      visitor.send("DELETE", `/api/sessions/${await newSession(visitor)}`, { reason: "lost" }),
  },
  "session.revokeOf": {
    allowed: ["admin"],
    recorded: "session.revokeOf",
    call: async (visitor) => {
      const { subject } = await office.signIn("viewer");
      const body = { issuer: "https://issuer.test", subject, reason: "has left" };
      return visitor.send("POST", "/api/sessions/revocations", body);
    },
  },
  "session.revokeEverybody": {
    allowed: ["admin"],
    recorded: "session.revokeEverybody",
    call: async (visitor, role) => {
      const path = "/api/sessions/revocations/everybody";
      const body = { reason: "a stolen laptop" };
      if (role !== "admin") return visitor.send("POST", path, body);
      const reply = await sendConfirmed(office, visitor, "POST", path, body);
      for (const other of ["viewer", "support", "editor"] as const)
        visitors[other] = await office.signIn(other);
      return reply;
    },
  },
  "passkey.list": {
    allowed: all,
    recorded: null,
    call: (visitor) => visitor.get("/api/passkeys"),
  },
  "passkey.rename": {
    allowed: all,
    recorded: "passkey.rename",
    call: async (visitor) =>
      visitor.send("PATCH", `/api/passkeys/${await newPasskey(visitor)}`, { name: "Laptop" }),
  },
  "passkey.remove": {
    allowed: all,
    recorded: "passkey.remove",
    call: async (visitor) => visitor.send("DELETE", `/api/passkeys/${await newPasskey(visitor)}`),
  },
  "passkey.people": {
    allowed: ["admin"],
    recorded: "passkey.people",
    call: (visitor) => visitor.get("/api/passkeys/people"),
  },
  "passkey.consent": {
    allowed: ["admin"],
    recorded: "passkey.consent",
    call: async (visitor) => {
      const passkey = await newPasskey(await office.signIn("viewer"));
      return visitor.send("POST", `/api/passkeys/${passkey}/consent`, {});
    },
  },
  "passkey.recover": {
    allowed: ["admin"],
    recorded: "passkey.recover",
    call: async (visitor) => {
      const person = await office.signIn("viewer");
      await newPasskey(person);
      return askRecovery(visitor, person);
    },
  },
  "passkey.approveRecovery": {
    allowed: ["admin"],
    recorded: "passkey.approveRecovery",
    call: async (visitor) =>
      visitor.send("POST", `/api/passkeys/recoveries/${await newRecovery()}/approve`, {}),
  },
  "session.report": {
    allowed: ["admin"],
    recorded: "session.report",
    call: (visitor) => visitor.get("/api/sessions/report"),
  },
  "session.review": {
    allowed: ["admin"],
    recorded: "session.review",
    call: (visitor) => visitor.send("POST", "/api/sessions/reviews", { note: "all are known" }),
  },
  "audit.proof": {
    allowed: ["admin"],
    recorded: "audit.proof",
    call: async (visitor) => {
      await sealOffice(office);
      const { rows } = await office.admin.query(
        "select id from purser.event where kind = 'session.signIn' limit 1",
      );
      return visitor.get(`/api/audit/${rows[0].id}/proof`);
    },
  },
};

beforeAll(async () => {
  const shop = shopResources.customers;
  office = await openOffice({
    schema: shopSchema,
    resources: {
      ...shopResources,
      customers: {
        ...shop,
        fields: { ...shop?.fields, email: { mask: "emailDomain" } },
        access: {
          ...shop?.access,
          admin: { read: true, create: true, update: true, delete: true, reveal: ["email"] },
        },
      },
    },
    config: {
      roles: {
        ...roles,
        admin: { groups: ["admins"], audit: true, review: true, administer: true },
      },
    },
  });
  visitors = {
    viewer: await office.signIn("viewer"),
    support: await office.signIn("support"),
    editor: await office.signIn("editor"),
    admin: await office.signIn("admin"),
  };
});
afterAll(() => office.close());

/** What the log holds of a request: operations with their changes, and events. */
async function recordsOf(requestId: string | null) {
  const { rows: operations } = await office.admin.query(
    `select o.kind, s.subject, o.policy, u.direct, (select count(*)::int from purser.change c where c.operation_id = o.id) as changes,
        (select bool_and((c.verb = 'insert' or c.before is not null) and (c.verb = 'delete' or c.after is not null)) from purser.change c where c.operation_id = o.id) as complete
      from purser.operation o join purser.session s on s.id = o.session_id left join purser.outcome u on u.operation_id = o.id
      where o.request_id = $1`,
    [requestId],
  );
  const { rows: events } = await office.admin.query(
    "select e.kind, e.code, s.subject from purser.event e join purser.session s on s.id = e.session_id where e.request_id = $1",
    [requestId],
  );
  return { operations, events };
}

test("every operation of the registry is judged here, and no other", () => {
  expect(Object.keys(expectations).sort()).toEqual(
    registry.map((operation) => operation.name).sort(),
  );
});

describe.each(registry.map((operation) => [operation.name, operation] as const))(
  "%s",
  (name, operation) => {
    const expectation = expectations[name];

    test.each(all.filter((role) => expectation?.allowed.includes(role)))(
      "is allowed to %s and recorded",
      async (role) => {
        const reply = await expectation?.call(visitors[role], role);
        expect([reply?.status, reply?.problem]).toEqual([operation.status, null]);
        await expectRecorded(operation, expectation, reply, visitors[role]);
      },
    );

    test.each(all.filter((role) => !expectation?.allowed.includes(role)))(
      "is refused to %s, and that is recorded",
      async (role) => {
        const reply = await expectation?.call(visitors[role], role);
        expect(reply?.status).toBe(403);
        const { operations, events } = await recordsOf(reply?.headers.get("x-request-id") ?? null);
        expect(operations).toEqual([]);
        expect(events).toEqual([
          { kind: name, code: reply?.problem?.code, subject: visitors[role].subject },
        ]);
      },
    );

    test("is refused without a session, and with one that ended", async () => {
      const leaving = await office.signIn("admin");
      await leaving.get("/api/me");
      await leaving.send("POST", "/auth/logout");
      const path = operation.path
        .replace("{resource}", "customers")
        .replace("{key}", "5")
        .replace("{relation}", "orders")
        .replace("{id}", "00000000-0000-7000-8000-000000000001");
      const body = operation.method === "GET" || operation.method === "DELETE" ? undefined : {};
      for (const visitor of [stranger(office.purser), leaving]) {
        const reply =
          operation.method === "GET"
            ? await visitor.get(path)
            : await visitor.send(operation.method, path, body);
        expect([operation.name, reply.status]).toEqual([operation.name, 401]);
      }
    });
  },
);

/** What an operation shows beside its answer's own rows, or piece by piece. */
const beside = new Set(["audit.changes", "record.exportPage", "session.confirm"]);

async function expectRecorded(
  operation: RegisteredOperation,
  expectation: Expectation | undefined,
  reply: Reply | undefined,
  visitor: Visitor,
): Promise<void> {
  const { operations, events } = await recordsOf(reply?.headers.get("x-request-id") ?? null);
  const { subject } = visitor;
  if (operation.effect === "write") {
    expect(operations).toEqual([
      {
        kind: expectation?.recorded,
        subject,
        policy: expect.stringMatching(/^[0-9a-f]{64}$/),
        direct: 1,
        changes: 1,
        complete: true,
      },
    ]);
    expect(events).toEqual([]);
  } else {
    expect(operations).toEqual([]);
    const recorded = expectation?.recorded ?? null;
    expect(events.filter((event) => !beside.has(event.kind))).toEqual(
      recorded === null ? [] : [{ kind: recorded, code: null, subject }],
    );
  }
}
