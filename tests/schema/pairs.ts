import fc from 'fast-check'
import type { Renames } from '../../src/schema/renames.ts'
import type { Schema } from '../../src/schema/schema.ts'
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
