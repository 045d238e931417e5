import type { Row, Server } from './postgres-support.ts'

/**
 * What PostgreSQL itself says of a schema, in its own words: the order of columns, and names that it gives itself, are
 * left out.
 */
export async function catalogueOf(server: Server, depth?: 'all'): Promise<Readonly<Record<string, readonly Row[]>>> {
  const { query } = server
  return {
    ...(depth && (await moreOf(server))),
    columns:
      await query(`select table_name, column_name, data_type, udt_name, character_maximum_length, numeric_precision,
        numeric_scale, datetime_precision, is_nullable, is_identity, identity_generation, generation_expression,
        collation_name, regexp_replace(regexp_replace(column_default, 'nextval.*', 'nextval'), '^''?(-?[0-9.]+)''?::[a-z ]+$', '\\1') as usual
      from information_schema.columns where table_schema = 'public' order by 1, 2`),
    constraints: await query(`select conrelid::regclass::text, contype, pg_get_constraintdef(oid) as definition
      from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' order by 1, 2, 3`),
    indexes: await query(`select tablename, regexp_replace(indexdef, 'INDEX .* ON', 'INDEX ON') as definition
      from pg_indexes where schemaname = 'public' order by 1, 2`),
    comments: await query(`select c.relname, a.attname, d.description from pg_description d
      join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass and c.relnamespace = 'public'::regnamespace
      left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid and d.objsubid > 0 order by 1, 2`),
    views: await query(`select viewname, definition from pg_views where schemaname = 'public' order by 1`),
    enums: await query(`select t.typname, e.enumlabel from pg_enum e join pg_type t on t.oid = e.enumtypid
      order by 1, e.enumsortorder`),
    triggers: await query(`select tgrelid::regclass::text, pg_get_triggerdef(oid) as definition from pg_trigger
      where not tgisinternal order by 1, 2`),
  }
}

/** What is no table, column, constraint or index, or is said of one. */
const moreOf = async ({ query }: Server): Promise<Readonly<Record<string, readonly Row[]>>> => ({
  relations: await query(`select relname, relkind, relpersistence, relrowsecurity, relforcerowsecurity, relreplident,
      reloptions, array(select format('%s %s', grantee::regrole, privilege_type)
        from aclexplode(relacl) where grantee <> relowner order by 1) as grants
    from pg_class where relnamespace = 'public'::regnamespace order by relname`),
  policies: await query(
    `select tablename, policyname, permissive, roles::text, cmd, qual, with_check from pg_policies order by 1, 2`,
  ),
  triggers: await query(
    `select tgrelid::regclass::text, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2`,
  ),
  routines: await query(`select proname, prokind, proargtypes::text, prosrc, proconfig from pg_proc
    where pronamespace = 'public'::regnamespace order by 1, 3`),
  sequences: await query(`select sequencename, start_value, increment_by, min_value, max_value, cycle, cache_size
    from pg_sequences where schemaname = 'public' order by 1`),
  types: await query(`select typname, typtype from pg_type where typnamespace = 'public'::regnamespace order by 1`),
  schemas: await query(`select nspname from pg_namespace order by 1`),
})
