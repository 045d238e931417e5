import type { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { decide, type Person } from '../../src/commands/db/decide.ts'
import type { Schema } from '../../src/schema/schema.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { literal, quote } from '../../src/schema/sqlite/identifier.ts'
import { type Case, casesOf } from './cases.ts'
import { catalogueOf } from './catalogue.ts'
import { build, expectRoundTrip, read } from './round-trip.ts'
import { reasonToDiffer, reasonToSkip } from './suites-that-differ.ts'

const cases = casesOf('sqlite')

describe.skipIf(cases.length === 0)('the public cases (skipped where ../shared/cases is not there)', () => {
  it.each(cases.map((one) => [`${one.source}: ${one.case}`, one] as const))('%s', async (_, one) => {
    // An exception that is none any more is to be taken off the list.
    if (reasonToSkip(one.case)) return await expect(roundTrip(one)).rejects.toThrow()
    const source = await roundTrip(one)
    if (one.ndiffs === 0) expect(source === '', source).toBe(reasonToDiffer(one.case) === undefined)
  })
})

async function roundTrip(one: Case): Promise<string> {
  const [before, after] = [build([one.before]), build([one.after])]
  fill(before, await read(before))
  const target = await read(after)
  const person: Person = {
    whatBecame: async (candidates) =>
      candidates.map(({ from, to }) => (one.renames?.some((old) => bare(old) === from) ? to[0] : undefined)),
    whatFills: async (columns) => columns.map(({ column }) => sqlite.literalOf('7', column.type)!),
  }
  const given = { rename: [], drop: [], fill: [] }
  const { answered } = await decide(await read(before), () => target, given, person, sqlite)
  const source = await expectRoundTrip(before, target, answered)
  expect(catalogueOf(before)).toEqual(catalogueOf(after))
  return source
}

const bare = (name: string): string => name.replaceAll(/^"|"$/g, '')

/** A few rows in which all columns have the same value, so that references hold; none where a check refuses them. */
function fill(database: DatabaseSync, { tables }: Schema): void {
  for (const { name, columns } of tables) {
    const own = columns.filter(({ generated }) => !generated)
    for (const number of [7, 8, 9]) {
      const values = own.map(({ type }) => (/char|text/.test(type) ? literal(String(number)) : String(number)))
      database.exec(
        `insert or ignore into ${quote(name)} (${own.map((column) => quote(column.name)).join(', ')}) values (${values.join(', ')})`,
      )
    }
  }
}
