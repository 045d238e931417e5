import type { Row, Server } from './postgres-support.ts'

/**
 * What PostgreSQL itself says of a schema, in its own words: the order of columns, and names that it gives itself, are
 * left out.
 */
export async function catalogueOf({ query }: Server): Promise<Readonly<Record<string, readonly Row[]>>> {
  return {
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
