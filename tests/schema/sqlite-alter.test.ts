import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../src/schema/migration.ts'
import { printMigration } from '../../src/schema/print/migration.ts'
import type { Schema } from '../../src/schema/schema.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { build, expectRoundTrip, read } from './round-trip.ts'
import { runMigration } from './run-migration.ts'
import { readSql } from './sqlite-support.ts'

/** What `alter table` of SQLite 3.53 does, where a copied table did it before. */

const none = { renames: { tables: [], columns: [] }, fills: new Map<string, string>() }
const id = 'id integer primary key'
const orders = (status: string): string => `create table orders (${id}, status text not null ${status})`
const named = (values: string): string => orders(`constraint orders_status_check check (status in (${values}))`)
const copied = /insert into new_/

interface Change {
  readonly before: string
  readonly rows?: string
  readonly after: string
  readonly fills?: Readonly<Record<string, string>>
}

/** Migrates there, back and there again; gives what that takes. */
async function change({ before, rows = '', after, fills = {} }: Change): Promise<string> {
  const answered = { ...none, fills: new Map(Object.entries(fills)) }
  return await expectRoundTrip(build([before, rows].filter(Boolean)), await readSql(after), answered)
}

/** The calls of one direction. */
const part = (source: string, direction: 'up' | 'down'): string[] => {
  const [, up = '', down = ''] = source.split(/export async function (?:up|down)/)
  return (direction === 'up' ? up : down).match(/^await .*$/gm) ?? []
}

describe('a check', () => {
  it('with a value more is dropped and added, in both directions', async () => {
    const source = await change({
      before: named("'open', 'paid'"),
      rows: "insert into orders values (1, 'paid')",
      after: orders("check (status in ('open', 'paid', 'lost'))"),
    })
    const drop = `await db.schema.alterTable("orders").dropConstraint("orders_status_check").execute()`
    const add = (values: string): string =>
      `await db.schema.alterTable("orders").addCheckConstraint("orders_status_check", sql\`status in (${values})\`).execute()`
    expect(part(source, 'up')).toEqual([drop, add("'open', 'paid', 'lost'")])
    expect(part(source, 'down')).toEqual([drop, add("'open', 'paid'")])
    expect(source).not.toMatch(copied)
  })

  it('without a name gets one when its table is copied, and comes back without', async () => {
    const database = build([orders("check (status in ('open'))"), "insert into orders values (1, 'open')"])
    const source = await expectRoundTrip(database, await readSql(orders("check (status in ('open', 'paid'))")), none)
    expect(source).toMatch(copied)
    const reached = await read(database)
    expect(reached.tables[0]!.checks).toEqual([
      { name: 'orders_status_check', expression: "status in ('open', 'paid')" },
    ])
    const next = migrate(reached, await readSql(orders("check (status in ('void', 'paid', 'open'))")), none, sqlite)
    expect(printMigration(next!, sqlite)).not.toMatch(copied)
  })

  it('that only has no name is no difference', async () => {
    const [with_, without] = await Promise.all([
      readSql(named("'open'")),
      readSql(orders("check (status in ('open'))")),
    ])
    expect(migrate(with_, without, none, sqlite)).toBeUndefined()
    expect(migrate(without, with_, none, sqlite)).toBeUndefined()
  })

  it('of a new table, and of a new column, has a name', async () => {
    const database = build([`create table items (${id})`])
    const after = await readSql(
      `create table items (${id}, size text check (size in ('s', 'm')))`,
      orders("check (status in ('open'))"),
    )
    expect(await expectRoundTrip(database, after, none)).not.toMatch(copied)
    const checks = (await read(database)).tables.flatMap((table) => table.checks.map(({ name }) => name))
    expect(checks).toEqual(['items_size_check', 'orders_status_check'])
  })

  it('goes with its column', async () => {
    const source = await change({
      before: named("'open'"),
      rows: "insert into orders values (1, 'open')",
      after: `create table orders (${id}, note text)`,
    })
    expect(part(source, 'up')).toHaveLength(3)
  })

  it('that rows may leave open is part of a copied table, as a later one would refuse them', async () => {
    const source = await change({
      before: `create table items (${id}, size integer)`,
      rows: 'insert into items values (1, null), (2, 3)',
      after: `create table items (${id}, size integer check (size > 2))`,
    })
    expect(source).toMatch(copied)
  })

  it('gets a name that no other of its table has', async () => {
    const database = build([
      `create table orders (${id}, total integer not null constraint orders_total_check check (total > 0))`,
    ])
    const both = `create table orders (${id}, total integer not null check (total > 0) check (total < 100))`
    expect(await expectRoundTrip(database, await readSql(both), none)).not.toMatch(copied)
    expect((await read(database)).tables[0]!.checks.map(({ name }) => name)).toEqual([
      'orders_total_check',
      'orders_total_check_2',
    ])
  })

  it('whose name another constraint has as well is not dropped by it', async () => {
    const table = (check: string): string =>
      `create table orders (${id}, total integer not null, constraint k unique (total), constraint k check (${check}))`
    expect(await change({ before: table('total > 0'), after: table('total > 1') })).toMatch(copied)
  })

  it('keeps its name when its table or its column is renamed, and is changed by it', async () => {
    const database = build([named("'open'"), "insert into orders values (1, 'open')"])
    const renames = {
      tables: [{ from: 'orders', to: 'sales' }],
      columns: [{ table: 'sales', from: 'status', to: 'state' }],
    }
    const sales = `create table sales (${id}, state text not null check (state in ('open', 'paid')))`
    const source = await expectRoundTrip(database, await readSql(sales), { ...none, renames })
    expect(source).toContain('.dropConstraint("orders_status_check")')
    expect(source).toContain('.addCheckConstraint("sales_state_check"')
    expect(source).not.toMatch(copied)
  })
})

