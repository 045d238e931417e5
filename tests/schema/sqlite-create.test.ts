import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createStatements } from '../../src/schema/sqlite/create.ts'
import { oddSchemas } from './sqlite-arbitraries.ts'
import { readSql } from './sqlite-support.ts'

const roundTrip = async (...statements: readonly string[]) => {
  const schema = await readSql(...statements)
  return { schema, again: await readSql(...createStatements(schema)) }
}

describe('createStatements', () => {
  it('says what a person would have said', async () => {
    const schema = await readSql(
      `CREATE TABLE "orders" ("id" INTEGER PRIMARY KEY AUTOINCREMENT, "customer_id" INTEGER NOT NULL REFERENCES "customers"
        ON DELETE CASCADE, "status" TEXT DEFAULT 'open' CHECK ("status" <> ''), "year" AS (strftime('%Y', "at")), "at" TEXT
        DEFAULT (datetime('now')), UNIQUE ("at" DESC, "status" COLLATE NOCASE), CHECK ("id" > 0)) STRICT`.replace(
        '"year" AS',
        '"year" TEXT AS',
      ),
      'CREATE TABLE "customers" ("id" INTEGER PRIMARY KEY, "order" INTEGER)',
      'CREATE INDEX "latest" ON "orders" ("at" DESC, lower("status") || \'x\', ("id" + 1) COLLATE NOCASE) WHERE "id" > 9',
    )
    expect(createStatements(schema)).toEqual([
      `create table orders (
  id integer primary key autoincrement,
  customer_id integer not null,
  status text default 'open' check ("status" <> ''),
  year text generated always as (strftime('%Y', "at")) virtual,
  at text default (datetime('now')),
  unique (at desc, status collate nocase),
  foreign key (customer_id) references customers (id) on delete cascade,
  check ("id" > 0)
) strict`,
      `create table customers (
  id integer primary key,
  "order" integer
)`,
      `create index latest on orders (at desc, lower("status") || 'x', ("id" + 1) collate nocase) where "id" > 9`,
    ])
  })

  it.each([
    ['a key that does not count rows', 'create table t (id integer primary key desc)'],
    ['a reference that names nothing', 'create table t (a references gone, b references gone (x))'],
    ['a check of a column before others', 'create table t (a check (a > b), b, check (b > a))'],
    [
      'a collation of an expression',
      'create table t (a); create index i on t (a || a collate nocase, (a || a) collate nocase)',
    ],
    [
      'a comment at the end of a view',
      'create table t (a); create view v as select 1 -- one\n; create view w as select 2',
    ],
    ['a default that only looks like a name', 'create table t (a default "open", b default (\'now\'), c default -.5)'],
    ['a type that needs quotes', 'create table t (a "default", b "a(b", c "", d "x""y")'],
  ])('builds %s', async (_, sql) => {
    const { schema, again } = await roundTrip(sql)
    expect(again).toEqual(schema)
  })

  it('builds what is read', () =>
    fc.assert(
      fc.asyncProperty(oddSchemas, async (schema) => {
        expect(await readSql(...createStatements(schema))).toEqual(schema)
      }),
      { numRuns: 200 },
    ))
})

interface Case {
  readonly case: string
  readonly dialect: string
  readonly before: string
  readonly after: string
  readonly loads: boolean | null
}

const cases = fileURLToPath(new URL('../../../shared/cases/', import.meta.url))
const isThere = existsSync(cases)

describe.skipIf(!isThere)(`public cases${isThere ? '' : `, which are not in ${cases}`}`, () => {
  it.each(['alembic', 'sqldef'])('%s', async (source) => {
    const lines = isThere ? readFileSync(`${cases}${source}.jsonl`, 'utf8').trim().split('\n') : []
    const loading = lines
      .map((line) => JSON.parse(line) as Case)
      .filter(({ dialect, loads }) => dialect === 'sqlite' && loads)
    expect(loading.length).toBeGreaterThan(50)
    for (const { case: name, before, after } of loading) {
      for (const sql of new Set([before, after])) {
        const { schema, again } = await roundTrip(sql)
        expect(again, name).toEqual(schema)
      }
    }
  })
})
