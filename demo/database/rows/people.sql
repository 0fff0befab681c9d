-- Staff, customers and their addresses.

insert into staff (id, name, email, team, manager_id, active, joined_on)
select
  n,
  pg_temp.name_of(-n),
  'staff' || n || '@harbour.example',
  ('{operations,finance,risk,engineering,support}'::team[])[1 + (n + 3) % 5],
  case when n > 5 then 1 + (n - 1) % 5 when n > 1 then 1 end,
  n not in (11, 19),
  date '2019-03-01' + n * 97
from generate_series(1, 24) as n;

insert into customers (
  id, name, email, phone, birth_date, country, status, tags, credit_limit, marketing_consent, preferences, notes,
  password_hash, last_seen_at, created_at, updated_at)
select
  10000 + n,
  name,
  translate(lower(name), 'ëéèłíöøüáäśńı ''', 'eeelioouaasni.') || n || '@'
    || pg_temp.word(n, 4, '{example.com,example.org,example.net,mail.example,post.example}'),
  case when pg_temp.pick(n, 5, 10) < 8
    then country.dial || to_char(pg_temp.pick(n, 6, 100000000), 'FM00000000') end,
  case when pg_temp.pick(n, 7, 10) < 7
    then date '1945-01-01' + (22900 * (pg_temp.share(n, 8) + pg_temp.share(n, 9)) / 2)::integer end,
  country.code,
  case
    when u < 0.94 then 'active'
    when u < 0.97 then 'paused'
    when u < 0.98 then 'blocked'
    else 'closed'
  end::customer_status,
  array_remove(array[
    case when pg_temp.pick(n, 10, 40) = 0 then 'vip' end,
    case when pg_temp.pick(n, 11, 25) = 0 then 'wholesale' end,
    case when pg_temp.pick(n, 12, 12) = 0 then 'newsletter' end,
    case when pg_temp.pick(n, 13, 60) = 0 then 'press' end], null),
  case when pg_temp.pick(n, 14, 3) = 0 then 250 * pg_temp.pick(n, 15, 20) else 0 end,
  pg_temp.pick(n, 16, 5) < 2,
  jsonb_build_object(
    'language', country.language,
    'currency', country.currency,
    'newsletter', jsonb_build_array(pg_temp.word(n, 17, '{lighting,kitchen,garden,textiles}')),
    'sizes', jsonb_build_object('shoe', 36 + pg_temp.pick(n, 18, 11))),
  case when pg_temp.pick(n, 19, 50) = 0 then pg_temp.word(n, 20, array[
    'Prefers to be called in the afternoon.',
    'Asked twice about invoices with a purchase order number; please always add it.',
    'Moved house in spring, the old address stays for gifts to the parents.',
    'Very friendly, had bad luck with the carrier three times in a row.',
    'Wholesale terms agreed by phone, see ticket.']) end,
  '$argon2id$v=19$m=65536,t=3,p=4$' || md5('salt' || n) || '$' || md5('hash' || n),
  case when pg_temp.pick(n, 21, 10) > 0
    then created_at + (timestamptz '2026-11-01Z' - created_at) * sqrt(pg_temp.share(n, 22)) end,
  created_at,
  created_at
from generate_series(1, (50000 * :scale)::integer) as n
cross join lateral (
  select
    pg_temp.name_of(n) as name,
    pg_temp.share(n, 23) as u,
    timestamptz '2022-11-01Z'
      + interval '1460 days' * power(n / (50000.0 * :scale)::double precision, 0.75)
      - interval '1 microsecond' * pg_temp.pick(n, 24, 60000000) as created_at
) as drawn
join country on country.code = pg_temp.country_of(n);

insert into addresses (customer_id, number, recipient, street, postcode, city, country)
select
  10000 + n,
  number,
  case when number = 1 then pg_temp.name_of(n) else pg_temp.name_of(n + 7919) end,
  case when code in ('GB', 'US', 'FR') then house || ' ' || street else street || ' ' || house end,
  case code
    when 'GB' then chr(65 + place) || chr(66 + place) || (1 + house % 20) || ' ' || house % 10 || 'QT'
    else lpad((10000 + pg_temp.pick(n + number, 30, 89999))::text, postcode_digits, '0')
  end || case code when 'NL' then ' ' || chr(65 + place) || 'B' else '' end,
  cities[1 + place],
  code
from generate_series(1, (50000 * :scale)::integer) as n
cross join generate_series(1, 2) as number
join country on code = pg_temp.country_of(n)
cross join lateral (
  select
    pg_temp.pick(n * 2 + number, 31, 6) as place,
    1 + pg_temp.pick(n * 2 + number, 32, 120) as house,
    streets[1 + pg_temp.pick(n * 2 + number, 33, 6)] as street
) as drawn
where number = 1 or pg_temp.pick(n, 34, 5) < 2;

select setval(pg_get_serial_sequence('staff', 'id'), (select max(id) from staff));
select setval(pg_get_serial_sequence('customers', 'id'), (select max(id) from customers));
