import { inOrderOfReference } from './order.ts'
import type { ForeignKey, Schema, Table } from './schema.ts'

export interface Reference {
  readonly table: string
  readonly key: ForeignKey
}

/**
 * Tables in the order in which they can be created, and the references that must wait until all are there.
 * @param isReady whether a table that is there already can be referred to
 */
export function splitReferences(
  tables: readonly Table[],
  nameKey: (name: string) => string,
  isReady: (key: ForeignKey) => boolean = () => false,
): { readonly created: readonly Table[]; readonly later: readonly Reference[] } {
  const known = new Set<string>()
  const later: Reference[] = []
  const created = inOrderOfReference(tables, nameKey).map((table) => {
    known.add(nameKey(table.name))
    const foreignKeys = table.foreignKeys.filter((key) => known.has(nameKey(key.table)) || isReady(key))
    later.push(
      ...table.foreignKeys.filter((key) => !foreignKeys.includes(key)).map((key) => ({ table: table.name, key })),
    )
    return { ...table, foreignKeys }
  })
  return { created, later }
}

/** Whether a foreign key leads to a table that the schema says nothing of, and that is there, then. */
export const leadsElsewhere =
  ({ tables }: Schema, nameKey: (name: string) => string) =>
  (key: ForeignKey): boolean =>
    !tables.some(({ name }) => nameKey(name) === nameKey(key.table))
