import type { PurserConfig } from "../../src/config/config.ts";
import type { PurserOptions } from "../../src/purser.ts";
import { giveSession } from "../support/give-session.ts";
import { at, openOffice, type Reply, type TestOffice, type Visitor } from "../support/purser.ts";

/** People of two regions; what they are called on the phone is for the log of reveals. */
export const schema = `
create table people (
  id bigint primary key, region text not null, name text not null, email text unique, phone text, pin text
);
insert into people select i, case when i <= 40 then 'north' else 'south' end, 'Person ' || i,
  'p' || i || '@example.org', case when i <> 3 then '+49 30 ' || (1000000 + i) end, 'pin ' || i from generate_series(1, 60) i;
create table ledgers (id bigint primary key, iban text);
insert into ledgers values (1, 'DE02120300000000202051');
analyze;
`;

export const resources: PurserConfig["resources"] = {
  people: {
    fields: {
      name: { mask: false },
      email: { mask: "pseudonym", exactLookup: true },
      phone: { mask: "lastFour" },
      pin: { mask: "pseudonym" },
    },
    access: {
      // Of everybody in the north the address, and of a few there the phone as well.
      support: [
        {
          rows: ({ eb }) => eb("region", "=", "north"),
          read: { except: ["pin"] },
          reveal: ["email"],
        },
        { rows: ({ eb }) => eb("id", "<=", 10), read: { except: ["pin"] }, reveal: ["phone"] },
      ],
      viewer: { read: { except: ["pin"] } },
      admin: { read: true, clear: ["phone"], reveal: true },
      reviewer: { read: ["id", "name", "email"] },
      southern: { rows: ({ eb }) => eb("region", "=", "south"), read: true },
    },
  },
  ledgers: {
    fields: { iban: { mask: "lastFour" } },
    access: { admin: { read: true, reveal: true } },
  },
};

export const people = "/api/resources/people/records";
export const reason = { kind: "Support request", text: "asked on the phone" };

export function openRevealOffice(
  terms: PurserConfig["reveal"],
  purser: PurserOptions = {},
): Promise<TestOffice> {
  return openOffice({
    schema,
    resources,
    purser,
    config: {
      ...(terms && { reveal: terms }),
      limits: { concurrencyPerPerson: 1_000, requestsPerMinute: 1_000_000 },
      roles: {
        viewer: { groups: ["viewers"] },
        support: { groups: ["supporters"] },
        admin: { groups: ["admins"], audit: true, review: true },
        reviewer: { groups: ["reviewers"], review: true },
        southern: { groups: ["southerners"], review: true },
      },
    },
  });
}

/** The same person at another browser. */
export async function signInAgain(
  { purser, login }: TestOffice,
  visitor: Visitor,
): Promise<Visitor> {
  const { subject } = visitor;
  const session = await giveSession(login, { subject, roles: ["support"], most: 1000 });
  return at(purser, { ...visitor, ...session });
}

/**
 * The answer to a request that somebody sends while Purser's login is about to commit `statement`: it is held back until
 * the request waits for that, or has its answer without waiting.
 */
export async function answerMeanwhile(
  { admin, login }: TestOffice,
  statement: { readonly text: string; readonly values: readonly unknown[] },
  send: () => Promise<Reply>,
): Promise<Reply> {
  await login.query("begin");
  await login.query(statement.text, [...statement.values]);
  const state = { isAnswered: false };
  const reply = send().finally(() => {
    state.isAnswered = true;
  });
  while (!state.isAnswered && !(await isAnybodyWaiting(admin)));
  await login.query("commit");
  return reply;
}

async function isAnybodyWaiting(admin: TestOffice["admin"]): Promise<boolean> {
  const { rows } = await admin.query(
    "select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())",
  );
  return rows.length > 0;
}