describe('a column', () => {
  const people = (name: string): string => `create table people (${id}, name text ${name}, note text ${name})`

  it('takes null no more, and again, one after the other', async () => {
    const source = await change({
      before: people(''),
      rows: "insert into people values (1, null, 'x'), (2, 'Ada', null)",
      after: people('not null'),
      fills: { 'people.name': "'?'", 'people.note': "''" },
    })
    expect(source).not.toMatch(copied)
    expect(source).toContain("update people set name = '?' where name is null")
    expect(part(source, 'down')).toEqual(
      ['name', 'note'].map(
        (name) =>
          `await db.schema.alterTable("people").alterColumn("${name}", (column) => column.dropNotNull()).execute()`,
      ),
    )
  })

  it('that rows need a value in is added, filled and closed', async () => {
    const source = await change({
      before: `create table orders (${id})`,
      rows: 'insert into orders values (1), (2)',
      after: orders("check (status in ('open'))"),
      fills: { 'orders.status': "'open'" },
    })
    expect(source).not.toMatch(copied)
    expect(part(source, 'up')).toEqual([
      `await db.schema.alterTable("orders").addColumn("status", "text").execute()`,
      "await sql`update orders set status = 'open' where status is null`.execute(db)",
      `await db.schema.alterTable("orders").alterColumn("status", (column) => column.setNotNull()).execute()`,
      `await db.schema.alterTable("orders").addCheckConstraint("orders_status_check", sql\`status in ('open')\`).execute()`,
    ])
  })

  it.each([
    [
      'has a trigger on its table, which would see the rows being filled',
      '',
      'create trigger t after update on people begin select 1; end',
    ],
    ['is unique', 'unique', 'select 1'],
  ])('is part of a copied table where it %s', async (_, unique, also) => {
    const table = (rest: string): string => `create table people (${id}, name text ${rest})`
    const database = build([table(unique), also, 'insert into people values (1, null)'])
    const objects = also.startsWith('create') ? [also] : []
    const answered = { ...none, fills: new Map([['people.name', "'?'"]]) }
    expect(await expectRoundTrip(database, await readSql(table(`not null ${unique}`), ...objects), answered)).toMatch(
      copied,
    )
  })
})

it('says that rows are read', async () => {
  const [before, after] = await Promise.all([readSql(named("'open'")), readSql(named("'open', 'paid'"))])
  expect(hazardsOf(before, after)).toEqual([
    'All rows of orders are read, and nothing else can be written until that is done.',
  ])
})

const hazardsOf = (before: Schema, after: Schema): readonly string[] => migrate(before, after, none, sqlite)!.hazards

it('runs down on a database whose checks have other places in their tables', async () => {
  const before = await readSql(named("'open'"))
  const migration = migrate(before, await readSql(`create table orders (${id})`), none, sqlite)!
  const database = new DatabaseSync(':memory:')
  database.exec(
    `create table orders (${id}, status text not null, constraint orders_status_check check (status <> ''))`,
  )
  await runMigration(printMigration(migration, sqlite), 'up', database)
  expect((await read(database)).tables[0]!.columns.map(({ name }) => name)).toEqual(['id'])
})
