import { unreadQuery } from './unread-query.ts'

/** What an extension brought along is its own. */
const ours = (oid: string): string => `not exists (select from pg_depend e where e.objid = ${oid} and e.deptype = 'e')`

/** The tables of the schema, `c`: partitioned ones, their partitions and those that inherit are left alone. */
const tables = `pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relispartition
  and not exists (select from pg_inherits where inhrelid = c.oid)
  and c.relname !~ '^kysely_migration' and ${ours('c.oid')}`

/** How the numbers of a sequence, `q`, follow each other, where that is not one after another from 1. */
const counting = `nullif(concat_ws(' ',
    case when q.seqstart <> case when q.seqincrement > 0 then q.seqmin else q.seqmax end then 'start with ' || q.seqstart end,
    case when q.seqincrement <> 1 then 'increment by ' || q.seqincrement end,
    case when q.seqmin <> 1 then 'minvalue ' || q.seqmin end,
    case when q.seqmax <> case q.seqtypid when 'int2'::regtype then 32767 when 'int4'::regtype then 2147483647
      else 9223372036854775807 end then 'maxvalue ' || q.seqmax end,
    case when q.seqcache <> 1 then 'cache ' || q.seqcache end,
    case when q.seqcycle then 'cycle' end), '')`

/** A role of a list, as SQL, and whether it is everybody. */
const role = (oid: string): string =>
  `case when ${oid} = 0 then 'public' else quote_ident((select rolname from pg_roles where oid = ${oid})) end`

/** Whether something that no extension brought needs what the extension `x` has. */
const isUsed = `exists (
    select from pg_depend m join pg_depend d on d.refclassid = m.classid and d.refobjid = m.objid and d.deptype = 'n'
    where m.refclassid = 'pg_extension'::regclass and m.refobjid = x.oid and m.deptype = 'e'
      and not exists (select from pg_depend o where o.classid = d.classid and o.objid = d.objid and o.deptype in ('e', 'i')))`

/** The extensions of the schema, `x`: what the owner of a database may create is part of it, all else where it is used. */
const extensions = `pg_extension x where x.extnamespace = 'public'::regnamespace and (${isUsed}
    or exists (select from pg_available_extension_versions v where v.name = x.extname and v.trusted))`

/** The names of columns of a table, from their numbers, as JSON. */
const names = (numbers: string, table: string): string =>
  `(select json_agg(a.attname order by k.n) from unnest(${numbers}) with ordinality k(number, n)
    join pg_attribute a on a.attrelid = ${table} and a.attnum = k.number)`

/** The columns that an index has at its end, and does not sort by. */
const include = `(select json_agg(a.attname order by k.n) from unnest(i.indkey::int2[]) with ordinality k(number, n)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number where k.n > i.indnkeyatts)`

/** New in PostgreSQL 15: before, it is nowhere. */
const nullsNotDistinct = `coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)`

/** An exclusion constraint that needs no operators of an extension. */
const isPlainExclusion = `not exists (select from pg_index i, unnest(i.indclass) k
    join pg_depend e on e.classid = 'pg_opclass'::regclass and e.objid = k and e.deptype = 'e' where i.indexrelid = n.conindid)`

/** What is not read, `blocked`, and the views that take from that, or from such a view. */
const blocked = `with recursive blocked(oid) as (
    select oid from pg_class where relkind in ('r', 'p', 'f', 'v', 'm')
      and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      and (relnamespace <> 'public'::regnamespace or relkind in ('p', 'f') or relkind = 'r' and oid not in (select c.oid from ${tables}))
    union
    select r.ev_class from blocked b
    join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = b.oid and d.classid = 'pg_rewrite'::regclass
    join pg_rewrite r on r.oid = d.objid and r.rulename = '_RETURN'
  )`

