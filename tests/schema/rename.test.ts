import { describe, expect, it } from 'vitest'
import { compare } from '../../src/schema/compare.ts'
import { describe as list } from '../../src/schema/describe.ts'
import { rename } from '../../src/schema/rename.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { readSchema } from '../../src/schema/sqlite/read-schema.ts'
import { databaseOf, readSql } from './sqlite-support.ts'

const tables = [
  `create table orders (id integer primary key, total integer check (total > 0), twice integer as (total * 2),
    parent integer references orders (id), unique (total, parent))`,
  'create table items (id integer primary key, order_id integer references orders (id), total integer)',
  'create index orders_total on orders (total, abs(total)) where total > 1',
]
const views = [
  'create view a as select total from orders',
  'create view b as select o.total, i.total as items from orders o join items i on i.order_id = o.id',
  'create view c as select id, (select sum(total) from items where order_id = orders.id) as sum from orders',
  'create view d as select total from items where order_id in (select id from orders where total > 1)',
  'create view e as with x as (select total as t from orders) select t from x',
]
const triggers = [
  'create trigger f after update of total on orders when new.total > old.total begin update items set total = new.total where order_id = new.id; end',
  'create trigger g after insert on items begin update orders set total = total + new.total where id = new.order_id; end',
  'create trigger h after delete on items begin insert into orders (id, total) values (1, old.total) on conflict (id) do update set total = excluded.total; end',
  'create trigger i instead of insert on a begin insert into orders (total) values (new.total); end',
]

// SQLite refuses to rename a column of a view that a trigger is on, and takes `excluded` for the table that it renames.
const all = [...tables, ...views, ...triggers.slice(0, 2)]

describe('rename says what SQLite makes of', () => {
  it.each<[string, Parameters<typeof rename>[1], string[]]>([
    [
      'a column',
      { tables: [], columns: [{ table: 'orders', from: 'total', to: 'sum' }] },
      ['alter table orders rename column total to sum'],
    ],
    [
      'a column of the other table',
      { tables: [], columns: [{ table: 'items', from: 'Total', to: 'the total' }] },
      ['alter table items rename column total to "the total"'],
    ],
    [
      'a table',
      { tables: [{ from: 'orders', to: 'purchases' }], columns: [] },
      ['alter table orders rename to purchases'],
    ],
    [
      'a table and a column of it',
      {
        tables: [{ from: 'orders', to: 'purchases' }],
        columns: [{ table: 'purchases', from: 'id', to: 'number' }],
      },
      ['alter table orders rename to purchases', 'alter table purchases rename column id to number'],
    ],
  ])('%s', async (_, renames, statements) => {
    const database = databaseOf(...all)
    const before = await readSql(...all)
    statements.forEach((statement) => database.exec(statement))
    const after = await readSchema(async (sql) => database.prepare(sql).all())
    expect(list(compare(rename(before, renames, sqlite), after, sqlite))).toEqual([])
  })
})

it('a trigger on a view follows the table that it writes to', async () => {
  const before = await readSql(tables[0]!, views[0]!, triggers[3]!)
  const renames = { tables: [{ from: 'orders', to: 'purchases' }], columns: [] }
  expect(rename(before, renames, sqlite).views[0]!.triggers[0]!.sql).toContain('insert into purchases (total)')
})

it('a trigger that inserts or updates does so in the columns by their new names', async () => {
  const before = await readSql(...tables, triggers[2]!)
  const renames = { tables: [], columns: [{ table: 'orders', from: 'total', to: 'sum' }] }
  const items = rename(before, renames, sqlite).tables.find(({ name }) => name === 'items')!
  expect(items.triggers[0]!.sql).toContain('insert into orders (id, sum) values (1, old.total)')
  expect(items.triggers[0]!.sql).toContain('do update set sum = excluded.sum')
})

it('nothing that is renamed leaves a schema as it is', async () => {
  const before = await readSql(...all)
  expect(rename(before, { tables: [], columns: [] }, sqlite)).toBe(before)
})
