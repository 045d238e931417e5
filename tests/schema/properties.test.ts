import fc from 'fast-check'
import { describe, it } from 'vitest'
import { createStatements } from '../../src/schema/sqlite/create.ts'
import { pairs } from './pairs.ts'
import { build, expectRoundTrip, read } from './round-trip.ts'
import { fillWithRows } from './rows.ts'

/** `PAIRS=2000 npx vitest run tests/schema/properties` tries as many as the documentation says. */
const runs = Number(process.env['PAIRS'] ?? 200)

describe('a migration between random schemas', () => {
  it(
    'goes up, down and up again, and loses no row',
    async () => {
      const property = fc.asyncProperty(pairs, async ({ before, after, renames, fills }) => {
        const database = build(createStatements(before))
        fillWithRows(database, before)
        const target = await read(build(createStatements(after)))
        await expectRoundTrip(database, target, { renames, fills })
        database.close()
      })
      // A pair is drawn step by step, and shrinking it would take forever: the error has the two schemas.
      await fc.assert(property, { numRuns: runs, endOnFailure: true })
    },
    60_000 + runs * 5_000,
  )
})
