import type { Catalogue } from './catalogue.ts'

export const serverQuery = `select version() as version, database() as \`database\`,
  default_collation_name as collation
  from information_schema.schemata where schema_name = database()`

/** Partitioned tables, sequences, and tables with a history are left alone. */
const isOurs = `table_schema = database() and table_type = 'BASE TABLE' and table_name not like 'kysely\\_migration%'
  and create_options not like '%partitioned%'`
const tables = `(select table_name from information_schema.tables where ${isOurs})`

/** Only MySQL has these. */
const unenforced = `union all select concat('check ', constraint_name, ' of table ', table_name, ', which is not enforced')
    from information_schema.table_constraints where table_schema = database() and enforced = 'NO'`

/** One query for each kind of thing, whatever the number of tables; MySQL has some columns that MariaDB has not. */
export const queriesOf = (isMariaDb: boolean): Readonly<Record<keyof Catalogue, string>> => ({
  tables: `select table_name as name, table_collation as collation, table_comment as comment
    from information_schema.tables where ${isOurs} order by table_name`,

  columns: `select table_name as \`table\`, column_name as name, column_type as type, is_nullable as nullable,
      column_default as \`default\`, extra as extra, generation_expression as \`generated\`,
      collation_name as collation, column_comment as comment
    from information_schema.columns where table_schema = database() and table_name in ${tables}
    order by table_name, ordinal_position`,

  indexes: `select table_name as \`table\`, index_name as name, non_unique as nonunique, column_name as \`column\`,
      collation as direction, sub_part as length, index_type as method, index_comment as comment,
      ${isMariaDb ? 'null' : 'expression'} as expression,
      ${isMariaDb ? 'ignored' : "if(is_visible = 'NO', 'YES', 'NO')"} as hidden
    from information_schema.statistics where table_schema = database() and table_name in ${tables}
    order by table_name, index_name, seq_in_index`,

  foreignKeys: `select k.table_name as \`table\`, k.constraint_name as name, k.column_name as \`column\`,
      
      if(k.referenced_table_schema = database(), k.referenced_table_name,
        concat(k.referenced_table_schema, '.', k.referenced_table_name)) as target, k.referenced_column_name as reference, r.delete_rule as ondelete,
      r.update_rule as onupdate
    from information_schema.key_column_usage k
    join information_schema.referential_constraints r on r.constraint_schema = k.constraint_schema
      and r.constraint_name = k.constraint_name and r.table_name = k.table_name
    where k.table_schema = database() and k.table_name in ${tables}
    order by k.table_name, k.constraint_name, k.ordinal_position`,

  checks: isMariaDb
    ? `select table_name as \`table\`, constraint_name as name, check_clause as expression, level as level
    from information_schema.check_constraints where constraint_schema = database()
    order by table_name, constraint_name`
    : `select t.table_name as \`table\`, t.constraint_name as name, c.check_clause as expression, 'Table' as level
    from information_schema.table_constraints t
    join information_schema.check_constraints c on c.constraint_schema = t.constraint_schema
      and c.constraint_name = t.constraint_name
    where t.table_schema = database() and t.constraint_type = 'CHECK' and t.enforced = 'YES'
    order by t.table_name, t.constraint_name`,

  triggers: `select event_object_table as \`table\`, trigger_name as name, action_timing as timing,
      event_manipulation as event, action_statement as statement
    from information_schema.triggers where trigger_schema = database()
    order by event_object_table, event_manipulation, action_timing, action_order`,

  // Whoever may not see what a view is, leaves it alone.
  views: `select table_name as name, view_definition as \`sql\`, check_option as \`check\`, security_type as security
    from information_schema.views where table_schema = database() and view_definition <> '' order by table_name`,

  unread: `select concat(if(table_type = 'SEQUENCE', 'sequence ', if(table_type = 'SYSTEM VERSIONED', 'table with a history ',
      'partitioned table ')), table_name) as name
    from information_schema.tables where table_schema = database() and (table_type in ('SEQUENCE', 'SYSTEM VERSIONED')
      or (table_type = 'BASE TABLE' and create_options like '%partitioned%'))
    union all select concat('engine ', engine, ' of table ', table_name)
    from information_schema.tables where ${isOurs} and engine <> 'InnoDB'
    union all select concat(regexp_substr(create_options, 'row_format=[A-Z]+'), ' of table ', table_name)
    from information_schema.tables where ${isOurs} and create_options like '%row_format=%'
    ${isMariaDb ? '' : unenforced}
    union all select concat(lower(routine_type), ' ', routine_name)
    from information_schema.routines where routine_schema = database()
    union all select concat('event ', event_name) from information_schema.events where event_schema = database()
    order by name`,
})
