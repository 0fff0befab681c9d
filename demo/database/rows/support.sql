-- Tickets and what was said on them.

create temporary table topic as
select row_number() over () - 1 as number, * from (values
  ('Where is order %s?', 'delivery',
    'Hello, my order %s was to arrive on Tuesday and the tracking page has not moved since. Can you see where it is?',
    'I have asked the carrier about it. It was held at the depot over the weekend and is on the van today.'),
  ('Parcel damaged: %s', 'damage',
    'The box for order %s arrived wet and one of the plates is broken. I can send photos.',
    'I am sorry about that. A replacement is on its way; there is no need to send anything back.'),
  ('Wrong colour in order %s', 'mix-up',
    'I ordered sand and got slate. Order %s. What now?',
    'That was our mistake. I have sent the right one, and a label for the other is in your mail.'),
  ('Invoice for %s', 'billing',
    'Could you send me an invoice for %s with our VAT number on it? Accounting will not take the receipt.',
    'Here it is. I have saved the number, so the next ones come with it.'),
  ('Charged twice for %s', 'billing',
    'My bank shows two payments for order %s. I have only one order.',
    'The second was a reservation that was never captured. It will disappear within three days.'),
  ('Return of %s', 'returns',
    'I would like to return order %s. It is unopened.',
    'Of course. The label is attached; the money is with you two days after it reaches us.'),
  ('Change the address of %s', 'delivery',
    'I put the wrong house number on order %s. Is it too late?',
    'It had not left yet. I have changed it.'),
  ('Discount missing on %s', 'billing',
    'The code was accepted but order %s shows the full price.',
    'The code did not cover one of the lines. I have refunded the difference.'),
  ('Cancel %s please', 'returns',
    'Please cancel %s, I ordered twice by accident.',
    'Done. Nothing was charged.'),
  ('Spare part for an older lamp', 'product',
    'Do you still have switches for the Bergen lamp? Mine is from three years ago, order %s I think.',
    'Yes, we keep them for ten years. I have put one in the post.')
) as topic (subject, tag, question, answer);

insert into tickets (
  id, subject, customer_id, order_id, status, priority, assignee_id, tags, satisfaction, opened_at, resolved_at,
  time_to_first_reply, updated_at)
select
  n,
  format(subject, order_id),
  customer_id,
  order_id,
  status,
  pg_temp.word(n, 122, '{low,low,normal,normal,normal,normal,normal,high,high,urgent}')::ticket_priority,
  case when status <> 'open' or pg_temp.pick(n, 123, 2) = 0 then 1 + 5 * pg_temp.pick(n, 124, 4) end,
  array[tag],
  case when status = 'closed' and pg_temp.pick(n, 125, 3) = 0
    then 5 - floor(4 * power(pg_temp.share(n, 126), 2))::integer end,
  opened_at,
  case when status in ('resolved', 'closed') then opened_at + reply + interval '1 hour' * pg_temp.pick(n, 127, 70) end,
  case when status <> 'open' then reply end,
  opened_at
from (
  select n, orders.id as order_id, orders.customer_id, topic.*, opened_at,
    interval '1 minute' * (4 + floor(600 * power(pg_temp.share(n, 121), 2))) as reply,
    case
      when opened_at < timestamptz '2026-10-20Z' then 'closed'
      when opened_at < timestamptz '2026-10-28Z' then pg_temp.word(n, 128, '{open,waiting,resolved,closed}')
      else pg_temp.word(n, 128, '{open,open,waiting}')
    end::ticket_status as status
  from generate_series(1, (30000 * :scale)::integer) as n
  join orders on orders.id = 9007199254740992 + n * 10 - pg_temp.pick(n, 120, 10)
  join topic on topic.number = pg_temp.pick(n, 129, 10)
  cross join lateral (
    select placed_at + interval '1 second' * (7200 + pg_temp.pick(n, 130, 680000)) as opened_at
  ) as moment
  where opened_at < timestamptz '2026-11-01Z'
) as drawn;

insert into ticket_messages (ticket_id, author, staff_id, internal, body, sent_at)
select id, author, case author when 'staff' then coalesce(assignee_id, 1) end, internal, body, opened_at + wait
from tickets
join topic on topic.number = pg_temp.pick(tickets.id, 129, 10)
cross join lateral (values
  ('customer'::message_author, false, format(question, order_id), interval '0', true),
  ('staff', true, 'Carrier called, waiting for them to ring back.', time_to_first_reply / 2,
    pg_temp.pick(id, 131, 6) = 0),
  ('staff', false, answer, time_to_first_reply, time_to_first_reply is not null),
  ('customer', false, pg_temp.word(id, 132, array[
      'Thank you, that was quick!', 'Great, thanks.', 'All right. I will wait until Friday then.']),
    time_to_first_reply + interval '35 minutes', time_to_first_reply is not null and pg_temp.pick(id, 133, 3) = 0)
) as message (author, internal, body, wait, happened)
where happened and wait is not null
order by opened_at + wait;

select setval(pg_get_serial_sequence('tickets', 'id'), (select max(id) from tickets));
