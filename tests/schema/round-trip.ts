import { DatabaseSync } from 'node:sqlite'
import { expect } from 'vitest'
import { compare } from '../../src/schema/compare.ts'
import { describe } from '../../src/schema/describe.ts'
import { type Answered, migrate } from '../../src/schema/migration.ts'
import { printMigration } from '../../src/schema/print/migration.ts'
import { rename } from '../../src/schema/rename.ts'
import type { Schema, Table } from '../../src/schema/schema.ts'
import { createStatements } from '../../src/schema/sqlite/create.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { quote } from '../../src/schema/sqlite/identifier.ts'
import { readSchema } from '../../src/schema/sqlite/read-schema.ts'
import { inTheWay } from './queries-of.ts'
import { runMigration } from './run-migration.ts'

export const read = async (database: DatabaseSync): Promise<Schema> =>
  await readSchema(async (sql) => database.prepare(sql).all() as never)

/** A database in memory that some statements made. */
export function build(statements: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(':memory:')
  database.exec('pragma foreign_keys = off')
  for (const statement of statements) database.exec(statement)
  return database
}

/**
 * Migrates a database with rows to another schema, back, and there again, as a project does, and expects of each step
 * that the schema is what it should be, and that no row is lost, nor any value of a column that stays as it is.
 */
export async function expectRoundTrip(database: DatabaseSync, after: Schema, answered: Answered): Promise<string> {
  const before = await read(database)
  const migration = migrate(before, after, answered, sqlite)
  const source = migration ? printMigration(migration, sqlite) : ''
  const renamed = rename(before, answered.renames, sqlite)
  const kept = keptColumns(renamed, after, before)
  const rows = (side: 'old' | 'new') => kept.map((table) => table.read(database, side))
  const original = rows('old')
  try {
    const standing = inTheWay(migration).flatMap((query) => database.prepare(query).all())
    for (const direction of ['up', 'down', 'up'] as const) {
      if (migration) await runAsProject(database, source, direction)
      const reached = await read(database)
      const difference = compare(reached, direction === 'up' ? after : before, sqlite)
      expect(describe(difference).join('; '), `after ${direction}`).toBe('')
      expect(rows(direction === 'up' ? 'new' : 'old'), `rows after ${direction}`).toEqual(original)
    }
    expect(standing, 'rows that were to stand in the way').toEqual([])
  } catch (error) {
    const schemas = [before, after].map((schema) => createStatements(schema).join(';\n')).join('\n\n-- to\n\n')
    throw new Error(`${(error as Error).message}\n\n${schemas}\n\n${source}`, { cause: error })
  }
  return source
}

/** As `whileMigrating` and Kysely's Migrator do it. */
async function runAsProject(database: DatabaseSync, source: string, direction: 'up' | 'down'): Promise<void> {
  database.exec('pragma foreign_keys = off; begin')
  try {
    await runMigration(source, direction, database)
    expect(database.prepare('pragma foreign_key_check').all(), `references after ${direction}`).toEqual([])
    database.exec('commit')
  } finally {
    if (database.isTransaction) database.exec('rollback')
    database.exec('pragma foreign_keys = on')
  }
  expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
}

interface Kept {
  /** The rows of a table, in the columns that are of one kind on both sides. */
  readonly read: (database: DatabaseSync, side: 'old' | 'new') => string[]
}

function keptColumns(renamed: Schema, after: Schema, before: Schema): Kept[] {
  return renamed.tables.flatMap((table, position) => {
    const other = find(after.tables, table.name)
    if (!other) return []
    const old = before.tables[position]!
    const columns = table.columns.flatMap((column, index) => {
      const fresh = find(other.columns, column.name)
      const isKept =
        fresh &&
        fresh.type === column.type &&
        !fresh.generated &&
        !column.generated &&
        (fresh.nullable || !column.nullable)
      return isKept ? [{ old: old.columns[index]!.name, new: fresh.name }] : []
    })
    const names = { old: old.name, new: other.name }
    return [
      {
        read: (database: DatabaseSync, side: 'old' | 'new') => {
          const list = columns.map((column) => quote(column[side])).join(', ') || '1'
          const statement = database.prepare(`select ${list} from ${quote(names[side])}`)
          statement.setReturnArrays(true)
          return statement
            .all()
            .map((row) => JSON.stringify(row))
            .toSorted()
        },
      },
    ]
  })
}

const find = <Item extends Pick<Table, 'name'>>(items: readonly Item[], name: string): Item | undefined =>
  items.find((item) => sqlite.nameKey(item.name) === sqlite.nameKey(name))
