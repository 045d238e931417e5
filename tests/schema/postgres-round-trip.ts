import { expect } from 'vitest'
import { compare } from '../../src/schema/compare.ts'
import { describe } from '../../src/schema/describe.ts'
import { type Answered, migrations } from '../../src/schema/migration.ts'
import { createStatements } from '../../src/schema/postgres/create.ts'
import { postgres } from '../../src/schema/postgres/dialect.ts'
import { printMigration } from '../../src/schema/print/migration.ts'
import { rename } from '../../src/schema/rename.ts'
import type { Schema } from '../../src/schema/schema.ts'
import { type Direction, loadMigration } from './load-migration.ts'
import { quote, read, type Server } from './postgres-support.ts'
import { inTheWay } from './queries-of.ts'

/**
 * Migrates a database with rows to another schema, back, and there again, as a project does, and expects of each step
 * that the schema is what it should be, and that no row is lost, nor any value of a column that stays as it is.
 */
export async function expectRoundTrip(
  server: Server,
  after: Schema,
  answered: Answered,
  check: (direction: Direction) => Promise<void> = async () => {},
): Promise<string> {
  const before = await read(server)
  const all = migrations(before, after, answered, postgres)
  const sources = all.map((one) => printMigration(one, postgres))
  const source = sources.join('\n')
  const kept = keptColumns(rename(before, answered.renames, postgres), after, before)
  const original = await rowsOf(server, kept, 'old')
  try {
    const standing: unknown[] = []
    for (const direction of ['up', 'down', 'up'] as const) {
      const order = [...sources.entries()]
      for (const [at, one] of direction === 'up' ? order : order.toReversed()) {
        if (direction === 'up') for (const query of inTheWay(all[at])) standing.push(...(await server.query(query)))
        await runMigration(one, direction, server)
      }
      const difference = compare(await read(server), direction === 'up' ? after : before, postgres)
      expect(describe(difference).join('; '), `after ${direction}`).toBe('')
      const rows = await rowsOf(server, kept, direction === 'up' ? 'new' : 'old')
      expect(rows, `rows after ${direction}`).toEqual(original)
      await check(direction)
    }
    expect(standing, 'rows that were to stand in the way').toEqual([])
  } catch (error) {
    const schemas = [before, after].map((schema) => createStatements(schema).join(';\n')).join('\n\n-- to\n\n')
    throw new Error(`${(error as Error).message}\n\n${schemas}\n\n${source}`, { cause: error })
  }
  return source
}

/** In a transaction, unless it wants none. */
async function runMigration(source: string, direction: Direction, { kysely }: Server): Promise<void> {
  const migration = loadMigration(source)
  if (migration.transaction) await kysely.transaction().execute((transaction) => migration[direction](transaction))
  else await migration[direction](kysely)
}

interface Kept {
  readonly old: string
  readonly new: string
  readonly columns: readonly { readonly old: string; readonly new: string }[]
}

/** The tables that are there on both sides, and their columns that are of one kind on both. */
const keptColumns = (renamed: Schema, after: Schema, before: Schema): Kept[] =>
  renamed.tables.flatMap((table, position) => {
    const other = after.tables.find(({ name }) => name === table.name)
    if (!other) return []
    const old = before.tables[position]!
    const columns = table.columns.flatMap((column, index) => {
      const fresh = other.columns.find(({ name }) => name === column.name)
      const isKept =
        fresh?.type === column.type && !fresh.generated && !column.generated && (fresh.nullable || !column.nullable)
      return isKept ? [{ old: old.columns[index]!.name, new: fresh.name }] : []
    })
    return [{ old: old.name, new: other.name, columns }]
  })

async function rowsOf(server: Server, kept: readonly Kept[], side: 'old' | 'new'): Promise<string[][]> {
  const tables: string[][] = []
  for (const table of kept) {
    const values = table.columns.map((column) => `${quote(column[side])}::text`).join(', ')
    const rows = await server.query(`select array[${values}]::text[] as row from ${quote(table[side])}`)
    tables.push(rows.map((row) => JSON.stringify(row)).toSorted())
  }
  return tables
}
