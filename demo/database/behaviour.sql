-- Harbour: what the database does by itself, and what it shows.

create function touch_updated_at() returns trigger language plpgsql as $$
begin
  if new.updated_at is not distinct from old.updated_at then
    new.updated_at := now();
  end if;
  return new;
end
$$;
comment on function touch_updated_at is 'Notes when a row was last changed, unless the change says so itself.';

create trigger customers_touch before update on customers for each row execute function touch_updated_at();
create trigger products_touch before update on products for each row execute function touch_updated_at();
create trigger orders_touch before update on orders for each row execute function touch_updated_at();
create trigger tickets_touch before update on tickets for each row execute function touch_updated_at();
create trigger feature_flags_touch before update on feature_flags for each row execute function touch_updated_at();

create function keep_order_total() returns trigger language plpgsql as $$
begin
  update orders
  set total = coalesce((select sum(line_total) from order_lines where order_id = orders.id), 0)
  where id in (new.order_id, old.order_id);
  return null;
end
$$;
comment on function keep_order_total is 'Keeps an order''s total the sum of its lines.';

create trigger order_lines_total after insert or delete or update of order_id, quantity, unit_price, discount_percent
  on order_lines for each row execute function keep_order_total();

create view open_tickets as
select
  tickets.id,
  tickets.subject,
  tickets.priority,
  tickets.status,
  customers.name as customer,
  staff.name as assignee,
  tickets.opened_at
from tickets
join customers on customers.id = tickets.customer_id
left join staff on staff.id = tickets.assignee_id
where tickets.status in ('open', 'waiting');
comment on view open_tickets is 'What still wants an answer.';

create materialized view monthly_sales as
select
  date_trunc('month', placed_at, 'UTC')::date as month,
  currency,
  count(*) as orders,
  sum(total) as total,
  round(avg(total), 2) as average
from orders
where status <> 'cancelled'
group by 1, 2;
comment on materialized view monthly_sales is 'Sales by month and currency, without cancelled orders.';
create unique index monthly_sales_key on monthly_sales (month, currency);
