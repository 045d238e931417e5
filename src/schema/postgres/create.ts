import { inOrderOfReference } from '../order.ts'
import { statementOf } from '../print/statement.ts'
import type { ForeignKey, Schema, Table } from '../schema.ts'
import { commentSteps } from './comments.ts'
import { nameKey } from './expression.ts'
import { addConstraint } from './name-constraint.ts'
import { writer } from './writer.ts'

/** The statements that build a schema in an empty database, in the order in which they can run. */
export function createStatements({ tables, views, enums = [] }: Schema): string[] {
  const { created, later } = splitReferences(tables)
  const sql = (steps: Parameters<typeof statementOf>[0][]): string[] => steps.map((step) => statementOf(step, writer))
  return [
    ...sql(enums.map((type) => ({ kind: 'createEnum', type }))),
    ...sql(created.map((table) => ({ kind: 'createTable', table }))),
    ...sql(
      tables.flatMap(({ name, indexes }) => indexes.map((index) => ({ kind: 'createIndex', table: name, index }))),
    ),
    ...sql(later.map(({ table, key }) => addConstraint(table, { kind: 'foreign_key', ...key }))),
    ...sql(tables.flatMap((table) => commentSteps(undefined, table))),
    ...[...tables, ...views].flatMap((one) => [
      ...('sql' in one ? [one.sql] : []),
      ...one.triggers.map(({ sql: text }) => text),
    ]),
  ]
}

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
  isReady: (key: ForeignKey) => boolean = () => false,
): { readonly created: readonly Table[]; readonly later: readonly Reference[] } {
  const known = new Set<string>()
  const later: Reference[] = []
  const created = inOrderOfReference(tables, nameKey).map((table) => {
    known.add(table.name)
    const foreignKeys = table.foreignKeys.filter((key) => known.has(key.table) || isReady(key))
    later.push(
      ...table.foreignKeys.filter((key) => !foreignKeys.includes(key)).map((key) => ({ table: table.name, key })),
    )
    return { ...table, foreignKeys }
  })
  return { created, later }
}
