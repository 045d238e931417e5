import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createStatements } from '../../src/schema/postgres/create.ts'
import { postgresPairs } from './postgres-pairs.ts'
import { expectRoundTrip } from './postgres-round-trip.ts'
import { fillWithRows } from './postgres-rows.ts'
import { bootServer, build, read, type Server } from './postgres-support.ts'

/** `PAIRS=2000 npx vitest run tests/schema/postgres-properties` tries as many; each takes a third of a second. */
const runs = Number(process.env['PAIRS'] ?? 40)

describe('on PostgreSQL, between random schemas', () => {
  let server: Server
  beforeAll(async () => {
    server = await bootServer()
  }, 60_000)

  it(
    'reads what it created',
    async () => {
      const property = fc.asyncProperty(postgresPairs, async ({ before }) => {
        await build(server, createStatements(before))
        const schema = await read(server)
        await build(server, createStatements(schema))
        expect(await read(server)).toEqual(schema)
      })
      await fc.assert(property, { numRuns: runs, endOnFailure: true })
    },
    60_000 + runs * 5_000,
  )

  it(
    'goes up, down and up again, and loses no row',
    async () => {
      const property = fc.asyncProperty(postgresPairs, async ({ before, after, renames, fills }) => {
        await build(server, createStatements(after))
        const target = await read(server)
        await build(server, createStatements(before))
        await fillWithRows(server, before)
        await expectRoundTrip(server, target, { renames, fills })
      })
      // A pair is drawn step by step, and shrinking it would take forever: the error has the two schemas.
      await fc.assert(property, { numRuns: runs, endOnFailure: true })
    },
    60_000 + runs * 5_000,
  )
})
