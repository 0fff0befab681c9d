-- Partitions of partitions; one resource stands for them all.

create schema parts;

create table parts.event (
  id bigint not null,
  at date not null,
  kind text not null,
  body text,
  primary key (id, at, kind)
) partition by range (at);
create table parts.event_2025 partition of parts.event for values from ('2025-01-01') to ('2026-01-01');
create table parts.event_2026 partition of parts.event for values from ('2026-01-01') to ('2027-01-01') partition by list (kind);
create table parts.event_2026_view partition of parts.event_2026 for values in ('view');
create table parts.event_2026_rest partition of parts.event_2026 default;
create index on parts.event (kind, at);
insert into parts.event
select n, date '2025-06-01' + n, (array['view', 'click', 'buy'])[1 + n % 3], repeat('x', 100)
from generate_series(1, 500) n;

-- References to a root, and straight to a partition.
create table parts.remark (
  id int primary key,
  event_id bigint,
  event_at date,
  event_kind text,
  foreign key (event_id, event_at, event_kind) references parts.event on delete cascade
);
create table parts.remark_2025 (
  id int primary key,
  event_id bigint,
  event_at date,
  event_kind text,
  constraint to_a_partition foreign key (event_id, event_at, event_kind) references parts.event_2025
);

create table parts.empty_root (id int, at date) partition by hash (id);
create table parts.hashed (id int primary key, name text) partition by hash (id);
create table parts.hashed_0 partition of parts.hashed for values with (modulus 2, remainder 0);
-- Its columns stand in another order than the root's.
create table parts.hashed_1 (name text, gone int, id int not null);
alter table parts.hashed_1 drop column gone;
alter table parts.hashed attach partition parts.hashed_1 for values with (modulus 2, remainder 1);
