import type { Row, Server } from './mysql-support.ts'

/**
 * What the server itself says of a schema, in its own words: the order of columns, and names that it gives itself, are
 * left out.
 */
export async function catalogueOf({ query }: Server): Promise<Readonly<Record<string, readonly Row[]>>> {
  return {
    tables: await query(`select table_name, table_collation, table_comment, table_type
      from information_schema.tables where table_schema = database() order by 1`),
    columns:
      await query(`select table_name, lower(column_name) as name, column_type, is_nullable, replace(column_default, '_utf8mb4', '') as usual, extra,
        generation_expression, collation_name, column_comment
      from information_schema.columns where table_schema = database() order by 1, 2`),
    indexes:
      await query(`select table_name, if(index_name = 'PRIMARY', 0, 1) as other, non_unique, index_type, if(index_name = 'PRIMARY', '', index_comment) as comment,
        group_concat(lower(column_name), ' ', coalesce(sub_part, ''), ' ', coalesce(collation, '') order by seq_in_index) as columns
      from information_schema.statistics where table_schema = database()
      group by table_name, index_name, non_unique, index_type, index_comment order by 1, 2, 3, columns`),
    references: await query(`select k.table_name, r.delete_rule, r.update_rule, k.referenced_table_name,
        group_concat(lower(k.column_name), '=', lower(k.referenced_column_name) order by k.ordinal_position) as columns
      from information_schema.key_column_usage k
      join information_schema.referential_constraints r on r.constraint_schema = k.constraint_schema
        and r.constraint_name = k.constraint_name and r.table_name = k.table_name
      where k.table_schema = database() and k.referenced_table_name is not null
      group by k.table_name, k.constraint_name, r.delete_rule, r.update_rule, k.referenced_table_name
      order by 1, 4, columns`),
    checks: await query(`select table_name, check_clause from information_schema.check_constraints
      where constraint_schema = database() order by 1, 2`),
    views: await query(`select table_name, replace(view_definition, concat('\`', database(), '\`.'), '') as definition
      from information_schema.views where table_schema = database() order by 1`),
    triggers: await query(`select event_object_table, action_timing, event_manipulation, action_statement
      from information_schema.triggers where trigger_schema = database() order by 1, 2, 3, 4`),
  }
}
