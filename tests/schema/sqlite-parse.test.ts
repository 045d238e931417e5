import { describe, expect, it } from 'vitest'
import { parseCreateIndex } from '../../src/schema/sqlite/parse-index.ts'
import { parseCreateTable } from '../../src/schema/sqlite/parse-table.ts'

const columnOf = (definition: string) => parseCreateTable(`create table t (${definition})`).columns[0]

describe('a column', () => {
  it.each<[definition: string, column: object]>([
    ['a', { name: 'a', type: '' }],
    ['a INTEGER', { name: 'a', type: 'integer' }],
    ['"a b" varchar(20)', { name: 'a b', type: 'varchar(20)' }],
    ['[a]Unsigned  Big\nInt', { name: 'a', type: 'unsigned big int' }],
    ['`a``b` double /* x */ precision', { name: 'a`b', type: 'double precision' }],
    ["'a' NUMERIC ( 10 , -2 )", { name: 'a', type: 'numeric(10,-2)' }],
    ['a "my type"', { name: 'a', type: 'my type' }],
    ['key key', { name: 'key', type: 'key' }],
    ['"check" größe', { name: 'check', type: 'größe' }],
    ['generated always', { name: 'generated', type: 'always' }],
    ['a text not null', { name: 'a', type: 'text', nullable: false }],
    ['a NOT NULL ON CONFLICT Replace', { name: 'a', type: '', nullable: false, onConflict: 'replace' }],
    ['a text null', { name: 'a', type: 'text' }],
    ['a text constraint x not null constraint y', { name: 'a', type: 'text', nullable: false }],
    ["a default 'it''s'", { name: 'a', type: '', default: "'it''s'" }],
    ['a int default - 5 not null', { name: 'a', type: 'int', nullable: false, default: '-5' }],
    ['a default +1.5', { name: 'a', type: '', default: '1.5' }],
    ['a default ((1 + /* x */ 2))', { name: 'a', type: '', default: '1 + 2' }],
    ['a default open', { name: 'a', type: '', default: "'open'" }],
    ['a default "it\'s"', { name: 'a', type: '', default: "'it''s'" }],
    ['a default null', { name: 'a', type: '' }],
    ['a default CURRENT_TIMESTAMP', { name: 'a', type: '', default: 'CURRENT_TIMESTAMP' }],
    ['a default true', { name: 'a', type: '', default: '1' }],
    ['a default constructor', { name: 'a', type: '', default: "'constructor'" }],
    ["a default x'00'", { name: 'a', type: '', default: "x'00'" }],
    ['a text collate NoCase', { name: 'a', type: 'text', collation: 'nocase' }],
    ['a text collate binary', { name: 'a', type: 'text' }],
    ['a int as (b + 1)', { name: 'a', type: 'int', generated: { expression: 'b + 1', stored: false } }],
    ['a as ((b)) virtual', { name: 'a', type: '', generated: { expression: 'b', stored: false } }],
    [
      'a int generated always as (b) stored not null',
      { name: 'a', type: 'int', nullable: false, generated: { expression: 'b', stored: true } },
    ],
    ['a generated always as (b)', { name: 'a', type: '', generated: { expression: 'b', stored: false } }],
  ])('%s', (definition, expected) => expect(columnOf(definition)).toEqual({ nullable: true, ...expected }))

  it('has its constraints in the table', () => {
    const { primaryKey, uniques, foreignKeys, checks } = parseCreateTable(`create table t (
      id integer constraint pk primary key desc on conflict fail,
      a int unique on conflict ignore check (a > 0) constraint "small" check ((a < 9)) on conflict replace,
      b int references p deferrable initially deferred,
      c int constraint fk references p (x) on delete set null match full on update cascade not deferrable)`)
    expect(primaryKey).toEqual({
      name: 'pk',
      columns: ['id'],
      modifiers: ['desc'],
      autoIncrement: false,
      onConflict: 'fail',
    })
    expect(uniques).toEqual([{ columns: ['a'], onConflict: 'ignore' }])
    expect(checks).toEqual([
      { expression: 'a > 0', column: 'a' },
      { name: 'small', expression: 'a < 9', column: 'a' },
    ])
    const none = { onDelete: 'no action', onUpdate: 'no action' }
    expect(foreignKeys).toEqual([
      { ...none, columns: ['b'], table: 'p', references: [], deferrable: 'deferred' },
      { name: 'fk', columns: ['c'], table: 'p', references: ['x'], onDelete: 'set null', onUpdate: 'cascade' },
    ])
  })
})

