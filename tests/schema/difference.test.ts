import { describe, expect, it } from 'vitest'
import { renamedColumns, renamedTables } from '../../src/schema/candidates.ts'
import { compare } from '../../src/schema/compare.ts'
import { describe as list } from '../../src/schema/describe.ts'
import { missingFills } from '../../src/schema/fills.ts'
import { migrate } from '../../src/schema/migration.ts'
import { inOrderOfReference } from '../../src/schema/order.ts'
import { patchTable } from '../../src/schema/patch.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { readSql } from './sqlite-support.ts'

const between = async (from: string, to: string) => compare(await readSql(from), await readSql(to), sqlite)
const copied = 'The table a is copied, and nothing else can be written until that is done.'

it.each<[string, string, string[]]>([
  ['', 'create table a (b)', ['add table a']],
  ['create table a (b)', '', ['drop table a']],
  ['create table a (b)', 'create table a (b, c)', ['add column a.c']],
  [
    'create table a (b text)',
    'create table a (b integer not null default 5)',
    ['change column a.b: type from text to integer, may not be null, default from none to 5'],
  ],
  ['create table a (b)', 'create table a (b unique)', ['add unique constraint of a: b']],
  ['create table a (b)', 'create table a (b check (b > 0))', ['add check of a: b > 0']],
  [
    'create table a (b, c as (b))',
    'create table a (b, c as (b + 1))',
    ['change column a.c: generated from b to b + 1'],
  ],
  [
    'create table a (b)',
    'create table a (b); create index i on a (b, abs(b)) where b > 0',
    ['add index i of a: b, (abs(b)) where b > 0'],
  ],
  ['create table a (b int)', 'create table a (b int) strict', ['change how a is stored']],
  ['create table a (b)', 'create table a (b); create view v as select b from a', ['add view v']],
  [
    'create table a (b)',
    'create table a (b); create trigger t after insert on a begin select 1; end',
    ['add trigger t of a'],
  ],
  [
    'create table a (b int); create table c (d references a (b))',
    'create table a (b int); create table c (d references a (b) on update cascade)',
    ['drop foreign key of c: d to a', 'add foreign key of c: d to a, on update cascade'],
  ],
])('%s to %s', async (from, to, lines) => expect(list(await between(from, to))).toEqual(lines))

describe('what may have been renamed', () => {
  it.each<[string, string, string, unknown[]]>([
    ['a column of the kind', 'a (b text, c int)', 'a (d varchar(9), e real)', [{ table: 'a', from: 'b', to: ['d'] }]],
    ['any of several', 'a (b text)', 'a (c text, d text)', [{ table: 'a', from: 'b', to: ['c', 'd'] }]],
    ['no computed column', 'a (b text, c text)', "a (b text, d text as (b || 'x'))", []],
    ['no column that only goes', 'a (b text, c text)', 'a (b text)', []],
  ])('%s', async (_, from, to, expected) =>
    expect(renamedColumns(await between(`create table ${from}`, `create table ${to}`), sqlite)).toEqual(expected),
  )

  it.each<[string, string, string, unknown[]]>([
    ['a table that has half of the columns', 'a (id, b, c)', 'd (id, b, e)', [{ from: 'a', to: ['d'] }]],
    ['none that has fewer', 'a (id, b, c, d)', 'e (id, b, f, g)', []],
    ['none for what all tables have', 'a (id, created_at, updated_at, b)', 'c (id, created_at, updated_at, d)', []],
  ])('%s', async (_, from, to, expected) =>
    expect(renamedTables(await between(`create table ${from}`, `create table ${to}`), sqlite)).toEqual(expected),
  )
})

it.each<[string, string, string[]]>([
  ['a (b)', 'a (b, c not null)', ['a.c']],
  ['a (b)', 'a (b, c not null default 1)', []],
  ['a (b)', 'a (b, c not null as (b))', []],
  ['a (b)', 'a (b, id integer not null primary key)', []],
  ['a (b)', 'a (b not null)', ['a.b']],
  ['a (b)', 'a (b not null default 1)', []],
  ['a (b not null)', 'a (b)', []],
])('from %s to %s rows need a value for %j', async (from, to, paths) => {
  const missing = missingFills(await between(`create table ${from}`, `create table ${to}`), new Map())
  expect(missing.map(({ table, column }) => `${table}.${column.name}`)).toEqual(paths)
})

