import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { at, origin, type Reply, type TestOffice, type Visitor } from "../support/purser.ts";
import { enter, openPasskeyOffice } from "./passkey-office.ts";

/** What one network, and one person, may ask for at once. */
const most = 5;
let office: TestOffice;
let url: string;
let entrant: Visitor;

beforeAll(async () => {
  office = await openPasskeyOffice({
    limits: { requestsPerMinute: most },
    perimeter: { trustedProxies: ["127.0.0.1"], networks: ["192.0.2.0/24"] },
  });
  ({ url } = await office.purser.start({ port: 0 }));
});
afterAll(() => office.close());
beforeEach(async () => {
  entrant = await enter(office);
});

/** The visitor at the server behind its proxy, which says where they come from. */
function from(host: number, visitor: Visitor): Visitor {
  const fetchFrom = (request: Request) => {
    const address = request.url.replace(origin, url);
    request.headers.set("x-forwarded-for", `192.0.2.${host}`);
    return fetch(new Request(address, request));
  };
  return at({ ...office.purser, fetch: fetchFrom }, visitor);
}

async function repeat(ask: (turn: number) => Promise<Reply>) {
  const codes: (string | undefined)[] = [];
  for (let turn = 1; turn <= most + 3; turn++) codes.push((await ask(turn)).problem?.code);
  return codes;
}

function times(count: number, code: string): readonly string[] {
  return Array(count).fill(code);
}

test("L2: whoever floods the way to the second factor is counted, and does not fill the log", async () => {
  const codes = await repeat((turn) =>
    from(turn, entrant).send("POST", "/auth/second-factor/options", {}),
  );
  expect(codes).toEqual([...times(most, "passkey_refused"), ...times(3, "too_many_requests")]);
  const { rows: listed } = await office.admin.query(
    "select code, count(*)::int from purser.event where kind = 'session.raise' group by code",
  );
  expect(listed).toEqual([{ code: "passkey_refused", count: most }]);
  const { rows: counted } = await office.admin.query(
    "select sum(count)::int as count from purser.stranger_refusal where code = 'too_many_requests'",
  );
  expect(counted).toEqual([{ count: 3 }]);
});

test("L2: whoever guesses at cookies there does not keep the ledger busy", async () => {
  const guess = from(100, { ...entrant, cookie: `purser-4000=${"A".repeat(43)}` });
  const codes = await repeat(() => guess.get("/auth/second-factor"));
  expect(codes).toEqual([...times(most, "session_ended"), ...times(3, "too_many_requests")]);
  // Asked now, the ledger would not answer.
  await office.admin.query("begin");
  await office.admin.query("lock table purser.session in access exclusive mode");
  try {
    const { problem } = await guess.get("/auth/second-factor");
    expect(problem?.code).toBe("too_many_requests");
  } finally {
    await office.admin.query("rollback");
  }
});

test("L1: a body longer than any authenticator's answer is not read", async () => {
  const body = { token: "x", response: "x".repeat(300_000) };
  const { problem } = await from(101, entrant).send("POST", "/auth/second-factor", body);
  expect(problem?.code).toBe("body_too_large");
});
