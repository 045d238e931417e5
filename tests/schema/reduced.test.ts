import { beforeAll, describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.ts'
import { literal, quote } from '../../src/schema/sqlite/identifier.ts'
import { reducedCases, type ReducedCase } from './cases.ts'
import { roundTripCase } from './postgres-case.ts'
import { catalogueOf } from './postgres-catalogue.ts'
import { bootServer, read as readPostgres, type Server } from './postgres-support.ts'
import { build, expectRoundTrip, read } from './round-trip.ts'

const nothing = { renames: { tables: [], columns: [] }, fills: new Map<string, string>() }

const named = (dialect: string): [string, ReducedCase][] =>
  reducedCases.filter((one) => one.dialect === dialect).map((one) => [one.case, one])

describe.skipIf(reducedCases.length === 0)('the smallest pairs (skipped where ../shared/cases is not there)', () => {
  let [before, after] = [] as unknown as [Server, Server]
  beforeAll(async () => {
    ;[before, after] = await Promise.all([bootServer(), bootServer()])
  }, 60_000)

  it.each(named('postgres'))('on PostgreSQL: %s', async (_, one) => {
    try {
      await roundTripCase({ ...one, scope: 'core' }, before, after)
    } catch (error) {
      if (error instanceof UsageError && one.right?.includes('refused')) return
      throw error
    }
    // What differs all the same is said.
    const [is, should] = [await catalogueOf(before, 'all'), await catalogueOf(after, 'all')]
    if (JSON.stringify(is) !== JSON.stringify(should)) {
      const { unread = [] } = await readPostgres(after)
      expect(unread, JSON.stringify([is, should], null, 1)).not.toEqual([])
    }
  })

  it.each(named('sqlite'))('on SQLite: %s', async (_, one) => {
    const [database, target] = [build([one.before]), build([one.after])]
    for (const { name, columns } of (await read(database)).tables) {
      const values = columns.map(({ type }) => (type.includes('text') ? literal('7') : '7'))
      database.exec(
        `insert into ${quote(name)} (${columns.map((column) => quote(column.name)).join(', ')}) values (${values.join(', ')})`,
      )
    }
    await expectRoundTrip(database, await read(target), nothing)
  })
})
