import type { GrantConfig, PurserConfig } from "../../src/config/config.ts";

/** Tables that are hard to put back: cascades, circles, counting triggers, partitions, columns that nobody sees. */
export const undoSchema = `
create type mood as enum ('glad', 'sad');
create table customers (
  id bigint generated always as identity primary key,
  name text not null,
  email text unique,
  mood mood not null default 'glad',
  secret text default 'none',
  password_hash text default 'unset',
  referrer_id bigint references customers on delete set null,
  updated_at timestamptz not null default now()
);
create table orders (
  id bigint primary key,
  customer_id bigint not null references customers on delete cascade,
  total numeric(12, 2) not null default 0,
  updated_at timestamptz not null default '2026-10-01 12:00:00.123456+00'
);
create table order_lines (
  order_id bigint references orders on delete cascade on update cascade,
  line int,
  sku text not null,
  price numeric(12, 2) not null,
  doubled numeric(12, 2) generated always as (price * 2) stored,
  primary key (order_id, line)
);
create table folders (
  id int primary key,
  name text not null,
  parent_id int references folders on delete cascade
);
create table pairs (id int primary key, other int references pairs);
create table events (id bigint generated always as identity, at date not null, what text, primary key (id, at)) partition by range (at);
create table events_2026_01 partition of events for values from ('2026-01-01') to ('2026-02-01');
create table events_2026_02 partition of events for values from ('2026-02-01') to ('2026-03-01');
create table moods (
  id int primary key,
  word text,
  loud text,
  "odd ""name" char(5),
  flag boolean,
  bytes bytea,
  real4 real,
  number numeric,
  document json,
  binary_document jsonb,
  words text[],
  span tstzrange,
  address inet,
  gap interval,
  tagged mood[]
);
create table late (id int primary key, word text, touched int not null default 0);
create table stubborn (id int primary key, word text, touched int not null default 0);

create function touch() returns trigger language plpgsql as $$
begin
  if new.updated_at is not distinct from old.updated_at then new.updated_at := now(); end if;
  return new;
end $$;
create trigger touch before update on customers for each row execute function touch();
create trigger touch before update on orders for each row execute function touch();
create function keep_total() returns trigger language plpgsql as $$
begin
  update orders set total = (select coalesce(sum(price), 0) from order_lines where order_id = orders.id)
  where id in (new.order_id, old.order_id);
  return null;
end $$;
-- Its own row, and before capture in the alphabet.
create function shout() returns trigger language plpgsql as $$
begin
  update moods set loud = upper(new.word) where id = new.id;
  return null;
end $$;
create trigger a_shout after update of word on moods for each row execute function shout();
create function count_touches() returns trigger language plpgsql as $$
begin
  new.touched := old.touched + 1;
  return new;
end $$;
create function touch_late() returns trigger language plpgsql as $$
begin
  update late set touched = touched + 1 where id = new.id;
  return null;
end $$;
create constraint trigger touch_late after update of word on late deferrable initially deferred
  for each row execute function touch_late();
create function refuse_removal() returns trigger language plpgsql as $$ begin return null; end $$;

insert into customers (name, email, mood, secret, password_hash, referrer_id)
  select 'Customer ' || i, 'c' || i || '@example.org', 'glad', 'secret ' || i, 'hash ' || i, nullif(i - 1, 0) from generate_series(1, 20) i;
insert into orders (id, customer_id) select i, 1 + i % 20 from generate_series(1, 60) i;
insert into order_lines (order_id, line, sku, price) select 1 + i % 60, i / 60, 'sku-' || i, i % 7 + 0.5 from generate_series(0, 179) i;
update orders set total = (select sum(price) from order_lines where order_id = orders.id);
-- A total that no sum explains is history too.
update orders set total = 1.00 where id = 22;
create trigger keep_total after insert or update or delete on order_lines for each row execute function keep_total();
insert into folders values (1, 'root', null), (4, 'leaf of 3', null), (2, 'child', 1), (3, 'grandchild', 2);
update folders set parent_id = 3 where id = 4;
insert into pairs values (1, null), (2, 1), (3, 3);
update pairs set other = 2 where id = 1;
insert into events (at, what) values ('2026-01-10', 'january'), ('2026-02-10', 'february');
insert into moods values
  (1, E'tab\\t "quoted" \\\\ \\u00e9 \\U0001F600', '', 'ab', true, '\\x00ff', '0.1', 'NaN', '{"b": 1,  "a": [1,2]}', '{"b": 1, "a": null}',
    array['a', null, 'x,"y"'], '[2026-01-01 00:00:00.000001+00,)', '10.0.0.1', '1 mon -3 days 00:00:01.5', array['sad']::mood[]),
  (2, 'quiet', 'QUIET', null, false, null, 'infinity', 1e30, null, null, '{}', null, null, null, null);
insert into late values (1, 'first');
insert into stubborn values (1, 'first');
create trigger refuse_removal before delete on stubborn for each row execute function refuse_removal();
create trigger count_touches before update on stubborn for each row execute function count_touches();
analyze;
`;

const everything: GrantConfig = { read: true, create: true, update: true, delete: true };

/** Kept apart in the log, and shown: masks are no matter here. */
const personal = { personal: true, mask: false } as const;

/** Editors see no secrets and delete nothing; nobody sees a password's hash, and no form sets what the database keeps. */
const kept = { except: ["updated_at"] };
export const undoResources: PurserConfig["resources"] = {
  customers: {
    fields: {
      password_hash: { hidden: true },
      secret: { hidden: false },
      name: personal,
      email: personal,
    },
    access: {
      viewer: { read: { except: ["secret"] } },
      support: { read: { except: ["secret"] }, update: ["name"] },
      editor: {
        read: { except: ["secret"] },
        create: { except: ["secret"] },
        update: { except: ["secret", "updated_at"] },
      },
      admin: { read: true, create: true, update: kept, delete: true },
    },
  },
  orders: {
    access: {
      viewer: { read: true },
      editor: { read: true, create: true, update: kept },
      admin: { read: true, create: true, update: kept, delete: true },
    },
  },
  order_lines: {
    access: {
      editor: { read: true, create: true, update: true },
      support: { read: true, update: true },
      admin: everything,
    },
  },
  folders: { access: { admin: everything } },
  pairs: { access: { admin: everything } },
  events: { access: { admin: everything } },
  moods: {
    fields: { loud: personal, bytes: personal },
    access: { admin: everything },
  },
  late: { access: { admin: everything } },
  stubborn: { access: { admin: everything } },
};
