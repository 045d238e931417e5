import type { Table } from './schema.ts'

/** Tables, each after those that it refers to. Where they refer to each other in a circle, in their own order. */
export function inOrderOfReference(tables: readonly Table[], nameKey: (name: string) => string): Table[] {
  const byName = new Map(tables.map((table) => [nameKey(table.name), table]))
  const ordered = new Set<Table>()
  const entered = new Set<Table>()
  const visit = (table: Table): void => {
    if (entered.has(table)) return
    entered.add(table)
    for (const key of table.foreignKeys) {
      const target = byName.get(nameKey(key.table))
      if (target) visit(target)
    }
    ordered.add(table)
  }
  tables.forEach(visit)
  return [...ordered]
}
