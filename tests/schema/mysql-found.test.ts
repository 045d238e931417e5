import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStatements } from '../../src/schema/mysql/create.ts'
import { literal } from '../../src/schema/mysql/identifier.ts'
import type { Renames } from '../../src/schema/renames.ts'
import type { Table } from '../../src/schema/schema.ts'
import { expectRoundTrip } from './mysql-round-trip.ts'
import { build, createDatabase, needsServer, quote, read, type Server } from './mysql-support.ts'
import { column, oddNames, reference, table } from './print-samples.ts'

const { isSkipped, why } = await needsServer()

describe.skipIf(isSkipped)(`on MySQL${why}`, () => {
  let server: Server
  beforeAll(async () => {
    server = await createDatabase(`paxx_found_${process.pid}`)
  })
  afterAll(() => server?.drop())

  const roundTrip = async (
    before: readonly string[],
    after: readonly string[],
    { renames = { tables: [], columns: [] }, fills = {} }: { renames?: Renames; fills?: Record<string, string> } = {},
  ) => {
    await build(server, after)
    const target = await read(server)
    await build(server, before)
    return await expectRoundTrip(server, target, { renames, fills: new Map(Object.entries(fills)) })
  }
  it('what of a table is not looked at is said', async () => {
    await build(server, [
      'create table a (id int) engine = MyISAM',
      "create table b (id int) row_format = dynamic comment = 'partitioned'",
      'create table c (id int)',
    ])
    const { unread } = await read(server)
    expect(unread).toEqual(['engine MyISAM of table a', 'row_format=DYNAMIC of table b'])
  })

  it('a check that is not enforced is said (skipped on MariaDB, which has none)', async ({ skip }) => {
    const [row] = await server.query('select version() as version')
    skip(/mariadb/i.test(String(row!['version'])))
    await build(server, ['create table a (id int, constraint positive check (id > 0) not enforced)'])
    expect(await read(server)).toMatchObject({
      tables: [{ checks: [] }],
      unread: ['check positive of table a, which is not enforced'],
    })
  })

  it.each([
    ['int', 'char(36)', ['7', '70000']],
    ['bigint auto_increment', 'char(36)', ['7', '70000']],
    ['char(36)', 'bigint', ["'0198c0de-0000-7000-8000-000000000001'", "'4fe0a2b2-9d5b-4fe0-b2ab-1aab7e1a94b7'"]],
  ])('a key that goes from %s to %s keeps each row and each reference', async (from, to, [one, other]) => {
    const tables = (key: string) => [
      `create table people (id ${key} primary key)`,
      `create table pets (id int primary key, owner ${key.split(' ', 1)[0]} not null, foreign key (owner) references people (id))`,
    ]
    const rows = [
      `insert into people values (${one}), (${other})`,
      `insert into pets values (1, ${one}), (2, ${other})`,
    ]
    await roundTrip([...tables(from), ...rows], tables(to))
    expect(await server.query('select pets.id from pets join people on owner = people.id order by 1')).toHaveLength(2)
  })

  const people = 'create table people (id bigint primary key auto_increment, name varchar(20) not null)'

  it.each([
    [
      'one that others refer to',
      'id bigint primary key auto_increment, name varchar(20) not null unique',
      "4, 'Ada'",
      'bigint',
    ],
    ['a text for a key', 'id varchar(20) primary key, `rank` int not null check (`rank` > 4)', "'4', 8", 'varchar(20)'],
    ['a UUID', 'id char(36) primary key', "'0198c0de-0000-7000-8000-000000000001'", 'char(36)'],
    ['JSON and a time', 'id bigint primary key, j json not null, t datetime(3) not null', "4, '{}', now(3)", 'bigint'],
  ])('brings a table back that rows refer to: %s', async (_, columns, row, type) => {
    const key = row.split(',')[0]!
    for (const rule of ['', ' not null']) {
      await roundTrip(
        [
          `create table people (${columns})`,
          `create table pets (id bigint primary key, owner ${type}${rule}, foreign key (owner) references people (id))`,
          `insert into people values (${row})`,
          `insert into pets values (1, ${key}), (2, ${key})`,
        ],
        [`create table pets (id bigint primary key${rule ? '' : `, owner ${type}`})`],
      )
    }
  })

  it('brings a reference back to a key that was of another type', async () => {
    const key = (type: string) => `create table people (id ${type} primary key, name varchar(9))`
    const pets = (owner: string) => `create table a_pets (id int primary key${owner})`
    const uuid = "'00000000-0000-8000-8000-000000000007'"
    await roundTrip(
      [key('char(36)'), pets(', owner char(36) not null, foreign key (owner) references people (id)')].concat([
        `insert into people values (${uuid}, 'Ada')`,
        `insert into a_pets values (1, ${uuid})`,
      ]),
      [key('int'), pets('')],
    )
  })

  it('brings a unique reference back, with another key for each row', async () => {
    await roundTrip(
      [
        people,
        'create table desks (id bigint primary key, owner bigint not null unique, foreign key (owner) references people (id))',
        "insert into people values (4, 'Ada'), (6, 'Cy')",
        'insert into desks values (1, 4), (2, 6)',
      ],
      [people, 'create table desks (id bigint primary key)'],
    )
  })

  it('brings unique columns back without a key to tell rows apart by', async () => {
    await roundTrip(
      [
        'create table t (a int not null unique, b varchar(9) not null unique, c date not null unique, d json)',
        "insert into t values (7, 'x', '2026-01-01', null), (8, 'y', '2026-01-02', null)",
      ],
      ['create table t (d json)'],
    )
  })

  it.each([
    ['an index of its own', 'index mine (owner)'],
    ['a longer one', 'index mine (owner, id)'],
    ['one more', 'index mine (owner), index other (owner, id)'],
  ])('replaces the index that came with a reference by %s', async (_, indexes) => {
    const pets = (more: string) =>
      `create table pets (id bigint primary key, owner bigint, ${more}constraint fk foreign key (owner) references people (id))`
    await roundTrip(
      [people, pets(''), "insert into people values (4, 'Ada')", 'insert into pets values (1, 4)'],
      [people, pets(`${indexes}, `)],
    )
  })

  it('makes what is counted of another kind, though rows refer to it', async () => {
    const both = (type: string) => [
      `create table people (id ${type} primary key auto_increment)`,
      `create table pets (id ${type} primary key auto_increment, owner ${type} not null, foreign key (owner) references people (id) on delete cascade)`,
    ]
    await roundTrip(
      [...both('int'), 'insert into people values (4)', 'insert into pets values (1, 4)'],
      both('bigint unsigned'),
    )
  })

  it('changes a check in its column, and beside it', async () => {
    const of = (one: string, other: string) =>
      `create table t (a varchar(9) not null default 'x' comment 'kept' check (a in (${one})), b int, constraint known check (b > ${other}))`
    await roundTrip([of("'x'", '0'), "insert into t values ('x', 5)"], [of("'x', 'y'", '1')])
  })

  it('keeps values of columns and tables under other names, in checks, what is computed, views and triggers', async () => {
    const of = (name: string, a: string) => [
      `create table \`${name}\` (id int primary key, ${a} int not null, twice int as (${a} * 2) stored, j json, parent int, index (twice), check (${a} > 0), constraint up foreign key (parent) references \`${name}\` (id))`,
      `create view v as select ${a} as a from \`${name}\` where ${a} > 1`,
      `create trigger t before insert on \`${name}\` for each row set new.${a} = new.${a} + 1`,
    ]
    await roundTrip(
      [...of('one', 'a'), 'insert into one (id, a, parent) values (1, 5, null), (2, 6, 1)'],
      of('order', '`key`'),
      { renames: { tables: [{ from: 'one', to: 'order' }], columns: [{ table: 'order', from: 'a', to: 'key' }] } },
    )
  })

  it('renames a column of a reference beside one that a check speaks of', async () => {
    const of = (name: string, parent: string) =>
      `create table nodes (id int primary key, ${parent} int, ${name} varchar(9), check (${name} <> 'z'), constraint up foreign key (${parent}) references nodes (id))`
    const columns = [
      { table: 'nodes', from: 'name', to: 'title' },
      { table: 'nodes', from: 'parent', to: 'above' },
    ]
    const rows = "insert into nodes values (1, null, 'a'), (2, 1, 'b')"
    await roundTrip([of('name', 'parent'), rows], [of('title', 'above')], { renames: { tables: [], columns } })
  })

  it('keeps values of columns under other names, in defaults and in what is computed of what is computed', async () => {
    const of = (a: string, b: string) => [
      people,
      `create table t (id int primary key, ${a} bigint not null default 3, more int not null default (${a} + 1),
        joined varchar(20) comment 'kept' default (concat('a ', ${a}, more)), ${b} bigint as (${a} * 1) stored unique, thrice int as (${b} * 3),
        plain int default 7, constraint up foreign key (${b}) references people (id), index (thrice, plain),
        check (${b} > 0 and plain > 0), check (${a} > 0))`,
    ]
    const source = await roundTrip(
      [...of('a', 'b'), "insert into people values (5, 'Ada')", 'insert into t (id, a) values (1, 5)'],
      of('`key`', 'c'),
      {
        renames: {
          tables: [],
          columns: [
            { table: 't', from: 'a', to: 'key' },
            { table: 't', from: 'b', to: 'c' },
          ],
        },
      },
    )
    // What speaks of the column lets go of it, which MySQL asks for.
    expect(source.indexOf('alter column more drop default')).toBeLessThan(source.indexOf('rename column a'))
    await server.exec("insert into people values (9, 'Cy'); insert into t (id, `key`) values (2, 9)")
    expect(await server.query('select more, joined, c, thrice from t where id = 2')).toEqual([
      { more: 10, joined: 'a 910', c: 9, thrice: 27 },
    ])
  })

  it('drops a reference that nobody named from a table that has another name', async () => {
    const pets = (name: string, more: string) => `create table ${name} (id bigint primary key, owner bigint${more})`
    await roundTrip(
      [people, pets('pets', ', foreign key (owner) references people (id), check (owner > 0)')],
      [people, pets('animals', '')],
      { renames: { tables: [{ from: 'pets', to: 'animals' }], columns: [] } },
    )
  })

  it('brings the collation of a table to its columns', async () => {
    const of = (options: string) =>
      `create table t (a varchar(9), b varchar(9) collate utf8mb4_unicode_ci, c int, unique (a))${options}`
    await roundTrip([of(''), "insert into t values ('x', 'y', 1)"], [of(' collate utf8mb4_bin')])
  })

  it('says all names as they are', async () => {
    // A name has no white space at its end.
    const names = oddNames.filter((name) => name.trim() === name && name !== '')
    const tableOf = (name: string, extra: string): Table =>
      table(
        name,
        [
          column(name, 'bigint', { nullable: false, identity: 'auto_increment' }),
          column(`${name} text`, 'varchar(60)', { nullable: false, default: literal(name), comment: name }),
          column(`${name} parent`, 'bigint'),
          column(`${name}${extra}`, 'json'),
        ],
        {
          primaryKey: { columns: [name], autoIncrement: false },
          foreignKeys: [
            reference([`${name} parent`], name, [name], { name: `${name} fk${extra}`, onDelete: 'cascade' }),
          ],
          checks: [
            { name: `${name} check`, expression: `${quote(`${name} text`)} <> ${literal(`no ${name}${extra}`)}` },
          ],
          indexes: [
            { name: `${name} index`, unique: false, columns: [{ column: `${name} parent`, descending: false }] },
            {
              name: `${name}${extra}u`,
              unique: true,
              columns: [{ column: `${name} text`, descending: true, length: 9 }],
            },
          ],
          comment: name,
        },
      )
    const statements = (all: readonly string[], extra: string) =>
      createStatements({ engine: 'mysql', tables: all.map((name) => tableOf(name, extra)), views: [] })
    await build(server, statements(names, ' a'))
    const target = await read(server)
    // Half of them change, and half of them come.
    const known = names.filter((_, at) => at % 2 === 0)
    await build(server, statements(known, ' b'))
    for (const name of known) {
      await server.exec(`insert into ${quote(name)} (${quote(`${name} parent`)}) values (null)`)
    }
    await expectRoundTrip(server, target, { renames: { tables: [], columns: [] }, fills: new Map() })
  })
})
