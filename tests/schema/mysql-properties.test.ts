import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStatements } from '../../src/schema/mysql/create.ts'
import { mysqlPairs } from './mysql-pairs.ts'
import { expectRoundTrip } from './mysql-round-trip.ts'
import { fillWithRows } from './mysql-rows.ts'
import { build, createDatabase, needsServer, read, type Server } from './mysql-support.ts'

/** `PAIRS=2000 npx vitest run tests/schema/mysql-properties` tries as many; each takes a third of a second. */
const runs = Number(process.env['PAIRS'] ?? 25)
const { isSkipped, why } = await needsServer()

describe.skipIf(isSkipped)(`on MySQL${why}, between random schemas`, () => {
  let [server, other] = [] as unknown as [Server, Server]
  beforeAll(async () => {
    server = await createDatabase(`paxx_pairs_${process.pid}`)
    other = await createDatabase(`paxx_pairs_other_${process.pid}`)
  })
  afterAll(async () => {
    await server?.drop()
    await other?.drop()
  })

  it(
    'reads what it created',
    async () => {
      const property = fc.asyncProperty(mysqlPairs, async ({ before }) => {
        await build(server, createStatements(before))
        const schema = await read(server)
        await build(other, createStatements(schema))
        expect(await read(other)).toEqual(schema)
      })
      await fc.assert(property, { numRuns: runs, endOnFailure: true })
    },
    60_000 + runs * 5_000,
  )

  it(
    'goes up, down and up again, and loses no row',
    async () => {
      const property = fc.asyncProperty(mysqlPairs, async ({ before, after, renames, fills }) => {
        await build(other, createStatements(after))
        const target = await read(other)
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
