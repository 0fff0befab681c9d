import type { GrantConfig } from "../../src/config/config.ts";
import type { RowRule } from "../../src/config/row-rule.ts";
import { openOffice, type TestOffice } from "../support/purser.ts";

/** Accounts of two regions and what hangs on them: transfers by region too, tags that everybody sees, scores that few do. */
const schema = `
create table accounts (
  id bigint primary key,
  region text not null,
  holder text not null,
  email text,
  phone text,
  level int not null default 1,
  owner text,
  parent_id bigint references accounts on delete set null
);
create table transfers (
  id bigint primary key,
  account_id bigint references accounts on delete cascade on update cascade,
  region text not null,
  amount numeric(12, 2) not null default 0
);
create table tags (id bigint primary key, account_id bigint references accounts on delete cascade on update cascade, word text);
create table scores (id bigint primary key, account_id bigint references accounts on delete cascade on update cascade);
insert into accounts (id, region, holder, email, phone, owner)
  select i, case when i % 2 = 0 then 'eu' else 'us' end, 'Holder ' || i, 'h' || i || '@example.org', '+49 30 ' || 1000 + i, 'owner ' || i
  from generate_series(1, 80) i;
insert into transfers select 100 + i, i, 'eu' from generate_series(1, 80) i;
insert into transfers select 200 + i, i, 'us' from generate_series(1, 80) i;
insert into tags select i, i, 'tag' from generate_series(1, 80) i;
insert into scores select i, i from generate_series(1, 80) i;
`;

const inRegion: RowRule = ({ eb, principal }) => eb("region", "in", principal.claims.regions);
const isOwner: RowRule = ({ eb, principal }) => eb("owner", "=", principal.claims.name);
const isFree: RowRule = ({ eb }) => eb("owner", "is", null);
const isHigh: RowRule = ({ eb }) => eb("level", ">=", 5);
const full: GrantConfig = { read: true, clear: true, create: true, update: true, delete: true };
const ruled = { read: true, create: true, update: true, delete: true } as const;

/**
 * Clerks reach their region; of high accounts there, elders see the telephone number in clear; owners reach what is in
 * their name, whose names the log holds as commitments;
 * keepers what nobody owns. But for elders, all of them read the log.
 */
export function openRegions(): Promise<TestOffice> {
  return openOffice({
    schema,
    resources: {
      accounts: {
        fields: {
          holder: { mask: false },
          email: { mask: "pseudonym", personal: true },
          phone: { mask: "lastFour" },
          owner: { personal: true, mask: false },
        },
        access: {
          clerk: {
            ...ruled,
            rows: inRegion,
            create: { except: [] },
            update: { except: ["owner"] },
          },
          elder: { rows: isHigh, read: ["id", "phone"], clear: ["phone"] },
          owner: { rows: isOwner, read: ["id", "holder", "owner", "region"] },
          keeper: { rows: isFree, read: ["id", "holder", "region"] },
          admin: full,
        },
      },
      transfers: {
        recordOthers: true,
        access: { clerk: { ...ruled, rows: inRegion }, admin: full },
      },
      tags: { access: { clerk: ruled, admin: full } },
      scores: { access: { admin: full } },
    },
    config: {
      limits: { concurrencyPerPerson: 1_000, requestsPerMinute: 1_000_000 },
      roles: {
        clerk: { groups: ["clerks"], audit: true },
        elder: { groups: ["elders"] },
        owner: { groups: ["owners"], audit: true },
        keeper: { groups: ["keepers"], audit: true },
        admin: { groups: ["admins"], audit: true },
      },
    },
  });
}

/** The moment, as the database tells it. */
export async function instant({ admin }: TestOffice): Promise<string> {
  const { rows } = await admin.query("select clock_timestamp()::text as at");
  return rows[0].at;
}
