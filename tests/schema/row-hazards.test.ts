import { describe, expect, it } from 'vitest'
import { migrate } from '../../src/schema/migration.ts'
import { mysql } from '../../src/schema/mysql/dialect.ts'
import { postgres } from '../../src/schema/postgres/dialect.ts'
import { noRenames, type Renames } from '../../src/schema/renames.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { createDatabase, needsServer, read as readMysql } from './mysql-support.ts'
import { bootServer, build as buildPostgres, read as readPostgres, type Row } from './postgres-support.ts'
import { inTheWay, queriesOf } from './queries-of.ts'
import { databaseOf, readSql } from './sqlite-support.ts'

interface Case {
  readonly name: string
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** Those that are fine, and those that stand in the way. */
  readonly rows: readonly string[]
  readonly found: readonly Row[]
  readonly renames?: Renames
  readonly fills?: Readonly<Record<string, string>>
}

const customers = 'create table customers (id integer primary key)'
const orders = (columns: string) => `create table orders (id integer primary key, ${columns})`

const cases: readonly Case[] = [
  {
    name: 'have the same',
    before: [orders('code varchar(9), place integer')],
    after: [orders('code varchar(9), place integer, unique (code, place)')],
    rows: ["insert into orders values (1, 'a', 1), (2, 'a', 2), (3, 'a', 2), (4, 'b', null), (5, 'b', null)"],
    found: [{ code: 'a', place: 2, 'count(*)': 2 }],
  },
  {
    name: 'have the same, in a table and a column that are renamed',
    before: [orders('code varchar(9)')],
    after: ['create table sales (id integer primary key, sku varchar(9) unique)'],
    rows: ["insert into orders values (1, 'a'), (2, 'b'), (3, 'b')"],
    found: [{ code: 'b', 'count(*)': 2 }],
    renames: { tables: [{ from: 'orders', to: 'sales' }], columns: [{ table: 'sales', from: 'code', to: 'sku' }] },
  },
  {
    name: 'get the same',
    before: [orders('place integer not null')],
    after: [orders('place integer not null, code integer not null unique')],
    rows: ['insert into orders values (1, 1), (2, 2), (3, 5)'],
    found: [{ '(place % 3)': 2, 'count(*)': 2 }],
    fills: { 'orders.code': '(place % 3)' },
  },
  {
    name: 'are more than one',
    before: [orders('place integer')],
    after: [orders('place integer, code integer not null unique')],
    rows: ['insert into orders values (1, 1), (2, 2)'],
    found: [{ 'count(*)': 2 }],
    fills: { 'orders.code': '7' },
  },
  {
    name: 'refer to nothing',
    before: [customers, orders('customer_id integer')],
    after: [customers, orders('customer_id integer, foreign key (customer_id) references customers (id)')],
    rows: ['insert into customers values (1)', 'insert into orders values (1, 1), (2, null), (3, 9)'],
    found: [{ id: 3, customer_id: 9 }],
  },
  {
    name: 'refer to a table that is yet to come',
    before: [orders('customer_id integer')],
    after: [customers, orders('customer_id integer, foreign key (customer_id) references customers (id)')],
    rows: ['insert into orders values (1, 1), (2, null)'],
    found: [{ id: 1, customer_id: 1 }],
  },
  {
    name: 'break a check, whose column is renamed',
    before: [orders('sum integer')],
    after: [orders('total integer, check (total > 0)')],
    rows: ['insert into orders values (1, 1), (2, null), (3, 0)'],
    found: [{ id: 3, sum: 0 }],
    renames: { tables: [], columns: [{ table: 'orders', from: 'sum', to: 'total' }] },
  },
  {
    name: 'have null',
    before: [orders('total integer')],
    after: [orders('total integer not null')],
    rows: ['insert into orders values (1, 1), (2, null)'],
    found: [{ id: 2, total: null }],
    fills: { 'orders.total': '0' },
  },
]

const narrower: readonly (readonly [from: string, to: string, fit: string, not: string])[] = [
  ['varchar(20)', 'varchar(3)', "'abc'", "'abcd'"],
  ['bigint', 'smallint', '32767', '32768'],
  ['text', 'integer', "'12'", "'a'"],
  ['double precision', 'integer', '1.5', '3000000000'],
  ['numeric(9,2)', 'numeric(4,1)', '999.94', '1000'],
]
const narrowing = (from: string, to: string, fit: string, not: string): Case => ({
  name: `do not fit into ${to}, as of ${from}`,
  before: [orders(`value ${from}`)],
  after: [orders(`value ${to}`)],
  rows: [`insert into orders values (1, ${fit}), (2, null), (3, ${not})`],
  found: [{ id: 3 }],
})

