import type { Changed } from '../difference.ts'
import type { DatabaseObject, Schema, View } from '../schema.ts'
import type { Step } from '../step.ts'
import { attach } from './attached.ts'
import { identifier } from './identifier.ts'
import { inOrderOfNeed, madeOf, neededBy, withNeeds } from './needs.ts'

const sql = (statement: string): Step => ({ kind: 'sql', statement })

interface Created {
  /** What tables need. */
  readonly before: readonly Step[]
  /** What may need them, views among it. */
  readonly after: readonly Step[]
}

/** The statements that make objects and views, each after what it needs. */
export function createObjects(
  objects: readonly DatabaseObject[],
  views: readonly View[],
  { tables }: Pick<Schema, 'tables'>,
): Created {
  const needed = neededBy(tables, objects)
  const [before, after] = [objects.filter((one) => needed.has(one)), objects.filter((one) => !needed.has(one))]
  const isLate = objects.filter(isRoutine).some(({ sql: text }) => /\bas \$/i.test(text)) && objects.length > 1
  return {
    // A routine may call one that comes later, or read a table that does.
    before: [...(isLate ? [sql('set local check_function_bodies = off')] : []), ...make(before)],
    after: make([...after, ...views]),
  }
}

const make = (some: readonly (DatabaseObject | View)[]): Step[] =>
  inOrderOfNeed(some, madeOf).flatMap((one) =>
    [one.sql, ...('triggers' in one ? one.triggers.flatMap((trigger) => attach(trigger, one.name)) : [])].map(sql),
  )

const isRoutine = ({ name }: DatabaseObject): boolean => /^(?:function|procedure|aggregate) /.test(name)

/** The statements that drop objects and views, each before what it needs: first those that no table needs. */
export function dropObjects(
  { dropped, added }: Changed<DatabaseObject>,
  views: readonly View[],
  { tables }: Pick<Schema, 'tables'>,
): { readonly first: readonly Step[]; readonly last: readonly Step[] } {
  const gone = dropped.filter((one) => !added.some(({ name }) => name === one.name))
  const needed = neededBy(tables, gone)
  const isOfTrigger = ({ name }: DatabaseObject): boolean =>
    tables.some(({ triggers }) =>
      triggers.some(({ sql: text }) => text.includes(name.replace(/^function |\(.*$/g, ''))),
    )
  const last = withNeeds(
    gone.filter((one) => needed.has(one) || isOfTrigger(one)),
    gone,
  )
  return {
    first: unmake([...gone.filter((one) => !last.has(one)), ...views]),
    last: unmake([...last]),
  }
}

const unmake = (some: readonly (DatabaseObject | View)[]): Step[] =>
  inOrderOfNeed(some, madeOf)
    .toReversed()
    .map((one) => sql(`drop ${'triggers' in one ? `${kindOf(one)} ${identifier(one.name)}` : one.name}`))

const kindOf = ({ sql: text }: View): string => (/^create materialized/i.test(text) ? 'materialized view' : 'view')

/** A sequence, a routine or an aggregate takes the place of the one of its name. */
export const inItsPlace = (
  { name, sql: text }: DatabaseObject,
  { dropped }: Changed<DatabaseObject>,
): DatabaseObject => ({
  name,
  sql: dropped.some((one) => one.name === name) ? text.replace(/^create sequence /, 'alter sequence ') : text,
})
