import { compare } from '../../schema/compare.ts'
import type { Dialect } from '../../schema/dialect.ts'
import { type Answered, migrations } from '../../schema/migration.ts'
import { patchTable } from '../../schema/patch.ts'
import { rename } from '../../schema/rename.ts'
import { noRenames, type Renames } from '../../schema/renames.ts'
import type { Schema, Table } from '../../schema/schema.ts'
import type { Migration } from '../../schema/step.ts'

/** The table of a feature before a command and after it; none where it is not there. */
export interface TableChange {
  readonly from?: Table
  readonly to?: Table
  /** What rows get, as {@link Answered} has it. */
  readonly fills?: Answered['fills']
  /** What has another name in `to`. */
  readonly renames?: Renames
}

/** The migrations for changes of tables in a schema: none where that has them already. */
export function migrateTables(schema: Schema, changes: readonly TableChange[], dialect: Dialect): Migration[] {
  const renames = allRenames(schema, changes, dialect)
  const fills = new Map(changes.flatMap((change) => [...(change.fills ?? [])]))
  return migrations(schema, changeTables(schema, changes, dialect), { renames, fills }, dialect)
}

/** A schema with changes of its tables. */
export const changeTables = (schema: Schema, changes: readonly TableChange[], dialect: Dialect): Schema =>
  changes.reduce(
    (changed, change) => changeTable(changed, change, dialect),
    rename(schema, allRenames(schema, changes, dialect), dialect),
  )

function allRenames(schema: Schema, changes: readonly TableChange[], dialect: Dialect): Renames {
  const all = changes.map((change) => renamesIn(schema, change, dialect))
  return { tables: all.flatMap(({ tables }) => tables), columns: all.flatMap(({ columns }) => columns) }
}

export const emptySchema = ({ engine }: Dialect): Schema => ({ engine, tables: [], views: [] })

/** The renames of a change that have not been done: what was renamed already has its new name. */
function renamesIn({ tables }: Schema, { from, renames = noRenames }: TableChange, { nameKey }: Dialect): Renames {
  const table = tables.find(({ name }) => from && nameKey(name) === nameKey(from.name))
  const isIn = (name: string): boolean =>
    table?.columns.some((column) => nameKey(column.name) === nameKey(name)) === true
  return {
    tables: table ? renames.tables : [],
    columns: renames.columns.filter((column) => isIn(column.from) && !isIn(column.to)),
  }
}

/** @param schema where what is renamed has its new names */
function changeTable(schema: Schema, change: TableChange, dialect: Dialect): Schema {
  const { to, renames = noRenames } = change
  const from = change.from ?? schema.tables.find(({ name }) => dialect.nameKey(name) === dialect.nameKey(to!.name))
  if (!from) return { ...schema, tables: [...schema.tables, to!] }
  const isIt = ({ name }: Table): boolean => dialect.nameKey(name) === dialect.nameKey((to ?? from).name)
  if (!to) return { ...schema, tables: schema.tables.filter((table) => !isIt(table)) }
  const [difference] = compare(rename(alone(from, dialect), renames, dialect), alone(to, dialect), dialect).altered
  return {
    ...schema,
    tables: schema.tables.map((table) => (difference && isIt(table) ? patchTable(table, difference, dialect) : table)),
  }
}

/** A schema of one table. */
export const alone = (table: Table, dialect: Dialect): Schema => ({ ...emptySchema(dialect), tables: [table] })
