import { describe, expect, it } from 'vitest'
import { baseline } from '../../src/schema/baseline.ts'
import { printMigration } from '../../src/schema/print/migration.ts'
import type { Renames } from '../../src/schema/renames.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { keepUnspoken } from '../../src/schema/unspoken.ts'
import { build, expectRoundTrip, read } from './round-trip.ts'
import { runMigration } from './run-migration.ts'
import { readSql } from './sqlite-support.ts'

/** What tests of random schemas have found, each by a name. */

interface Found {
  readonly before: readonly string[]
  readonly rows?: readonly string[]
  readonly after: readonly string[]
  readonly renames?: Partial<Renames>
  readonly fills?: Readonly<Record<string, string>>
}

/** Migrates there, back and there again, with no row lost; gives the source, and the database as it then is. */
async function roundTrip({ before, rows = [], after, renames = {}, fills = {} }: Found) {
  const database = build([...before, ...rows])
  const target = await readSql(...after)
  const answered = { renames: { tables: [], columns: [], ...renames }, fills: new Map(Object.entries(fills)) }
  const source = await expectRoundTrip(database, target, answered)
  return { source, query: (sql: string) => database.prepare(sql).all() }
}

const uuid = (number: number): string => `00000000-0000-8000-8000-00000000000${number}`

const people = 'create table people (id integer primary key, name text)'

it('a default of false on a column of type boolean is no difference', async () => {
  const flag = (value: string) => [`create table flags (id integer primary key, is_set boolean default ${value})`]
  const { source } = await roundTrip({ before: flag('0'), after: flag('0') })
  expect(source).toBe('')
  const changed = await roundTrip({ before: flag('1'), after: flag('0') })
  expect(changed.source).toContain('.defaultTo(false)')
})

describe('a stand-in', () => {
  it('for a blob of a strict table that has to be unique is a blob, and another for each row', async () => {
    const table = (columns: string) => [`create table files (id integer primary key${columns}) strict`]
    const { source } = await roundTrip({
      before: table(', hash blob not null unique'),
      rows: ["insert into files values (1, x'01'), (2, x'02')"],
      after: table(''),
    })
    expect(source).toContain('cast(row_number() over () as blob)')
  })

  it('keeps to a list of values, and to a bound', async () => {
    const { source } = await roundTrip({
      before: [
        `create table orders (id integer primary key, status text not null check (status in ('open', 'paid')), total integer not null check (total > 9))`,
      ],
      rows: ["insert into orders values (1, 'paid', 10)"],
      after: ['create table orders (id integer primary key)'],
    })
    expect(source).toMatch(/select id, 'open', 10/)
  })

  it('for a reference is a row that is there', async () => {
    const { source } = await roundTrip({
      before: [people, 'create table pets (id integer primary key, owner integer not null references people (id))'],
      rows: ["insert into people values (4, 'Ada')", 'insert into pets values (1, 4)'],
      after: [people, 'create table pets (id integer primary key)'],
    })
    expect(source).toContain('(select min(id) from people)')
  })

  it('for a row that others refer to is made of what they refer to', async () => {
    const children = (reference: string) => `create table pets (id integer primary key, owner integer${reference})`
    const { query } = await roundTrip({
      before: [
        'create table people (id integer primary key, name text not null, rank integer not null unique)',
        children(' references people (id)'),
      ],
      rows: [
        "insert into people values (4, 'Ada', 1), (5, 'Bo', 2), (6, 'Cy', 3)",
        'insert into pets values (1, 4), (2, 4), (3, 6), (4, null)',
      ],
      after: [children('')],
    })
    expect(query('select owner from pets')).toEqual([{ owner: 4 }, { owner: 4 }, { owner: 6 }, { owner: null }])
  })
})

it.each([
  ['a number', 'id integer primary key autoincrement, name text not null unique', "7, 'Ada'"],
  ['a text', 'id text not null primary key, rank integer not null check (rank > 4)', "'7', 8"],
  ['all that it has', 'id integer primary key', '7'],
])(
  'a table that goes together with a reference to it gets a row for those that need one: its key is %s',
  async (_, columns, row) => {
    const { query } = await roundTrip({
      before: [
        `create table people (${columns})`,
        'create table pets (id integer primary key, owner not null references people (id))',
      ],
      rows: [`insert into people values (${row})`, 'insert into pets values (1, 7), (2, 7)'],
      after: ['create table pets (id integer primary key)'],
    })
    expect(query('select id from pets')).toEqual([{ id: 1 }, { id: 2 }])
  },
)

describe('a cast', () => {
  it.each([
    ['any', 'blob', 'strict', 'cast(value as blob)'],
    ['text', 'integer', '', 'cast(value as integer)'],
    ['integer', 'numeric(10, 2)', '', 'select id, value\n'],
    ['text', '', '', 'select id, value\n'],
  ])('from %s to %s %s', async (old, fresh, strict, expected) => {
    const table = (type: string) => [`create table things (id integer primary key, value ${type}) ${strict}`]
    const { source } = await roundTrip({
      before: table(old),
      rows: ["insert into things values (1, '12')"],
      after: table(fresh),
    })
    expect(source).toContain(expected)
  })
})

it('a column that loses its null gets its fill, or else its default', async () => {
  const { query } = await roundTrip({
    before: ["create table notes (id integer primary key, a text, b text default 'usual')"],
    rows: ["insert into notes values (1, null, null), (2, 'a', 'b')"],
    after: ["create table notes (id integer primary key, a text not null, b text not null default 'usual')"],
    fills: { 'notes.a': "'filled'" },
  })
  expect(query('select a, b from notes')).toEqual([
    { a: 'filled', b: 'usual' },
    { a: 'a', b: 'b' },
  ])
})

