import { statementOf } from '../print/statement.ts'
import type { Schema } from '../schema.ts'
import { splitReferences } from '../split-references.ts'
import { commentSteps } from './comments.ts'
import { nameKey } from './expression.ts'
import { addConstraint } from './name-constraint.ts'
import { objectSteps } from './objects.ts'
import { writer } from './writer.ts'

/** The statements that build a schema in an empty database, in the order in which they can run. */
export function createStatements({ tables, views, enums = [], objects = [] }: Schema): string[] {
  const { created, later } = splitReferences(tables, nameKey)
  const others = objectSteps(objects, tables)
  const sql = (steps: Parameters<typeof statementOf>[0][]): string[] => steps.map((step) => statementOf(step, writer))
  return [
    ...sql(enums.map((type) => ({ kind: 'createEnum', type }))),
    ...sql(others.before),
    ...sql(created.map((table) => ({ kind: 'createTable', table }))),
    ...sql(
      tables.flatMap(({ name, indexes }) => indexes.map((index) => ({ kind: 'createIndex', table: name, index }))),
    ),
    ...sql(later.map(({ table, key }) => addConstraint(table, { kind: 'foreign_key', ...key }))),
    ...sql(others.after),
    ...sql(tables.flatMap((table) => commentSteps(undefined, table))),
    ...[...tables, ...views].flatMap((one) => [
      ...('sql' in one ? [one.sql] : []),
      ...one.triggers.map(({ sql: text }) => text),
    ]),
  ]
}
