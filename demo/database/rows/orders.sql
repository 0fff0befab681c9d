-- Orders with their lines, payments and refunds.

-- Orders become more from day to day, and most of a day's come around noon.
-- An older customer has had more time to order, and nobody orders before signing up.
create temporary table order_list as
select
  n,
  customer,
  country.currency,
  country.rate,
  date '2024-11-01' + floor(days)::integer
    + interval '1 day' * (days - floor(days) + 0.07 * sin(2 * pi() * (days - floor(days))))
    + interval '1 microsecond' * pg_temp.pick(n, 70, 1000000) as placed_at,
  730 - days as age
from generate_series(1, (300000 * :scale)::integer) as n
cross join lateral (select 730 * sqrt((n - 0.5) / (300000.0 * :scale)::double precision) as days) as moment
cross join lateral (
  select 1 + floor(
    50000 * :scale * power((730 + days) / 1460, 1 / 0.75) * power(pg_temp.share(n, 71), 1.3))::bigint as customer
) as drawn
join country on country.code = pg_temp.country_of(customer);
analyze order_list;

insert into order_lines (order_id, line_number, sku, quantity, unit_price, discount_percent)
select
  9007199254740992 + order_list.n,
  line,
  product_list.sku,
  case when pg_temp.pick(order_list.n * 8 + line, 80, 4) = 0 then 2 + pg_temp.pick(order_list.n, 81, 5) else 1 end,
  round(product_list.price * order_list.rate, 2),
  case pg_temp.pick(order_list.n * 8 + line, 82, 12) when 0 then 10 when 1 then 15 when 2 then 2.5 else 0 end
from order_list
cross join lateral generate_series(
  1, ('{1,1,1,1,1,1,1,1,2,2,2,2,2,2,3,3,3,4,4,5}'::integer[])[1 + pg_temp.pick(order_list.n, 84, 20)]) as line
join product_list
  on product_list.n = 1 + floor(2000 * :scale * power(pg_temp.share(order_list.n * 8 + line, 83), 2.5))::integer;
analyze order_lines (order_id);

insert into orders (
  id, customer_id, address_number, status, channel, total, currency, placed_at, delivery_window, gift, ip_address,
  note, updated_at)
select
  9007199254740992 + n,
  10000 + customer,
  case when pg_temp.pick(customer, 34, 5) < 2 then 1 + pg_temp.pick(n, 90, 2) else 1 end,
  status,
  pg_temp.word(n, 91, '{web,web,web,web,web,web,app,app,app,phone,partner}')::order_channel,
  total,
  currency,
  placed_at,
  case when status in ('packed', 'shipped')
    then tstzrange(
      date_trunc('day', placed_at, 'UTC') + interval '4 days 9 hours',
      date_trunc('day', placed_at, 'UTC') + interval '4 days 13 hours') end,
  pg_temp.pick(n, 92, 15) = 0,
  inet '10.0.0.0' + pg_temp.pick(n, 93, 16777216),
  case when pg_temp.pick(n, 94, 40) = 0 then pg_temp.word(n, 95, array[
    'Please leave it with the neighbours.',
    'It is a present, no bill please!',
    'Ring twice.',
    'Can it come before the weekend?']) end,
  placed_at + case when status = 'pending' then interval '0' else least(interval '1 day' * age, interval '5 days') end
from order_list
cross join lateral (
  select case
    when u < 0.04 then 'cancelled'
    when age < 0.08 or u > 0.997 then 'pending'
    when age < 1 then 'paid'
    when age < 2 then 'packed'
    when age < 5 then 'shipped'
    when u > 0.955 then 'returned'
    else 'delivered'
  end::order_status as status
  from (select pg_temp.share(n, 96) as u) as drawn
) as story
join (select order_id, sum(line_total) as total from order_lines group by order_id) as lines
  on lines.order_id = 9007199254740992 + n;

insert into payments (
  id, order_id, method, status, amount, currency, provider_reference, card_last_four, created_at, captured_at)
select
  md5('payment' || id)::uuid,
  id,
  method,
  status,
  total,
  currency,
  'ch_' || left(md5('reference' || id), 20),
  case method when 'card' then to_char(pg_temp.pick(id, 101, 10000), 'FM0000') end,
  placed_at + interval '40 seconds',
  case when status in ('captured', 'refunded') then placed_at + interval '1 hour' * (1 + pg_temp.pick(id, 102, 30)) end
from (
  select
    id, total, currency, placed_at,
    pg_temp.word(id, 100,
      '{card,card,card,card,card,paypal,paypal,bank_transfer,invoice,gift_card}')::payment_method as method,
    case orders.status
      when 'cancelled' then 'failed'
      when 'returned' then 'refunded'
      when 'paid' then 'authorised'
      else 'captured'
    end::payment_status as status
  from orders
  where orders.status <> 'pending'
) as paid;

insert into refunds (payment_id, amount, currency, reason, status, requested_by, approved_by, note, created_at)
select
  id,
  amount,
  currency,
  pg_temp.word(order_id, 110,
    '{damaged,damaged,not_as_described,late,changed_mind,changed_mind,lost,goodwill}')::refund_reason,
  case when created_at < timestamptz '2026-10-25Z' then 'paid' else 'requested' end::refund_status,
  1 + 5 * pg_temp.pick(order_id, 111, 4),
  case when created_at < timestamptz '2026-10-25Z' then 3 + 5 * pg_temp.pick(order_id, 112, 4) end,
  case when pg_temp.pick(order_id, 113, 4) = 0 then 'Photos are in the ticket.' end,
  created_at + interval '1 hour' * (20 + pg_temp.pick(order_id, 114, 200))
from payments
where status = 'refunded';

select setval(pg_get_serial_sequence('orders', 'id'), (select max(id) from orders));
