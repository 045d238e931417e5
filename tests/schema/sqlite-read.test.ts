import { describe, expect, it } from 'vitest'
import type { Table } from '../../src/schema/schema.ts'
import { readCatalogue } from '../../src/schema/sqlite/catalogue.ts'
import { schemaOf } from '../../src/schema/sqlite/read-schema.ts'
import { databaseOf, readSql } from './sqlite-support.ts'

const tableIn = async (...statements: readonly string[]): Promise<Table> => (await readSql(...statements)).tables[0]!

describe('readSchema', () => {
  it('reads a table', async () => {
    const schema = await readSql(
      `create table customers (id integer primary key autoincrement)`,
      `create table Orders (
        id integer not null primary key,
        customer_id integer references Customers on delete cascade,
        status text not null default "open" check (status in ('open', 'paid')),
        email text collate nocase,
        total numeric (10, 2) default (1 + 1),
        twice as (total * 2) stored,
        constraint one_email unique (email) on conflict ignore
      )`,
      'create unique index by_status on orders (Status desc, email collate binary, lower(email)) where total > 0',
      `create trigger counted after insert on ORDERS begin select 1; end`,
      'create view open_orders as select * from orders -- all',
      'create trigger opened instead of insert on open_orders begin select 1; end',
    )
    const column = { type: '', nullable: true }
    expect(schema.tables[1]).toEqual({
      name: 'Orders',
      columns: [
        { name: 'id', type: 'integer', nullable: false },
        { name: 'customer_id', type: 'integer', nullable: true },
        { name: 'status', type: 'text', nullable: false, default: "'open'" },
        { name: 'email', type: 'text', nullable: true, collation: 'nocase' },
        { name: 'total', type: 'numeric(10,2)', nullable: true, default: '1 + 1' },
        { ...column, name: 'twice', generated: { expression: 'total * 2', stored: true } },
      ],
      primaryKey: { columns: ['id'], autoIncrement: false },
      uniques: [{ name: 'one_email', columns: ['email'], onConflict: 'ignore' }],
      foreignKeys: [
        {
          columns: ['customer_id'],
          table: 'customers',
          references: ['id'],
          onDelete: 'cascade',
          onUpdate: 'no action',
        },
      ],
      checks: [{ expression: "status in ('open', 'paid')", column: 'status' }],
      indexes: [
        {
          name: 'by_status',
          columns: [
            { column: 'status', descending: true },
            { column: 'email', descending: false, collation: 'binary' },
            { expression: 'lower(email)', descending: false },
          ],
          unique: true,
          where: 'total > 0',
        },
      ],
      triggers: [{ name: 'counted', sql: 'CREATE TRIGGER counted after insert on ORDERS begin select 1; end' }],
      strict: false,
      withoutRowid: false,
    })
    expect(schema.views).toEqual([
      {
        name: 'open_orders',
        sql: 'CREATE VIEW open_orders as select * from orders',
        triggers: [
          { name: 'opened', sql: 'CREATE TRIGGER opened instead of insert on open_orders begin select 1; end' },
        ],
      },
    ])
  })

  it('leaves out what is not the user’s', async () => {
    const { tables, unread } = await readSql(
      'create table kysely_migration (name text)',
      'create table kysely_migration_lock (id text)',
      'create index of_lock on kysely_migration_lock (id)',
      'create table sqlitelike (id integer primary key autoincrement, a, b)',
      'create index sqlitelike_a on sqlitelike (a)',
      'insert into sqlitelike values (1, 1, 1)',
      'analyze',
      'create virtual table search using fts5 (body)',
      'create temp table passing (id)',
    )
    expect(tables.map(({ name }) => name)).toEqual(['sqlitelike'])
    expect(unread).toEqual(['virtual table search'])
  })

  it('reads an empty database', async () => {
    expect(await readSql()).toEqual({ engine: 'sqlite', tables: [], views: [] })
  })

  it.each<[definition: string, key: object]>([
    ['id integer primary key desc', { columns: ['id'], modifiers: ['desc'] }],
    ['id integer, primary key (ID desc)', { columns: ['id'] }],
    ['a, b, primary key (b desc, a)', { columns: ['b', 'a'], modifiers: ['desc', ''] }],
    [
      'a collate nocase, b, constraint k primary key (A, b collate rtrim)',
      {
        name: 'k',
        columns: ['a', 'b'],
        modifiers: ['', 'collate rtrim'],
      },
    ],
  ])('reads the key of (%s)', async (definition, key) => {
    expect((await tableIn(`create table t (${definition})`)).primaryKey).toEqual({ autoIncrement: false, ...key })
  })

  it('keeps of unique constraints that are alike what SQLite keeps, by their names', async () => {
    const { uniques } = await tableIn(
      `create table t (a unique, b collate nocase, c primary key,
        unique (c), constraint again unique (A), constraint x unique (b collate binary desc), constraint y unique (b))`,
    )
    expect(uniques).toEqual([
      { columns: ['a'] },
      { name: 'x', columns: ['b'], modifiers: ['collate binary desc'] },
      { name: 'y', columns: ['b'] },
    ])
  })

  it('resolves references that name no columns', async () => {
    const { foreignKeys } = await tableIn(
      'create table t (a references T, b references u, c references w, foreign key (b, a) references "U")',
      'create table u (x, y, primary key (y, x))',
    )
    expect(foreignKeys.map(({ table, references }) => [table, references])).toEqual([
      ['t', []],
      ['u', []],
      ['w', []],
      ['u', ['y', 'x']],
    ])
  })

  it('matches the names of foreign keys with what they are', async () => {
    const { foreignKeys } = await tableIn(
      `create table t (a references t (b) deferrable initially deferred, b,
        constraint second foreign key (b) references t (a) on update set default)`,
    )
    expect(foreignKeys).toMatchObject([
      { columns: ['a'], deferrable: 'deferred' },
      { name: 'second', columns: ['b'], onUpdate: 'set default' },
    ])
    expect(foreignKeys[0]).not.toHaveProperty('name')
  })

  it('reads what `alter table` wrote', async () => {
    const { columns, checks, foreignKeys } = await tableIn(
      'create table old (a int, b text, constraint c check (a > 0))',
      'alter table old rename to "new one"',
      'alter table "new one" rename a to "order"',
      `alter table "new one" add column d text not null default 'x' references u (id)`,
      'alter table "new one" drop column b',
    )
    expect(columns.map(({ name, default: usual }) => [name, usual])).toEqual([
      ['order', undefined],
      ['d', "'x'"],
    ])
    expect(checks).toEqual([{ name: 'c', expression: '"order" > 0' }])
    expect(foreignKeys).toMatchObject([{ columns: ['d'], table: 'u' }])
  })

  it('asks five times, however many tables there are', async () => {
    const database = databaseOf(...Array.from({ length: 20 }, (_, i) => `create table t${i} (id integer primary key)`))
    const asked: string[] = []
    const catalogue = await readCatalogue(async (sql) => {
      asked.push(sql)
      return database.prepare(sql).all()
    })
    expect(asked).toHaveLength(5)
    expect(schemaOf(JSON.parse(JSON.stringify(catalogue))).tables).toHaveLength(20)
  })
})
