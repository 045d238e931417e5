import { expect } from 'vitest'
import { decide, type Person } from '../../src/commands/db/decide.ts'
import { mysql } from '../../src/schema/mysql/dialect.ts'
import { inOrderOfReference } from '../../src/schema/order.ts'
import type { Schema } from '../../src/schema/schema.ts'
import type { Case } from './cases.ts'
import { catalogueOf } from './mysql-catalogue.ts'
import { expectRoundTrip } from './mysql-round-trip.ts'
import { build, quote, read, type Server, valueOf } from './mysql-support.ts'

/** Why the server does not take a case at all; nothing where it does. */
export async function whyNotLoaded(one: Case, server: Server): Promise<string | undefined> {
  for (const side of ['before', 'after'] as const) {
    const error = await build(server, [one[side]]).then(
      () => undefined,
      ({ message }: Error) => `${side}: ${message}`,
    )
    if (error !== undefined) return error
  }
  return undefined
}

const refused =
  /cannot be null|Duplicate entry|Data truncat|Data too long|Out of range|Incorrect|Truncated incorrect|CONSTRAINT .* failed|foreign key constraint fails|Invalid JSON/

/** Where rows cannot have what is asked of them, the migration says so, and goes its way without them. */
export async function roundTripCase(one: Case, before: Server, after: Server): Promise<string> {
  return await tryRoundTrip(one, before, after, true).catch(async (error: Error) => {
    if (!refused.test(error.message)) throw error
    expect(error.message).toMatch(/ \* - .*it fails where| \* - It fails where/)
    return await tryRoundTrip(one, before, after, false)
  })
}

async function tryRoundTrip(one: Case, before: Server, after: Server, hasRows: boolean): Promise<string> {
  await build(before, [one.before])
  await build(after, [one.after])
  const [from, target] = [await read(before), await read(after)]
  if (hasRows) await fill(before, from)
  const taken = new Set<string>()
  const person: Person = {
    whatBecame: async (candidates) =>
      candidates.map(({ from: name, to }) => {
        const fresh = one.renames?.some((old) => bare(old) === name) ? to.find((other) => !taken.has(other)) : undefined
        taken.add(fresh ?? '')
        return fresh
      }),
    whatFills: async (columns) => columns.map(({ column }) => valueOf(column.type, 7)),
  }
  const given = { rename: [], drop: [], fill: [] }
  const { answered } = await decide(from, () => target, given, person, mysql)
  const original = await catalogueOf(before)
  return await expectRoundTrip(before, target, answered, async (direction) => {
    expect(await catalogueOf(before), `catalogue after ${direction}`).toEqual(
      direction === 'up' ? await catalogueOf(after) : original,
    )
  })
}

const bare = (name: string): string => name.replaceAll(/^`|`$/g, '')

/** A few rows in which all columns have the same value, so that references hold; none where the table refuses them. */
async function fill(server: Server, { tables }: Schema): Promise<void> {
  for (const { name, columns } of inOrderOfReference(tables, mysql.nameKey)) {
    const own = columns.filter(({ generated }) => !generated)
    for (const number of [7, 8, 9]) {
      const values = own.map(({ type }) => valueOf(type, number)).join(', ')
      const names = own.map((column) => quote(column.name)).join(', ')
      await server.exec(`insert into ${quote(name)} (${names}) values (${values})`).catch(() => {})
    }
  }
}
