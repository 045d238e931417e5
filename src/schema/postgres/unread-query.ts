interface Parts {
  /** The tables that are read, as `c`. */
  readonly tables: string
  /** Of an exclusion constraint, `n`, whether it is left out. */
  readonly isLeft: string
  /** Makes a list of that name: what is not read, and what takes from it. */
  readonly blocked: string
  /** Of an extension, `x`, whether something needs it. */
  readonly isUsed: string
}

/** What is in a database, and no migration looks at: by kind and name, one line each. */
export const unreadQuery = ({ tables, isLeft, blocked, isUsed }: Parts): string => `${blocked}, left_out(name) as (
  select format('%s %s', case c.relkind when 'p' then 'partitioned table' when 'f' then 'foreign table' end, c.relname)
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('p', 'f') and not c.relispartition
  union all
  select format('view %s, which takes from what is not looked at', relname) from pg_class join blocked using (oid)
  where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
  union all
  select format('table %s, which inherits from %s', c.relname, i.inhparent::regclass)
  from pg_class c join pg_inherits i on i.inhrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relispartition
  union all
  select format('exclusion constraint %s of %s', n.conname, c.relname)
  from (select * from ${tables}) c join pg_constraint n on n.conrelid = c.oid and n.contype = 'x' and ${isLeft}
  union all
  select format('that table %s is unlogged', c.relname) from (select * from ${tables}) c where c.relpersistence = 'u'
  union all
  select format('grants on %s', c.relname) from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'S') and c.relname !~ '^kysely_migration'
    and (exists (select from aclexplode(c.relacl) where grantee <> c.relowner)
      or exists (select from pg_attribute where attrelid = c.oid and attacl is not null))
  union all
  select format('rule %s of %s', r.rulename, r.ev_class::regclass) from pg_rewrite r join pg_class c on c.oid = r.ev_class
  where c.relnamespace = 'public'::regnamespace and r.rulename <> '_RETURN'
  union all
  select format('schema %s', n.nspname) from pg_namespace n
  where n.nspname not in ('public', 'information_schema') and n.nspname !~ '^pg_'
    and not exists (select from pg_depend e where e.classid = 'pg_namespace'::regclass and e.objid = n.oid and e.deptype = 'e')
  union all
  select format('comment on %s', pg_describe_object(d.classoid, d.objoid, d.objsubid)) from pg_description d
  where (d.classoid, d.objoid) in (
    select 'pg_class'::regclass::oid, oid from pg_class where relnamespace = 'public'::regnamespace and relkind in ('i', 'S', 'c')
    union all select 'pg_constraint'::regclass, oid from pg_constraint where connamespace = 'public'::regnamespace
    union all select 'pg_proc'::regclass, oid from pg_proc where pronamespace = 'public'::regnamespace
    union all select 'pg_type'::regclass, oid from pg_type where typnamespace = 'public'::regnamespace)
    and not exists (select from pg_depend e where e.classid = d.classoid and e.objid = d.objoid and e.deptype = 'e')
  union all
  select pg_describe_object('pg_statistic_ext'::regclass, oid, 0) from pg_statistic_ext where stxnamespace = 'public'::regnamespace
  union all
  select pg_describe_object('pg_collation'::regclass, oid, 0) from pg_collation where collnamespace = 'public'::regnamespace
  union all
  select format('type %s', typname) from pg_type t where typnamespace = 'public'::regnamespace and typtype = 'r'
    and not exists (select from pg_depend e where e.objid = t.oid and e.deptype = 'e')
  union all
  select format('extension %I', x.extname) from pg_extension x
  where x.extnamespace not in ('public'::regnamespace, 'pg_catalog'::regnamespace) and ${isUsed}
  union all
  select format('publication %s', pubname) from pg_publication
  union all
  select format('aggregate %s', p.oid::regprocedure) from pg_aggregate a join pg_proc p on p.oid = a.aggfnoid
  where p.pronamespace = 'public'::regnamespace and (a.aggkind <> 'n' or a.aggmtransfn <> 0)
    and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e')
)
select name from left_out order by name`
