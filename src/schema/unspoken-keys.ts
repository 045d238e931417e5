import type { Dialect } from './dialect.ts'
import { sameColumnNames, sameForeignKey } from './same.ts'
import type { ForeignKey, Schema, Table } from './schema.ts'

interface Sides {
  readonly models: Schema
  readonly existing: Schema
}

/** The foreign keys of a model's table, and those of the table as it is that no model can say. */
export function keepForeignKeys(table: Table, existing: Table, sides: Sides, dialect: Dialect): ForeignKey[] {
  const said = table.foreignKeys.map((key) => keepForeignKey(key, existing, dialect))
  const known = said.filter((key) => existing.foreignKeys.includes(key))
  const isUnsayable = (key: ForeignKey): boolean =>
    key.columns.length > 1 ||
    key.references.length !== 1 ||
    !find(sides.models, key.table, dialect) ||
    known.some(({ columns }) => sameColumnNames(columns, key.columns, dialect))
  const kept = existing.foreignKeys.filter(
    (key) => !known.includes(key) && isUnsayable(key) && stillHolds(key, table, sides, dialect),
  )
  return [...said, ...kept]
}

/** A model does not say what a reference is called and when it is checked, nor always what follows an update. */
function keepForeignKey(key: ForeignKey, { foreignKeys }: Table, dialect: Dialect): ForeignKey {
  const same = sameForeignKey(dialect)
  return (
    foreignKeys.find((existing) => {
      const { deferrable, isFullMatch, isNotValid, onUpdate } = existing
      const kept = {
        ...(deferrable && { deferrable }),
        ...(isFullMatch && { isFullMatch }),
        ...(isNotValid && { isNotValid }),
      }
      const isSaid = key.onUpdate !== 'no action'
      return same({ ...key, ...kept, ...(!isSaid && { onUpdate }) }, existing)
    }) ?? key
  )
}

/** Whether the models leave all that a key is about; it may lead to what is nowhere, as it did before. */
function stillHolds(key: ForeignKey, table: Table, { models, existing }: Sides, dialect: Dialect): boolean {
  const target = find(models, key.table, dialect)
  const goesOn = target ? hasColumns(target, key.references, dialect) : !find(existing, key.table, dialect)
  return goesOn && hasColumns(table, key.columns, dialect)
}

const find = ({ tables }: Schema, name: string, { nameKey }: Dialect): Table | undefined =>
  tables.find((table) => nameKey(table.name) === nameKey(name))

const hasColumns = ({ columns }: Table, names: readonly string[], { nameKey }: Dialect): boolean =>
  names.every((name) => columns.some((column) => nameKey(column.name) === nameKey(name)))
