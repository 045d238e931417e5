import fc from 'fast-check'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { createStatements } from '../../src/schema/postgres/create.ts'
import { casesOf } from './cases.ts'
import { roundTripCase } from './postgres-case.ts'
import { postgresPairs } from './postgres-pairs.ts'
import { expectRoundTrip } from './postgres-round-trip.ts'
import { fillWithRows } from './postgres-rows.ts'
import { build, createDatabase, read, whyNoServer } from './postgres-support.ts'

const reason = await whyNoServer()
const isRequired = process.env['CI'] === 'true'
const cases = casesOf('postgres').filter(({ scope, loads }) => scope === 'core' && loads)
/** PGlite runs all of them: here, each twelfth. */
const sample = cases.filter((_, at) => at % 12 === 0)

describe.skipIf(reason !== undefined && !isRequired)(`a PostgreSQL server${reason ? ` (${reason})` : ''}`, () => {
  type Database = Awaited<ReturnType<typeof createDatabase>>
  let [before, after] = [] as unknown as [Database, Database]
  beforeAll(async () => {
    before = await createDatabase(`paxx_before_${process.pid}`)
    after = await createDatabase(`paxx_after_${process.pid}`)
  })
  afterAll(async () => {
    await before.drop()
    await after.drop()
  })

  it.each(sample.map((one) => [one.case, one] as const))('%s', async (_, one) => {
    await roundTripCase(one, before, after)
  })

  it('goes between random schemas, and loses no row', async () => {
    const property = fc.asyncProperty(postgresPairs, async (pair) => {
      await build(after, createStatements(pair.after))
      await build(before, createStatements(pair.before))
      await fillWithRows(before, pair.before)
      await expectRoundTrip(before, await read(after), pair)
    })
    await fc.assert(property, { numRuns: 20, endOnFailure: true })
  }, 120_000)
})
