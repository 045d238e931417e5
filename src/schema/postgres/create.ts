import { statementOf } from '../print/statement.ts'
import type { Schema } from '../schema.ts'
import { splitReferences } from '../split-references.ts'
import { attach } from './attached.ts'
import { commentSteps } from './comments.ts'
import { nameKey } from './expression.ts'
import { countingSteps } from './identity.ts'
import { addConstraint } from './name-constraint.ts'
import { createObjects } from './objects.ts'
import { uncheckedChecks, uncheckedReferences, withoutUnchecked } from './unchecked.ts'
import { writer } from './writer.ts'

/** The statements that build a schema in an empty database, in the order in which they can run. */
export function createStatements({ tables, views, enums = [], objects = [] }: Schema): string[] {
  const { created, later } = splitReferences(tables, nameKey)
  const others = createObjects(objects, views, { tables })
  const sql = (steps: Parameters<typeof statementOf>[0][]): string[] => steps.map((step) => statementOf(step, writer))
  return [
    ...sql(enums.map((type) => ({ kind: 'createEnum', type }))),
    ...sql([...others.before]),
    ...sql(created.map((table) => ({ kind: 'createTable', table: withoutUnchecked(table) }))),
    ...sql(created.flatMap(countingSteps)),
    ...sql(
      tables.flatMap(({ name, indexes }) => indexes.map((index) => ({ kind: 'createIndex', table: name, index }))),
    ),
    ...sql(
      [...later, ...created.flatMap(uncheckedReferences)].map(({ table, key }) =>
        addConstraint(table, { kind: 'foreign_key', ...key }),
      ),
    ),
    ...sql(created.flatMap(uncheckedChecks)),
    ...sql([...others.after]),
    ...sql(tables.flatMap((table) => commentSteps(undefined, table))),
    ...tables.flatMap(({ name, triggers }) => triggers.flatMap((trigger) => attach(trigger, name))),
  ]
}
