import { statementOf } from '../print/statement.ts'
import type { Schema } from '../schema.ts'
import { splitReferences } from '../split-references.ts'
import type { Step } from '../step.ts'
import { nameKey } from './expression.ts'
import { addForeignKeys } from './references.ts'
import { writer } from './writer.ts'

/** The statements that build a schema in an empty database, in the order in which they can run. */
export function createStatements({ tables, views }: Schema): string[] {
  const { created, later } = splitReferences(tables, nameKey)
  const steps: Step[] = [...created.map((table): Step => ({ kind: 'createTable', table })), ...addForeignKeys(later)]
  return [
    ...steps.map((step) => statementOf(step, writer)),
    ...tables.flatMap(({ triggers }) => triggers.map(({ sql }) => sql)),
    ...views.map(({ sql }) => sql),
  ]
}