describe('a table', () => {
  it.each([
    ['create table t (a)', 't'],
    ['CREATE TEMP TABLE IF NOT EXISTS "t"(a)', 't'],
    ['create table main.[odd name] (a)', 'odd name'],
    ["create table 't''s' (a)", "t's"],
  ])('%s', (sql, name) => expect(parseCreateTable(sql).name).toBe(name))

  it.each([
    ['', false, false],
    ['strict', true, false],
    ['without rowid', false, true],
    ['WITHOUT rowid /* , */ , STRICT', true, true],
  ])('%s', (options, strict, withoutRowid) => {
    expect(parseCreateTable(`create table t (a primary key) ${options}`)).toMatchObject({ strict, withoutRowid })
  })

  it('has constraints, with and without commas', () => {
    const table = parseCreateTable(`create table t (a, "b,", c int -- c, d
      , constraint pk primary key ("b," collate nocase, a desc) on conflict replace
      constraint one constraint uq unique (a) unique ((c), b asc) on conflict rollback,
      check (a in ('(', ')')) /* ) */
      constraint fk foreign key (a, "b,") references "p q" ("x", y) on update restrict on delete no action deferrable,
      foreign key (c) references t)`)
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'b,', 'c'])
    expect(table.primaryKey).toEqual({
      name: 'pk',
      columns: ['b,', 'a'],
      modifiers: ['collate nocase', 'desc'],
      autoIncrement: false,
      onConflict: 'replace',
    })
    expect(table.uniques).toEqual([
      { name: 'uq', columns: ['a'] },
      { columns: ['c', 'b'], onConflict: 'rollback' },
    ])
    expect(table.checks).toEqual([{ expression: "a in ('(', ')')" }])
    expect(table.foreignKeys).toEqual([
      {
        name: 'fk',
        columns: ['a', 'b,'],
        table: 'p q',
        references: ['x', 'y'],
        onDelete: 'no action',
        onUpdate: 'restrict',
        deferrable: 'immediate',
      },
      { columns: ['c'], table: 't', references: [], onDelete: 'no action', onUpdate: 'no action' },
    ])
  })

  it('counts in a key of its own or of the table', () => {
    for (const sql of ['id integer primary key autoincrement', 'id integer, primary key (id autoincrement)']) {
      const { primaryKey } = parseCreateTable(`create table t (${sql})`)
      expect(primaryKey).toEqual({ columns: ['id'], autoIncrement: true })
    }
  })

  it.each([
    ['create view v as select 1'],
    ['create table t'],
    ['create table t (a'],
    ['create table t (a int b) int'],
    ['create table t (a int not null constructor)'],
    ['create table t as select 1'],
  ])('refuses %s', (sql) => expect(() => parseCreateTable(sql)).toThrow(SyntaxError))
})

describe('an index', () => {
  it.each<[sql: string, index: object]>([
    ['(a)', { columns: [{ column: 'a', descending: false }] }],
    ['("a b" DESC, [c] asc) where (a > 0 -- x\n)', { columns: [column('a b', true), column('c')], where: 'a > 0' }],
    ['(a collate NOCASE desc)', { columns: [{ ...column('a', true), collation: 'nocase' }] }],
    ['(((a)))', { columns: [column('a')] }],
    ['(lower(a), a || b)', { columns: [expression('lower(a)'), expression('a || b')] }],
    ['(lower(a) collate nocase)', { columns: [{ ...expression('lower(a)'), collation: 'nocase' }] }],
    ['((a || b) collate nocase)', { columns: [{ ...expression('a || b'), collation: 'nocase' }] }],
    ['(a || b collate nocase)', { columns: [expression('a || b collate nocase')] }],
    ['(a + (b) collate nocase)', { columns: [expression('a + (b) collate nocase')] }],
    ['(coalesce(a, b), c)', { columns: [expression('coalesce(a, b)'), column('c')] }],
  ])('%s', (sql, index) => {
    const [name, table] = ['i x', 't']
    expect(parseCreateIndex(`create index if not exists "i x" on t ${sql}`)).toEqual({
      name,
      table,
      unique: false,
      ...index,
    })
  })

  it('is unique, and of a schema', () => {
    expect(parseCreateIndex('CREATE UNIQUE INDEX main.i ON t(a)')).toMatchObject({ name: 'i', unique: true })
  })
})

function column(name: string, descending = false) {
  return { column: name, descending }
}

function expression(sql: string) {
  return { expression: sql, descending: false }
}