const named = (all: readonly Case[]): [string, Case][] => all.map((one) => [one.name, one])
const answeredBy = ({ renames = noRenames, fills = {} }: Case) => ({ renames, fills: new Map(Object.entries(fills)) })

/** What the only query of a migration's hazards finds, as far as it is expected. */
function expectFound(rows: readonly Row[], { found }: Case): void {
  const names = Object.keys(found[0]!)
  const values = rows.map((row) =>
    Object.values(row).map((value) => (typeof value === 'bigint' ? Number(value) : value)),
  )
  expect(values.map((all) => all.slice(0, names.length))).toEqual(found.map((row) => Object.values(row)))
}

describe('the query for rows that stand in the way', () => {
  const own: readonly Case[] = [
    ...cases,
    {
      name: 'are changed by a cast',
      before: [orders('value text')],
      after: [orders('value integer')],
      rows: ["insert into orders values (1, '12'), (2, null), (3, 'a')"],
      found: [{ id: 3 }],
    },
  ]

  it.each(named(own))('finds those that %s, on SQLite', async (_, one) => {
    const migration = migrate(await readSql(...one.before), await readSql(...one.after), answeredBy(one), sqlite)!
    const [query] = queriesOf(migration)
    const database = databaseOf(...one.before, ...one.rows)
    expectFound(database.prepare(query!).all(), one)
  })

  it('finds them on PostgreSQL, too', async () => {
    const server = await bootServer()
    const schemaOf = async (statements: readonly string[]) => {
      await buildPostgres(server, statements)
      return await readPostgres(server)
    }
    const types = (...values: readonly string[]) =>
      `create type status as enum (${values.map((value) => `'${value}'`).join()})`
    const all: readonly Case[] = [
      ...cases,
      ...narrower.map((one) => narrowing(...one)),
      {
        name: 'have a value that goes',
        before: [types('open', 'lost'), orders('status status')],
        after: [types('open'), orders('status status')],
        rows: ["insert into orders values (1, 'open'), (2, 'lost')"],
        found: [{ id: 2, status: 'lost' }],
      },
    ]
    for (const one of all) {
      const after = await schemaOf(one.after)
      const migration = migrate(await schemaOf(one.before), after, answeredBy(one), postgres)!
      for (const row of one.rows) await server.exec(row)
      const [query] = queriesOf(migration)
      expectFound(await server.query(query!), one)
    }
  }, 120_000)

  it('finds those that are filled, and break a check from before which is not valid', async () => {
    const server = await bootServer()
    const check = 'add constraint low check (total < 9) not valid'
    const schemaOf = async (place: string) => {
      await buildPostgres(server, [orders(`place ${place}, total integer`), `alter table orders ${check}`])
      return await readPostgres(server)
    }
    const after = await schemaOf('integer not null')
    const answered = { renames: noRenames, fills: new Map([['orders.place', '1']]) }
    const migration = migrate(await schemaOf('integer'), after, answered, postgres)!
    await server.exec(`alter table orders drop constraint low;
      insert into orders values (1, 1, 99), (2, null, 99), (3, null, 1); alter table orders ${check}`)
    const [query] = inTheWay(migration)
    expect(await server.query(query!)).toEqual([{ id: 2, place: null, total: 99 }])
  })
})

const { isSkipped, why } = await needsServer()

describe.skipIf(isSkipped)(`the query for rows that stand in the way, on MySQL${why}`, () => {
  const own: readonly Case[] = [
    ...cases,
    ...narrower.map((one) => narrowing(...one)),
    narrowing("enum('a','b')", "enum('a')", "'a'", "'b'"),
  ]

  it.each(named(own))('finds those that %s', async (_, one) => {
    const server = await createDatabase(`paxx_row_hazards_${process.pid}`)
    try {
      const schemaOf = async (statements: readonly string[]) => {
        await server.exec(`drop database ${server.name}; create database ${server.name}; use ${server.name}`)
        for (const statement of statements) await server.exec(statement)
        return await readMysql(server)
      }
      const after = await schemaOf(one.after)
      const migration = migrate(await schemaOf(one.before), after, answeredBy(one), mysql)!
      for (const row of one.rows) await server.exec(row)
      const [query] = queriesOf(migration)
      expectFound(await server.query(query!), one)
    } finally {
      await server.drop()
    }
  })
})
