-- Reviews of suspicious orders.

insert into fraud_reviews (order_id, score, signals, decision, reviewer_id, created_at, decided_at, notes)
select
  id,
  score,
  jsonb_build_object(
    'addressMismatch', pg_temp.pick(id, 141, 3) = 0,
    'ordersLastHour', pg_temp.pick(id, 142, 6),
    'cardCountry', pg_temp.word(id, 143, '{DE,GB,US,FR,NG,BR}'),
    'disposableEmail', pg_temp.pick(id, 144, 10) = 0,
    'model', '2026-04'),
  decision,
  case when decision <> 'pending' then 4 + 5 * pg_temp.pick(id, 145, 4) end,
  placed_at + interval '2 seconds',
  case when decision <> 'pending' then placed_at + interval '1 minute' * (3 + pg_temp.pick(id, 146, 400)) end,
  case when decision = 'blocked' then 'Same card on four accounts.' end
from (
  select
    id, placed_at,
    (0.35 + 0.65 * power(pg_temp.share(id, 140), 2))::real as score,
    case
      when placed_at > timestamptz '2026-10-29Z' then 'pending'
      when pg_temp.share(id, 140) > 0.85 then 'blocked'
      else 'cleared'
    end::fraud_decision as decision
  from orders
  where pg_temp.pick(id, 147, 33) = 0
) as reviewed;
