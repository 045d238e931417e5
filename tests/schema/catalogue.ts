import type { DatabaseSync } from 'node:sqlite'

type Row = Readonly<Record<string, unknown>>

/** What SQLite itself says of a schema, in an order of its own: names of unnamed indexes and numbers left out. */
export function catalogueOf(database: DatabaseSync): object {
  const all = (sql: string, ...values: string[]): Row[] => database.prepare(sql).all(...values) as Row[]
  const tables = all(
    `select name, type, wr, strict from pragma_table_list where schema = 'main' and name not like 'sqlite_%'`,
  )
  return {
    objects: all(`select type, name from sqlite_schema where type in ('view', 'trigger') order by type, name`),
    tables: tables
      .map(({ name, ...storage }) => ({
        name: fold(name),
        ...storage,
        columns: sorted(
          all(`select name, type, "notnull", dflt_value, pk, hidden from pragma_table_xinfo(?)`, String(name)).map(
            ({ name: column, type, dflt_value: usual, ...rest }) => ({
              name: fold(column),
              type: fold(type),
              usual: plainDefault(usual),
              ...rest,
            }),
          ),
        ),
        indexes: sorted(
          all(`select name, "unique", origin, partial from pragma_index_list(?)`, String(name)).map(
            ({ name: index, origin, ...rest }) => ({
              ...(origin === 'c' && { index }),
              ...rest,
              columns: all(`select name, "desc", coll, key from pragma_index_xinfo(?)`, String(index))
                .filter(({ key }) => key === 1)
                .map(({ name: column, ...kept }) => ({ ...kept, column: fold(column) })),
            }),
          ),
        ),
        foreignKeys: sorted(
          all(
            `select seq, "table", "from", "to", on_update, on_delete from pragma_foreign_key_list(?)`,
            String(name),
          ).map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, fold(value)]))),
        ),
      }))
      .toSorted((one, other) => one.name.localeCompare(other.name)),
  }
}

const fold = (value: unknown): string => String(value).toLowerCase().replaceAll(/\s+/g, '')

const plainDefault = (value: unknown): string =>
  value === null
    ? ''
    : fold(value)
        .replaceAll(/^\((.*)\)$/g, '$1')
        .replace('false', '0')
        .replace('true', '1')
        .replaceAll('"', "'")

const sorted = (items: readonly object[]): object[] =>
  items.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)))
