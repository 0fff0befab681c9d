-- A hundred and twenty tables, each pointing at the one before.

create schema many;

do $$
begin
  for n in 1..120 loop
    execute format(
      'create table many.%1$I (id int primary key, name text not null, previous_id int %2$s)',
      'table ' || n,
      case when n > 1 then format('references many.%I', 'table ' || n - 1) else '' end
    );
    execute format('insert into many.%I values (1, %L, 1)', 'table ' || n, 'row of ' || n);
  end loop;
end
$$;

analyze;
