import type { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Dialect } from '../../src/schema/dialect.ts'
import { migrations } from '../../src/schema/migration.ts'
import { createStatements as createInMysql } from '../../src/schema/mysql/create.ts'
import { mysql } from '../../src/schema/mysql/dialect.ts'
import { createStatements as createInPostgres } from '../../src/schema/postgres/create.ts'
import { postgres } from '../../src/schema/postgres/dialect.ts'
import { printMigration } from '../../src/schema/print/migration.ts'
import { tablesAround } from '../../src/schema/rows/around.ts'
import { makeRows } from '../../src/schema/rows/made-up.ts'
import type { Schema } from '../../src/schema/schema.ts'
import { createStatements as createInSqlite } from '../../src/schema/sqlite/create.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { isOfRows } from '../../src/worker/row-errors.ts'
import { type Direction, loadMigration } from './load-migration.ts'
import { mysqlPairs } from './mysql-pairs.ts'
import { build as buildMysql, createDatabase, needsServer, read as readMysql, type Server } from './mysql-support.ts'
import { type Pair, pairs } from './pairs.ts'
import { postgresPairs } from './postgres-pairs.ts'
import { bootServer, build as buildPostgres, read as readPostgres } from './postgres-support.ts'
import { build, read } from './round-trip.ts'
import { runMigration } from './run-migration.ts'
import { readSql } from './sqlite-support.ts'

/** `PAIRS=2000 npx vitest run tests/schema/made-up-rows` tries as many. */
const runs = (usual: number): number => Number(process.env['PAIRS'] ?? usual)

/** A database that can be made anew. */
interface Engine {
  readonly dialect: Dialect
  /** Makes it one of a schema, as it is read from it. */
  readonly build: (schema: Schema) => Promise<Schema>
  readonly all: (sql: string) => Promise<readonly unknown[]>
  readonly count: (table: string) => Promise<number>
  readonly migrate: (source: string, direction: Direction) => Promise<void>
}

const filled = { tables: 0, rows: 0, empty: 0 }

/** As the worker does it: whether migrations would be written. */
async function expectWritten(engine: Engine, { before, after, renames, fills }: Pair): Promise<void> {
  const { dialect } = engine
  const to = await engine.build(after)
  const from = await engine.build(before)
  const all = migrations(from, to, { renames, fills }, dialect)
  const sources = all.map((one) => printMigration(one, dialect))
  const attempt = async (tables: Schema['tables']) => {
    await engine.build(before)
    await makeRows(tables, dialect, engine.all)
    for (const { name } of tables) {
      const rows = await engine.count(name)
      filled.tables++
      filled.rows += rows
      if (rows === 0) filled.empty++
    }
    for (const direction of ['up', 'down', 'up'] as const) {
      for (const source of direction === 'up' ? sources : sources.toReversed()) {
        try {
          await engine.migrate(source, direction)
        } catch (error) {
          return { error, isForetold: isOfRows(error) && all.some(({ canFail }) => canFail?.[direction]) }
        }
      }
    }
    return undefined
  }
  const failure = await attempt(tablesAround(from, to, dialect))
  const left = failure?.isForetold ? await attempt([]) : failure
  if (left) throw new Error(`${String(left.error)}\n\n${sources.join('\n')}`, { cause: left.error })
}

async function expectAll(engine: Engine, arbitrary: fc.Arbitrary<Pair>, count: number): Promise<void> {
  Object.assign(filled, { tables: 0, rows: 0, empty: 0 })
  const property = fc.asyncProperty(arbitrary, (pair) => expectWritten(engine, pair))
  await fc.assert(property, { numRuns: count, endOnFailure: true })
  expect(filled.rows).toBeGreaterThan(1.5 * filled.tables)
  expect(filled.empty).toBeLessThan(filled.tables / 4)
}

describe('a migration that is tried on rows which are made up', () => {
  it('is not refused on SQLite', async () => {
    let database: DatabaseSync
    const engine: Engine = {
      dialect: sqlite,
      async build(schema) {
        database = build(createInSqlite(schema))
        database.exec('pragma foreign_keys = on')
        return await read(database)
      },
      all: async (sql) => database.prepare(sql).all(),
      count: async (table) => database.prepare(`select 1 from ${sqlite.sql.identifier(table)}`).all().length,
      async migrate(source, direction) {
        database.exec('pragma foreign_keys = off; begin')
        await runMigration(source, direction, database)
        const orphans = database.prepare('pragma foreign_key_check').all().length
        if (orphans > 0) throw Object.assign(new Error('rows refer to nothing'), { errcode: 787 })
        database.exec('commit')
      },
    }
    await expectAll(engine, pairs, runs(200))
  }, 600_000)

  it('is not refused on PostgreSQL', async () => {
    const server = await bootServer()
    const engine: Engine = {
      dialect: postgres,
      async build(schema) {
        await buildPostgres(server, createInPostgres(schema))
        return await readPostgres(server)
      },
      all: server.query,
      count: async (table) => (await server.query(`select 1 from ${postgres.sql.identifier(table)}`)).length,
      migrate: (source, direction) =>
        server.kysely.transaction().execute((transaction) => loadMigration(source)[direction](transaction)),
    }
    await expectAll(engine, postgresPairs, runs(30))
  }, 600_000)
})

const { isSkipped, why } = await needsServer()

describe.skipIf(isSkipped)(`a migration that is tried on rows which are made up, on MySQL${why}`, () => {
  let server: Server
  beforeAll(async () => {
    server = await createDatabase(`paxx_made_up_${process.pid}`)
  })
  afterAll(() => server?.drop())

  it('is not refused', async () => {
    const engine: Engine = {
      dialect: mysql,
      async build(schema) {
        await buildMysql(server, createInMysql(schema))
        return await readMysql(server)
      },
      all: server.query,
      count: async (table) => (await server.query(`select 1 from ${mysql.sql.identifier(table)}`)).length,
      migrate: (source, direction) => loadMigration(source)[direction](server.kysely),
    }
    await expectAll(engine, mysqlPairs, runs(20))
  }, 600_000)
})

describe('rows that are made up', () => {
  const made = async (...statements: readonly string[]) => {
    const database = build(statements)
    database.exec('pragma foreign_keys = on')
    const { tables } = await readSql(...statements)
    await makeRows(tables, sqlite, async (sql) => database.prepare(sql).all())
    return tables.map(({ name }) => database.prepare(`select * from ${name}`).all())
  }

  it('have what checks speak of, and null at last', async () => {
    const [rows] = await made(
      `create table orders (id integer primary key, status text not null check (status in ('open', 'paid')),
        total integer not null check (total between 10 and 20), code text not null check (length(code) = 3), notes text)`,
    )
    expect(rows!.map(({ id, notes }) => [id, notes])).toEqual([
      [1, expect.any(String)],
      [2, expect.any(String)],
      [3, null],
    ])
  })

  it('refer to each other, by several columns, too', async () => {
    const [, rows] = await made(
      'create table places (a integer, b text, primary key (a, b))',
      'create table visits (a integer not null, b text not null, until integer check (until > a), foreign key (a, b) references places (a, b))',
    )
    expect(rows!.length).toBe(3)
  })

  it('stay out where nobody knows what a check asks for, and so do those that need them', async () => {
    const [rows, others] = await made(
      "create table a (id text primary key check (id glob 'x*y' and length(id) > 9))",
      'create table b (a text not null references a (id))',
    )
    expect([rows, others]).toEqual([[], []])
  })
})
