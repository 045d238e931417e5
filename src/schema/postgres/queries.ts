/** What an extension brought along is its own. */
const ours = (oid: string): string => `not exists (select from pg_depend e where e.objid = ${oid} and e.deptype = 'e')`

/** The tables of the schema, `c`: partitioned ones and their partitions are left alone. */
const tables = `pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relispartition
  and c.relname !~ '^kysely_migration' and ${ours('c.oid')}`

/** The names of columns of a table, from their numbers, as JSON. */
const names = (numbers: string, table: string): string =>
  `(select json_agg(a.attname order by k.n) from unnest(${numbers}) with ordinality k(number, n)
    join pg_attribute a on a.attrelid = ${table} and a.attnum = k.number)`

/** The columns that an index has at its end, and does not sort by. */
const include = `(select json_agg(a.attname order by k.n) from unnest(i.indkey::int2[]) with ordinality k(number, n)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number where k.n > i.indnkeyatts)`

/** New in PostgreSQL 15: before, it is nowhere. */
const nullsNotDistinct = `coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)`

/** One query for each kind of thing, whatever the number of tables. */
export const queries = {
  tables: `select c.relname as name, obj_description(c.oid, 'pg_class') as comment from ${tables} order by c.oid`,

  columns: `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    a.attnotnull as required, pg_get_expr(d.adbin, d.adrelid) as default, a.attgenerated as generated,
    a.attidentity as identity, co.collname as collation, s.relname as sequence,
    col_description(a.attrelid, a.attnum) as comment
  from (select * from ${tables}) c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  left join pg_collation co on co.oid = a.attcollation and a.attcollation <> t.typcollation
  left join pg_depend p on p.refclassid = 'pg_class'::regclass and p.refobjid = a.attrelid
    and p.refobjsubid = a.attnum and p.classid = 'pg_class'::regclass and p.deptype in ('a', 'i')
    and exists (select from pg_class where oid = p.objid and relkind = 'S')
  left join pg_class s on s.oid = p.objid
  order by c.oid, a.attnum`,

  constraints: `select c.relname as table, n.conname as name, n.contype as type,
    ${names('n.conkey', 'n.conrelid')} as columns, target.relname as target,
    ${names('n.confkey', 'n.confrelid')} as references, n.confdeltype as ondelete, n.confupdtype as onupdate,
    n.confmatchtype as match, n.condeferrable as deferrable, n.condeferred as deferred, n.connoinherit as own,
    pg_get_expr(n.conbin, n.conrelid) as expression, ${include} as include, ${nullsNotDistinct} as nullsnotdistinct
  from (select * from ${tables}) c
  join pg_constraint n on n.conrelid = c.oid and n.contype in ('p', 'u', 'f', 'c')
  left join pg_class target on target.oid = n.confrelid
  left join pg_index i on i.indexrelid = n.conindid and n.contype in ('p', 'u')
  order by c.oid, n.oid`,

  indexes: `select c.relname as table, x.relname as name, i.indisunique as unique, m.amname as method,
    pg_get_expr(i.indpred, i.indrelid) as where, ${include} as include, to_json(x.reloptions) as options,
    ${nullsNotDistinct} as nullsnotdistinct,
    (select json_agg(json_build_object(
        'column', a.attname, 'expression', pg_get_indexdef(i.indexrelid, k.n, false),
        'descending', i.indoption[k.n - 1] & 1 = 1, 'nullsfirst', i.indoption[k.n - 1] & 2 = 2,
        'collation', co.collname, 'opclass', case when not o.opcdefault then o.opcname end) order by k.n)
      from generate_series(1, i.indnkeyatts::int) k(n)
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k.n - 1] and i.indkey[k.n - 1] > 0
      join pg_attribute own on own.attrelid = i.indexrelid and own.attnum = k.n
      join pg_type t on t.oid = own.atttypid
      join pg_opclass o on o.oid = i.indclass[k.n - 1]
      left join pg_collation co on co.oid = i.indcollation[k.n - 1]
        and i.indcollation[k.n - 1] <> coalesce(a.attcollation, t.typcollation)) as columns
  from (select * from ${tables}) c
  join pg_index i on i.indrelid = c.oid
  join pg_class x on x.oid = i.indexrelid
  join pg_am m on m.oid = x.relam
  where not exists (select from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u', 'x'))
  order by c.oid, x.oid`,

  triggers: `select r.relname as table, g.tgname as name, pg_get_triggerdef(g.oid) as sql
  from pg_trigger g join pg_class r on r.oid = g.tgrelid
  where not g.tgisinternal and r.relnamespace = 'public'::regnamespace
  union all
  select r.relname, x.relname, pg_get_indexdef(i.indexrelid)
  from pg_index i join pg_class r on r.oid = i.indrelid and r.relkind = 'm' join pg_class x on x.oid = i.indexrelid
  where r.relnamespace = 'public'::regnamespace
  order by 1, 2`,

  views: `select v.relname as name, pg_get_viewdef(v.oid) as sql, v.relkind = 'm' as materialized
  from pg_class v
  where v.relnamespace = 'public'::regnamespace and v.relkind in ('v', 'm') and ${ours('v.oid')}
  order by v.oid`,

  enums: `select t.typname as name, (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as values
  from pg_type t
  where t.typnamespace = 'public'::regnamespace and t.typtype = 'e' and ${ours('t.oid')}
  order by t.oid`,

  sequences: `select c.relname as name, format_type(s.seqtypid, null) as type,
    concat_ws(' ', 'start', s.seqstart, 'increment', s.seqincrement, 'minvalue', s.seqmin, 'maxvalue', s.seqmax,
      'cache', s.seqcache, case when s.seqcycle then 'cycle' end) as options
  from pg_sequence s join pg_class c on c.oid = s.seqrelid
  where c.relnamespace = 'public'::regnamespace and ${ours('c.oid')}
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i') and d.refobjsubid > 0)
  order by c.oid`,

  domains: `select t.typname as name, format_type(t.typbasetype, t.typtypmod) as type, co.collname as collation,
    t.typdefault as default, t.typnotnull as required,
    (select json_agg(format('constraint %I %s', n.conname, pg_get_constraintdef(n.oid)) order by n.conname)
      from pg_constraint n where n.contypid = t.oid and n.contype = 'c') as checks
  from pg_type t
  join pg_type base on base.oid = t.typbasetype
  left join pg_collation co on co.oid = t.typcollation and t.typcollation <> base.typcollation
  where t.typnamespace = 'public'::regnamespace and t.typtype = 'd' and ${ours('t.oid')}
  order by t.oid`,

  routines: `select format('%s %s', case p.prokind when 'p' then 'procedure' else 'function' end, p.oid::regprocedure) as name,
    pg_get_functiondef(p.oid) as sql
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p', 'w') and ${ours('p.oid')}
  order by p.oid`,

  unread: `select format('%s %s', case c.relkind when 'p' then 'partitioned table' else 'foreign table' end, c.relname) as name
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('p', 'f') and not c.relispartition
    and ${ours('c.oid')}
  union all
  select format('exclusion constraint %s of %s', n.conname, c.relname)
  from (select * from ${tables}) c join pg_constraint n on n.conrelid = c.oid and n.contype = 'x'
  order by 1`,
} as const