it.each<[string, string, string[]]>([
  [
    'each after what it refers to',
    'create table a (b references B); create table b (c references c (d)); create table c (d)',
    ['c', 'b', 'a'],
  ],
  ['one that refers to itself', 'create table a (b references a (b)); create table c (d)', ['a', 'c']],
  [
    'a circle',
    'create table a (b references b (a)); create table b (a references a (b)); create table c (a references a (b))',
    ['b', 'a', 'c'],
  ],
  ['one that is not there', 'create table a (b references nowhere (c))', ['a']],
])('tables are in order: %s', async (_, sql, names) => {
  const { tables } = await readSql(sql)
  const given = tables.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  expect(inOrderOfReference(given, sqlite.nameKey).map(({ name }) => name)).toEqual(names)
})

it.each<[string, string, string, string, string]>([
  ['keeps what is its own', 'a (b int, mine int)', 'a (b int)', 'a (b int, c int)', 'a (b int, mine int, c int)'],
  [
    'puts a column where it belongs',
    'a (b int, z int, mine int)',
    'a (b int, z int)',
    'a (b int, c int, z int)',
    'a (b int, c int, z int, mine int)',
  ],
  ['leaves what is there already', 'a (b int, c text)', 'a (b int)', 'a (b int, c int)', 'a (b int, c int)'],
  ['leaves what is not there', 'a (b int)', 'a (b int, c int)', 'a (b int)', 'a (b int)'],
  [
    'changes its constraints',
    'a (b int check (b > 0), mine int unique)',
    'a (b int check (b > 0))',
    'a (b int unique)',
    'a (b int, mine int unique, unique (b))',
  ],
])('a patched table %s', async (_, table, from, to, expected) => {
  const [altered] = (await between(`create table ${from}`, `create table ${to}`)).altered
  const [own, goal] = [await readSql(`create table ${table}`), await readSql(`create table ${expected}`)]
  const patched = patchTable(own.tables[0]!, altered!, sqlite)
  expect(patched.columns.map(({ name }) => name)).toEqual(goal.tables[0]!.columns.map(({ name }) => name))
  expect(list(compare({ ...own, tables: [patched] }, goal, sqlite))).toEqual([])
})

describe('hazards and losses', () => {
  it.each<[string, string, string[], string | undefined]>([
    ['create table a (b int)', 'create table a (b int, c int)', [], undefined],
    [
      'create table a (b int, c int)',
      'create table a (b int)',
      ['a.c is dropped, with what is in it.'],
      'The column comes back, what was in it does not.',
    ],
    [
      'create table a (b int); create table c (d)',
      '',
      ['The table a is dropped, with all of its rows.', 'The table c is dropped, with all of its rows.'],
      'The tables come back, their rows do not.',
    ],
    [
      'create table a (b text)',
      'create table a (b int)',
      [
        'a.b was text and becomes int: what does not fit is changed by the cast: select * from a where cast(b as integer) <> b',
        copied,
      ],
      'What the cast changed stays changed.',
    ],
    [
      'create table a (b int)',
      'create table a (b text)',
      [copied],
      'What does not fit the former type is changed by the cast.',
    ],
    ['create table a (b int)', 'create table a (b bigint)', [copied], undefined],
    [
      "create table a (b text check (b in ('x')))",
      "create table a (b text check (b in ('x', 'y')))",
      [copied],
      undefined,
    ],
    [
      "create table a (b text check (b in ('x', 'y')))",
      "create table a (b text check (b in ('y')))",
      ["It fails where a row of a breaks its check: select * from a where not (b in ('y'))", copied],
      undefined,
    ],
    [
      'create table a (b)',
      'create table a (b not null default 1)',
      ['a.b becomes 1 where it was null: select * from a where b is null', copied],
      'What was null keeps what it was filled with.',
    ],
  ])('from %s to %s', async (from, to, hazards, loss) => {
    const answered = { renames: { tables: [], columns: [] }, fills: new Map() }
    const migration = migrate(await readSql(from), await readSql(to), answered, sqlite)!
    expect([migration.hazards, migration.loss]).toEqual([hazards, loss])
  })
})
