import { describe, expect, it } from 'vitest'
import { readFills } from '../../src/commands/db/fills.ts'
import { compare } from '../../src/schema/compare.ts'
import type { Dialect } from '../../src/schema/dialect.ts'
import { migrations } from '../../src/schema/migration.ts'
import { mysql } from '../../src/schema/mysql/dialect.ts'
import { postgres } from '../../src/schema/postgres/dialect.ts'
import { printMigration } from '../../src/schema/print/migration.ts'
import { rename } from '../../src/schema/rename.ts'
import { noRenames, type Renames } from '../../src/schema/renames.ts'
import type { Schema } from '../../src/schema/schema.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { type Direction, loadMigration } from './load-migration.ts'
import { build as buildMysql, createDatabase, needsServer, read as readMysql } from './mysql-support.ts'
import { bootServer, build as buildPostgres, read as readPostgres, type Row } from './postgres-support.ts'
import { build, read } from './round-trip.ts'
import { runMigration } from './run-migration.ts'

interface Engine {
  readonly dialect: Dialect
  readonly build: (statements: readonly string[]) => Promise<Schema>
  readonly query: (sql: string) => Promise<readonly Row[]>
  readonly migrate: (source: string, direction: Direction) => Promise<void>
}

interface Case {
  readonly name: string
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly rows: string
  readonly fill: readonly string[]
  readonly renames?: Renames
  readonly query: string
  readonly answer: readonly Row[]
  /** A hazard that there is, and what no hazard says. */
  readonly hazard: RegExp
  readonly not?: RegExp
}

const people = (columns: string) => `create table people (id integer primary key, ${columns})`
const statuses = (...values: readonly string[]) =>
  `status varchar(9) not null, constraint people_status_check check (status in (${values.map((one) => `'${one}'`).join(', ')}))`

const cases: readonly Case[] = [
  {
    name: 'an expression of a column that stays',
    before: [people('agent integer not null')],
    after: [people('agent integer not null, owner integer not null')],
    rows: 'insert into people (id, agent) values (1, 7), (2, 8)',
    fill: ['people.owner=(agent + 1)'],
    query: 'select owner from people order by id',
    answer: [{ owner: 8 }, { owner: 9 }],
    hazard: /^people.owner (?:is|becomes) \(agent \+ 1\)/,
  },
  {
    name: 'an expression of a column that goes, and is renamed elsewhere',
    before: [people('name varchar(9) not null, place integer')],
    after: [people('initial varchar(9) not null, spot integer')],
    rows: "insert into people (id, name, place) values (1, 'Ada', 1), (2, 'Bob', null)",
    fill: ['people.initial=(substr(name, 1, 1))'],
    renames: { tables: [], columns: [{ table: 'people', from: 'place', to: 'spot' }] },
    query: 'select initial, spot from people order by id',
    answer: [
      { initial: 'A', spot: 1 },
      { initial: 'B', spot: null },
    ],
    hazard: /people.name is dropped/,
  },
  {
    name: 'values that go',
    before: [people(statuses('open', 'lost', 'gone', 'void'))],
    after: [people(statuses('open', 'void'))],
    rows: "insert into people values (1, 'open'), (2, 'lost'), (3, 'gone'), (4, 'void')",
    fill: ['people.status:lost=void', 'people.status:gone=open'],
    query: 'select status from people order by id',
    answer: ['open', 'void', 'open', 'void'].map((status) => ({ status })),
    hazard: /^people.status becomes 'void' where it was 'lost': select \* from people where status = 'lost'$/,
    not: /it fails/i,
  },
  {
    name: 'values that go, of a column under another name',
    before: [people(statuses('open', 'lost').replaceAll(/\bstatus\b/g, 'state'))],
    after: [people(statuses('open'))],
    rows: "insert into people values (1, 'open'), (2, 'lost')",
    fill: ['people.status:lost=open'],
    renames: { tables: [], columns: [{ table: 'people', from: 'state', to: 'status' }] },
    query: 'select status from people order by id',
    answer: [{ status: 'open' }, { status: 'open' }],
    hazard: /where it was 'lost': select \* from people where state = 'lost'$/,
    not: /it fails/i,
  },
]

/** Up, down and up again. */
async function expectFilled(engine: Engine, one: Case): Promise<void> {
  const { dialect } = engine
  const { before, after, rows, fill, renames = noRenames, query, answer, hazard, not } = one
  const to = await engine.build(after)
  const from = await engine.build(before)
  const renamed = rename(from, renames, dialect)
  const given = { fill, rename: [], drop: [] }
  const fills = readFills(given, { from: renamed, to, difference: compare(renamed, to, dialect) }, dialect)
  const all = migrations(from, to, { renames, fills }, dialect)
  const hazards = all.flatMap((migration) => migration.hazards)
  expect(hazards).toContainEqual(expect.stringMatching(hazard))
  if (not) expect(hazards.join('\n')).not.toMatch(not)
  await engine.query(rows)
  for (const direction of ['up', 'down', 'up'] as const) {
    for (const migration of direction === 'up' ? all : all.toReversed())
      await engine.migrate(printMigration(migration, dialect), direction)
    // What was dropped has stand-ins then.
    if (direction === 'up' && !/dropped/.test(hazard.source)) expect(await engine.query(query)).toEqual(answer)
    if (direction === 'down') await engine.query('delete from people').then(() => engine.query(rows))
  }
  expect(await engine.query(query)).toEqual(answer)
}

const named = (all: readonly Case[]): [string, Case][] => all.map((one) => [one.name, one])

describe('what rows get', () => {
  it.each(named(cases))('by %s, on SQLite', async (_, one) => {
    let database = build([])
    const engine: Engine = {
      dialect: sqlite,
      async build(statements) {
        database = build(statements)
        return await read(database)
      },
      query: async (sql) => database.prepare(sql).all(),
      migrate: async (source, direction) => await runMigration(source, direction, database),
    }
    await expectFilled(engine, one)
  })

  it('comes about on PostgreSQL, too', async () => {
    const server = await bootServer()
    const engine: Engine = {
      dialect: postgres,
      async build(statements) {
        await buildPostgres(server, statements)
        return await readPostgres(server)
      },
      query: server.query,
      migrate: (source, direction) =>
        server.kysely.transaction().execute((transaction) => loadMigration(source)[direction](transaction)),
    }
    const type = (...values: readonly string[]) =>
      `create type status as enum (${values.map((one) => `'${one}'`).join(', ')})`
    const ofType: Case = {
      ...cases[2]!,
      before: [type('open', 'lost', 'gone', 'void'), people('status status not null')],
      after: [type('open', 'void'), people('status status not null')],
    }
    for (const one of [...cases, ofType]) await expectFilled(engine, one)
  }, 120_000)
})

const { isSkipped, why } = await needsServer()

it.skipIf(isSkipped)(
  `what rows get comes about on MySQL, too${why}`,
  async () => {
    const server = await createDatabase(`paxx_fills_${process.pid}`)
    const engine: Engine = {
      dialect: mysql,
      async build(statements) {
        await buildMysql(server, statements)
        return await readMysql(server)
      },
      query: server.query,
      migrate: (source, direction) => loadMigration(source)[direction](server.kysely),
    }
    const ofType: Case = {
      ...cases[2]!,
      before: [people("status enum('open','lost','gone','void') not null")],
      after: [people("status enum('open','void') not null")],
    }
    try {
      for (const one of [...cases, ofType]) await expectFilled(engine, one)
    } finally {
      await server.drop()
    }
  },
  60_000,
)
