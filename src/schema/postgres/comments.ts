import type { Table } from '../schema.ts'
import type { Step } from '../step.ts'
import { identifier, literal } from './identifier.ts'

/** What is said of a table and its columns, where it is something else than before. */
export function commentSteps(from: Table | undefined, to: Table): Step[] {
  const table = identifier(to.name)
  const before = new Map(from?.columns.map(({ name, comment }) => [name, comment]))
  return [
    ...(from?.comment === to.comment ? [] : [comment(`table ${table}`, to.comment)]),
    ...to.columns
      .filter((column) => before.get(column.name) !== column.comment)
      .map((column) => comment(`column ${table}.${identifier(column.name)}`, column.comment)),
  ]
}

const comment = (of: string, text: string | undefined): Step => ({
  kind: 'sql',
  statement: `comment on ${of} is ${literal(text ?? null)}`,
})
