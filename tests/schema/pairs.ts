import fc from 'fast-check'
import type { Renames } from '../../src/schema/renames.ts'
import type { Column, Schema, Table } from '../../src/schema/schema.ts'
import { mutate } from './mutate.ts'
import { newSchema } from './random-schema.ts'

/** Two schemas, how the second came from the first, and rows for the first that the second can have. */
export interface Pair {
  readonly before: Schema
  readonly after: Schema
  readonly renames: Renames
  readonly fills: ReadonlyMap<string, string>
}

/** A random choice, as fast-check draws and shrinks it. */
export type Draw = <Value>(arbitrary: fc.Arbitrary<Value>) => Value

export const pairs: fc.Arbitrary<Pair> = fc.gen().map((gen) => {
  const draw: Draw = (arbitrary) => gen(() => arbitrary)
  const before = newSchema(draw)
  return { before, ...mutate(before, draw) }
})

/** The type that a column had; that of a new one is its own. */
export function typeBefore(table: Table, column: Column, { tables }: Schema, { renames }: Pair): string {
  const oldName = renames.tables.find(({ to }) => to === table.name)?.from ?? table.name
  const old = tables.find(({ name }) => name === oldName)
  const from = renames.columns.find((one) => one.table === table.name && one.to === column.name)?.from ?? column.name
  return (old?.columns.find(({ name }) => name === from) ?? column).type
}