/** One query for each kind of thing, whatever the number of tables. */
export const queries = {
  tables: `select c.relname as name, obj_description(c.oid, 'pg_class') as comment from ${tables} order by c.oid`,

  columns: `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    a.attnotnull as required, pg_get_expr(d.adbin, d.adrelid) as default, a.attgenerated as generated,
    a.attidentity as identity, co.collname as collation, s.relname as sequence,
    ${counting} as counting,
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
  left join pg_sequence q on q.seqrelid = s.oid
  order by c.oid, a.attnum`,

  constraints: `select c.relname as table, n.conname as name, n.contype as type,
    ${names('n.conkey', 'n.conrelid')} as columns, target.relname as target,
    ${names('n.confkey', 'n.confrelid')} as references, n.confdeltype as ondelete, n.confupdtype as onupdate,
    n.confmatchtype as match, n.condeferrable as deferrable, n.condeferred as deferred, n.connoinherit as own, n.convalidated as valid,
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

  triggers: `select r.relname as table, g.tgname as name, pg_get_triggerdef(g.oid) as sql, null as kind,
    case g.tgenabled when 'D' then 'disable' when 'A' then 'enable always' when 'R' then 'enable replica' end as state,
    null as role
  from pg_trigger g join pg_class r on r.oid = g.tgrelid
  where not g.tgisinternal and r.relnamespace = 'public'::regnamespace
  union all
  select r.relname, x.relname, pg_get_indexdef(i.indexrelid), null, null, null
  from pg_index i join pg_class r on r.oid = i.indrelid and r.relkind = 'm' join pg_class x on x.oid = i.indexrelid
  where r.relnamespace = 'public'::regnamespace
  union all
  select c.relname, n.conname, format('alter table %I add constraint %I %s', c.relname, n.conname, pg_get_constraintdef(n.oid)),
    'exclusion constraint', null, null
  from (select * from ${tables}) c join pg_constraint n on n.conrelid = c.oid and n.contype = 'x' and ${isPlainExclusion}
  union all
  select c.relname, 'enabled', format('alter table %I enable row level security', c.relname), 'row security', null, null
  from (select * from ${tables}) c where c.relrowsecurity
  union all
  select c.relname, 'forced', format('alter table %I force row level security', c.relname), 'row security', null, null
  from (select * from ${tables}) c where c.relforcerowsecurity
  union all
  select c.relname, 'of ' || c.relname, format('alter table %I replica identity %s', c.relname,
      case c.relreplident when 'f' then 'full' when 'n' then 'nothing' else (select format('using index %I', x.relname)
        from pg_index i join pg_class x on x.oid = i.indexrelid where i.indrelid = c.oid and i.indisreplident) end),
    'replica identity', null, null
  from (select * from ${tables}) c where c.relreplident <> 'd'
    and (c.relreplident <> 'i' or exists (select from pg_index i where i.indrelid = c.oid and i.indisreplident))
  union all
  select c.relname, p.polname, concat(format('create policy %I on %I', p.polname, c.relname),
      case when not p.polpermissive then ' as restrictive' end,
      case p.polcmd when 'r' then ' for select' when 'a' then ' for insert' when 'w' then ' for update' when 'd' then ' for delete' end,
      case when p.polroles <> '{0}' then ' to ' || (select string_agg(${role('r')}, ', ') from unnest(p.polroles) r) end,
      ' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', ' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'),
    'policy', null, case when p.polroles <> '{0}' then (select string_agg(${role('r')}, ', ') from unnest(p.polroles) r) end
  from (select * from ${tables}) c join pg_policy p on p.polrelid = c.oid
  union all
  select v.relname, 'comment ' || d.objsubid, format('comment on %s is %L', case when d.objsubid > 0
      then format('column %I.%I', v.relname, (select attname from pg_attribute where attrelid = v.oid and attnum = d.objsubid))
      else format('%s %I', case v.relkind when 'm' then 'materialized view' else 'view' end, v.relname) end, d.description),
    'comment', null, null
  from pg_class v join pg_description d on d.objoid = v.oid and d.classoid = 'pg_class'::regclass
  where v.relnamespace = 'public'::regnamespace and v.relkind in ('v', 'm')
  union all
  select v.relname, format('to %s', ${role('g.grantee')}), format('grant %s on %I to %s%s',
      lower(string_agg(g.privilege_type, ', ' order by g.privilege_type)), v.relname, ${role('g.grantee')},
      case when g.is_grantable then ' with grant option' end),
    'grant', null, case when g.grantee <> 0 then ${role('g.grantee')} end
  from pg_class v, aclexplode(v.relacl) g
  where v.relnamespace = 'public'::regnamespace and v.relkind in ('v', 'm') and g.grantee <> v.relowner
  group by v.relname, g.grantee, g.is_grantable
  order by 1, 2`,

  views: `${blocked}
  select v.relname as name, pg_get_viewdef(v.oid) as sql, v.relkind = 'm' as materialized,
    to_json(v.reloptions) as options
  from pg_class v
  where v.relnamespace = 'public'::regnamespace and v.relkind in ('v', 'm') and ${ours('v.oid')}
    and v.oid not in (select oid from blocked)
  order by v.oid`,

  enums: `select t.typname as name, (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as values,
    (select json_agg(pg_describe_object(d.classid, d.objid, d.objsubid) order by 1)
      from pg_depend d left join pg_class r on d.classid = 'pg_class'::regclass and r.oid = d.objid
      where d.refclassid = 'pg_type'::regclass and d.refobjid in (t.oid, t.typarray) and d.deptype = 'n'
        and (r.relnamespace <> 'public'::regnamespace or r.relkind in ('p', 'c') or d.classid in ('pg_proc'::regclass, 'pg_type'::regclass)
          or r.relispartition or exists (select from pg_inherits where inhrelid = r.oid))) as users
  from pg_type t
  where t.typnamespace = 'public'::regnamespace and t.typtype = 'e' and ${ours('t.oid')}
  order by t.oid`,

  extensions: `select format('extension %I', x.extname) as name, format('create extension if not exists %I', x.extname) as sql
  from ${extensions} order by x.oid`,

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

  composites: `select format('type %I', c.relname) as name, format('create type %I as (%s)', c.relname,
      (select string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)) as sql
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'c' and ${ours('c.reltype')} and ${ours('c.oid')}
  order by c.oid`,

  routines: `select format('%s %s', case p.prokind when 'p' then 'procedure' else 'function' end, p.oid::regprocedure) as name,
    pg_get_functiondef(p.oid) as sql
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p', 'w') and ${ours('p.oid')}
  order by p.oid`,

  aggregates: `select format('aggregate %s', p.oid::regprocedure) as name,
    format('create or replace aggregate %s(%s) (%s)', quote_ident(p.proname), pg_get_function_arguments(p.oid), concat_ws(', ',
      format('sfunc = %s', a.aggtransfn::regproc), format('stype = %s', format_type(a.aggtranstype, null)),
      case when a.aggfinalfn <> 0 then format('finalfunc = %s', a.aggfinalfn::regproc) end,
      case when a.aggcombinefn <> 0 then format('combinefunc = %s', a.aggcombinefn::regproc) end,
      case when a.agginitval is not null then format('initcond = %L', a.agginitval) end)) as sql
  from pg_aggregate a join pg_proc p on p.oid = a.aggfnoid
  where p.pronamespace = 'public'::regnamespace and a.aggkind = 'n' and a.aggmtransfn = 0 and ${ours('p.oid')}
  order by p.oid`,

  unread: unreadQuery({ tables, isLeft: `not (${isPlainExclusion})`, blocked, isUsed }),
} as const
