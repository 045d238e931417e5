import type { DatabaseObject, Table } from '../schema.ts'
import type { Step } from '../step.ts'
import { mentions } from './expression.ts'

/** The statements that create what tables may need, before them, and the functions that may read them, after them. */
export function objectSteps(objects: readonly DatabaseObject[], tables: readonly Table[]) {
  const texts = tables.flatMap(({ columns, checks, indexes }) => [
    ...columns.flatMap((column) => [column.default ?? '', column.generated?.expression ?? '']),
    ...checks.map(({ expression }) => expression),
    ...indexes.flatMap((index) => [
      index.where ?? '',
      ...index.columns.map((one) => ('column' in one ? '' : one.expression)),
    ]),
  ])
  const waits = ({ name }: DatabaseObject): boolean => {
    const [, routine] = /^(?:function|procedure) (?:.*?\.)?"?([^"(]+)/.exec(name) ?? []
    return routine !== undefined && !texts.some((text) => mentions(text, routine))
  }
  const steps = (some: readonly DatabaseObject[]) => some.map(({ sql }): Step => ({ kind: 'sql', statement: sql }))
  return { before: steps(objects.filter((one) => !waits(one))), after: steps(objects.filter(waits)) }
}
