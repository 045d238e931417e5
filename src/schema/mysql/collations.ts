import type { Schema, Table } from '../schema.ts'
import { nameKey } from './expression.ts'
import { isText } from './type.ts'

/**
 * Tables with the collations that those of another schema have. What room an index has, and which columns a reference can
 * be between, depends on them.
 */
export function withCollations(tables: readonly Table[], { tables: others }: Pick<Schema, 'tables'>): Table[] {
  return tables.map((table) => {
    const other = named(others, table.name)
    return {
      ...table,
      columns: table.columns.map((column) => {
        const collation = isText(column.type) ? named(other?.columns ?? [], column.name)?.collation : undefined
        return { ...column, ...(collation !== undefined && { collation }) }
      }),
      ...(other?.collation !== undefined && { collation: other.collation }),
    }
  })
}

const named = <Item extends { readonly name: string }>(items: readonly Item[], name: string): Item | undefined =>
  items.find((item) => nameKey(item.name) === nameKey(name))
