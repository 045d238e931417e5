import type { ForeignKey, Table } from '../../schema.ts'
import type { ColumnOptions } from '../options.ts'
import type { PrintEngine } from './engines.ts'

/** The tables of a database by what all spellings of their names have in common. */
export type Tables = ReadonlyMap<string, Table>

/** What a model says of a reference. */
interface SaidReference {
  /** The table whose `id` it is, where that is what the project's ids are. */
  readonly references?: string
  /** Of the column to which it leads. */
  readonly type: string
  readonly options: ColumnOptions
}

/**
 * The reference of a column, if there is one that a model can say: to one column, of a table that is there.
 * @param idType of the project's ids
 */
export function sayReference(
  column: string,
  { foreignKeys }: Table,
  tables: Tables,
  idType: string,
  { nameKey }: PrintEngine,
) {
  const key = foreignKeys.find((one) => one.columns.length === 1 && nameKey(one.columns[0]!) === nameKey(column))
  const target = key && targetOf(key, tables, nameKey)
  return target && saidOf(key, target, idType)
}

function targetOf(
  { table, references: [name = '', ...others] }: ForeignKey,
  tables: Tables,
  nameKey: PrintEngine['nameKey'],
) {
  const column = tables.get(nameKey(table))?.columns.find((one) => nameKey(one.name) === nameKey(name))
  return others.length > 0 || [table, name].some((part) => part.includes('.')) ? undefined : column
}

function saidOf({ table, onDelete, onUpdate }: ForeignKey, target: Table['columns'][number], idType: string) {
  const actions: ColumnOptions = {
    ...(onDelete !== 'restrict' && { onDelete }),
    ...(onUpdate !== 'no action' && { onUpdate }),
  }
  const { type } = target
  const [to, column] = [table, target.name].map((name) => name.toLowerCase()) as [string, string]
  const said: SaidReference =
    column === 'id' && type === idType
      ? { references: to, type, options: actions }
      : { type, options: { references: `${to}.${column}`, ...actions } }
  return said
}
