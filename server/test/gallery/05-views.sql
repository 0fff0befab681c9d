-- What isn't a table.

create view sales.open_sale as select id, seller_id, quantity, starts_on from sales.sale where status = 'open';
comment on view sales.open_sale is 'Sales under way';
create materialized view sales.sale_count as select status, count(*) as number from sales.sale group by status;
create unique index on sales.sale_count (status);
create materialized view sales.not_populated as select 1 as one with no data;
create view "view over a ""quoted"" name" as select * from "a ""quoted"" name";

create extension postgres_fdw;
create server elsewhere foreign data wrapper postgres_fdw options (host '127.0.0.1', port '1', dbname 'nowhere');
create foreign table sales.elsewhere (id int not null, name text) server elsewhere options (table_name 'there');

create table secured (id int primary key, owner text);
alter table secured enable row level security;
