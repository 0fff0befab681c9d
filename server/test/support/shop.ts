import type { GrantConfig, PurserConfig } from "../../src/config/config.ts";

/** A small shop with what the tests need: cascades at three levels, a trigger, a partitioned table, odd keys. */
export const shopSchema = `
create type order_status as enum ('new', 'paid', 'shipped');
create table customers (
  id bigint primary key,
  name text not null,
  email text unique,
  credit numeric(12, 2) not null default 0 constraint credit_not_negative check (credit >= 0),
  secret text,
  note text,
  referrer_id bigint references customers on delete set null
);
comment on constraint credit_not_negative on customers is 'Credit cannot be negative.';
create table orders (
  id bigint primary key,
  customer_id bigint not null references customers on delete cascade on update cascade,
  status order_status not null default 'new',
  total numeric(12, 2) not null default 0,
  placed_at timestamptz not null default '2026-10-01 12:00:00.123456+00'
);
create table order_lines (
  order_id bigint references orders on delete cascade on update cascade,
  line int,
  sku text not null,
  price numeric(12, 2) not null,
  primary key (order_id, line)
);
create index on orders (customer_id);
create index on orders (status, placed_at);
create table codes (a text, b text, label text, primary key (a, b));
create table events (id bigint generated always as identity, at date not null, what text, primary key (id, at)) partition by range (at);
create table events_2026_01 partition of events for values from ('2026-01-01') to ('2026-02-01');
create table events_2026_02 partition of events for values from ('2026-02-01') to ('2026-03-01');
create table notes (body text);
create view open_orders as select id, customer_id from orders where status = 'new';
create function keep_total() returns trigger language plpgsql security definer as $$
begin
  update orders set total = (select coalesce(sum(price), 0) from order_lines where order_id = coalesce(new.order_id, old.order_id))
  where id = coalesce(new.order_id, old.order_id);
  return null;
end $$;
create trigger keep_total after insert or update or delete on order_lines for each row execute function keep_total();
insert into customers (id, name, email, credit, secret, referrer_id)
  select i, 'Customer ' || i, 'c' || i || '@example.org', i, 'secret ' || i, nullif(i - 1, 0) from generate_series(1, 60) i;
insert into customers (id, name, email) values (9007199254740993, 'Beyond doubles', 'big@example.org');
insert into orders (id, customer_id, status, placed_at)
  select i, 1 + i % 60, (array['new', 'paid', 'shipped'])[1 + i % 3]::order_status, '2026-10-01 12:00:00.123456+00'::timestamptz + i * interval '1 minute'
  from generate_series(1, 300) i;
insert into order_lines select 1 + i % 300, i / 300, 'sku-' || i, i % 7 + 0.5 from generate_series(0, 899) i;
insert into codes values ('a,b', 'c/d', 'comma and slash'), ('%2e%2e', '|', 'percent and pipe'), ('ü', '~', 'unicode and tilde'), ('a', 'b', 'plain');
insert into events (at, what) values ('2026-01-10', 'january'), ('2026-02-10', 'february');
insert into notes values ('one'), ('two'), ('three');
analyze;
`;

const everything: GrantConfig = { read: true, create: true, update: true, delete: true };

/** Viewers read all but secrets; support changes a little; editors write; administrators also delete. */
const access: { readonly [role: string]: GrantConfig } = {
  viewer: { read: true },
  support: { read: true },
  editor: { read: true, create: true, update: true },
  admin: everything,
};

export const shopResources: PurserConfig["resources"] = {
  customers: {
    fields: { secret: { hidden: false }, name: { mask: false }, email: { mask: false } },
    access: {
      viewer: { read: { except: ["secret"] } },
      support: { read: { except: ["secret"] }, update: ["note"] },
      editor: {
        read: { except: ["secret"] },
        create: { except: ["secret"] },
        update: { except: ["secret"] },
      },
      admin: everything,
    },
  },
  orders: { access },
  order_lines: { access },
  codes: { access },
  events: { access },
  notes: {
    access: {
      viewer: { read: true },
      support: { read: true },
      editor: { read: true },
      admin: { read: true },
    },
  },
  open_orders: { access: { viewer: { read: true }, admin: { read: true } } },
};
