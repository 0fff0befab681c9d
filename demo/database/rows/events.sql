-- A year of events.

insert into events (id, occurred_at, kind, customer_id, ip_address, payload)
select
  n,
  timestamptz '2026-11-01Z' - interval '365 days' * (1 - sqrt((n - 0.5) / (80000.0 * :scale)::double precision)),
  kind,
  case when kind <> 'search' then 10001 + floor(37000 * :scale * pg_temp.share(n, 151))::bigint end,
  inet '10.0.0.0' + pg_temp.pick(n, 152, 16777216),
  case kind
    when 'search' then jsonb_build_object(
      'query', pg_temp.word(n, 153, '{lamp,blanket,wall shelf,mug,gift,knife,desk}'),
      'results', pg_temp.pick(n, 154, 60))
    when 'cart_abandoned' then jsonb_build_object('items', 1 + pg_temp.pick(n, 155, 6))
    else jsonb_build_object('device', pg_temp.word(n, 156, '{phone,laptop,tablet}'))
  end
from generate_series(1, (80000 * :scale)::integer) as n
cross join lateral (
  select pg_temp.word(n, 150,
    '{signed_in,signed_in,signed_in,search,search,cart_abandoned,password_reset,address_changed}') as kind
) as drawn;

select setval(pg_get_serial_sequence('events', 'id'), (select max(id) from events));