it('an index of a table that is renamed gives up its name when another is to have it', async () => {
  const own = (name: string, index: string) => [
    `create table ${name} (id integer primary key, total integer)`,
    `create index ${index} on ${name} (total)`,
  ]
  const before = own('orders', 'orders_total_index')
  const models = await readSql(...own('purchases', 'purchases_total_index'), ...own('orders', 'orders_total_index'))
  const renames = { tables: [{ from: 'orders', to: 'purchases' }], columns: [] }
  const renamed = await readSql(...own('purchases', 'orders_total_index'))
  const target = keepUnspoken(models, renamed, sqlite)
  const database = build([...before, 'insert into orders values (1, 5)'])
  await expectRoundTrip(database, target, { renames, fills: new Map() })
  expect((await read(database)).tables.map(({ name, indexes }) => [name, indexes[0]!.name]).toSorted()).toEqual([
    ['orders', 'orders_total_index'],
    ['purchases', 'purchases_total_index'],
  ])
})

describe('a view, and a trigger of another table,', () => {
  const view = (column: string) => `create view named as select p.${column} from people as p`
  const trigger = (column: string) =>
    `create trigger log after insert on pets begin update people set ${column} = new.name where id = 1; end`
  const pets = 'create table pets (id integer primary key, name text)'

  it('speak of a column by its new name, when its table is made anew as well', async () => {
    const { query } = await roundTrip({
      before: [people, pets, view('name'), trigger('name')],
      rows: ["insert into people values (1, 'Ada')"],
      after: [
        'create table people (id integer primary key, called text unique)',
        pets,
        view('called'),
        trigger('called'),
      ],
      renames: { columns: [{ table: 'people', from: 'name', to: 'called' }] },
    })
    expect(query('select * from named')).toEqual([{ called: 'Ada' }])
  })

  it('are put back when a table that they speak of is dropped and made again', async () => {
    const { source } = await roundTrip({
      before: [people, pets, view('name'), trigger('name')],
      after: ['create table people (id integer primary key, name text unique)', pets, view('name'), trigger('name')],
    })
    expect(source.match(/create (?:view|trigger)/gi)).toHaveLength(4)
  })
})

describe('a table that is made anew', () => {
  it('keeps the rows of children on cascade, and its counter', async () => {
    const table = (name: string) => [
      `create table people (id integer primary key autoincrement, name text ${name})`,
      'create table pets (id integer primary key, owner integer references people (id) on delete cascade)',
    ]
    const { query } = await roundTrip({
      before: table(''),
      rows: [
        "insert into people values (1, 'Ada'), (9, 'Bo')",
        'delete from people where id = 9',
        'insert into pets values (1, 1)',
      ],
      after: table('unique'),
    })
    expect(query('select count(*) as pets, (select seq from sqlite_sequence) as seq from pets')).toEqual([
      { pets: 1, seq: 9 },
    ])
  })

  it('has another name in between than any that is taken', async () => {
    const { source } = await roundTrip({
      before: [people, 'create table new_people (id integer primary key)'],
      rows: ["insert into people values (1, 'Ada')", 'insert into new_people values (7)'],
      after: [
        'create table people (id integer primary key, name text unique)',
        'create table new_people (id integer primary key)',
      ],
    })
    expect(source).toContain('new_new_people')
  })

  it('keeps a column that is computed', async () => {
    const table = (type: string) => [`create table sums (a ${type}, b integer generated always as (a + 1) stored)`]
    const { query } = await roundTrip({
      before: table('integer'),
      rows: ['insert into sums values (1)'],
      after: table('real'),
    })
    expect(query('select b from sums')).toEqual([{ b: 2 }])
  })
})

it('a check, or the condition of an index, that names its own table is put back when that is made anew', async () => {
  const table = (type: string) => [
    `create table orders (id ${type} primary key, total integer check ("orders"."total" > Orders.least), least integer)`,
    'create index i on orders (id) where "orders".least > 0 and [orders].total > 0',
  ]
  const { query } = await roundTrip({
    before: table('integer'),
    rows: ['insert into orders values (1, 3, 2)'],
    after: table('text'),
  })
  expect(query('select total, least from orders')).toEqual([{ total: 3, least: 2 }])
})

it('a baseline gives no name to what has none: the next migration would drop it by that where nobody has it', async () => {
  const schema = await readSql('create table t (a integer, b integer check (b > 0), check (a > b))')
  const migration = baseline({ engine: 'sqlite', tables: [], views: [] }, schema, sqlite)
  const database = build([])
  await runMigration(printMigration(migration!, sqlite), 'up', database)
  expect(await read(database)).toEqual(schema)
})

it.each([
  ['a number becomes a text', 'integer primary key autoincrement', 'integer', 'text primary key', 'integer', '1'],
  ['a UUID becomes a number', 'text primary key', 'text', 'integer primary key', 'integer', `'${uuid(1)}'`],
  ['a UUID becomes a number alone', 'text primary key', 'text', 'integer primary key', 'text', `'${uuid(1)}'`],
])('a key that was referred to goes and comes back: %s', async (_, key, boss, newKey, newBoss, value) => {
  const other = value.replace(/1(?='?$)/, '2')
  await roundTrip({
    before: [`create table people (id ${key}, boss ${boss} references people (id))`],
    rows: [`insert into people values (${value}, null)`, `insert into people values (${other}, ${value})`],
    after: [`create table people (id ${newKey}, boss ${newBoss})`],
  })
})
