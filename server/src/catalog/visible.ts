/** Common table expressions that the catalog's queries begin with. */

/**
 * `visible`: the relations that the catalog lists. Partitions are left out, their root stands for
 * them; so are PostgreSQL's own schemas, other sessions' temporary tables, and our own schema.
 * https://www.postgresql.org/docs/current/catalog-pg-class.html
 */
export const visible = `
  visible as (
    select c.*, n.nspname
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f')
      and not c.relispartition
      and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'purser')
      and n.nspname !~ '^pg_(toast_)?temp_'
  )`;

/**
 * `member`: each visible relation with itself and everything below it, whose rows a query of it
 * returns as well: partitions at any depth, and tables that inherit from it.
 */
export const member = `
  member (root, oid) as (
    select oid, oid from visible
    union
    select m.root, i.inhrelid from member m join pg_inherits i on i.inhparent = m.oid
  )`;
