import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { compare, isEmpty } from '../../src/schema/compare.ts'
import type { Table } from '../../src/schema/schema.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { literal, quote } from '../../src/schema/sqlite/identifier.ts'
import type { Step } from '../../src/schema/step.ts'
import { column, create, everyStep, index, oddNames, print, reference, table } from './print-samples.ts'
import { read } from './round-trip.ts'
import { runMigration } from './run-migration.ts'

/** A database after the steps. */
async function after(...up: readonly Step[]): Promise<DatabaseSync> {
  const database = new DatabaseSync(':memory:')
  await runMigration(await print({ up }), 'up', database)
  return database
}

function built(...statements: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(':memory:')
  for (const statement of statements) database.exec(statement)
  return database
}

/** What SQLite itself says of a schema, whatever the text that it keeps of it. */
function catalogue(database: DatabaseSync) {
  const all = (query: string) =>
    database
      .prepare(query)
      .all()
      .map((row) => ({ ...row }))
  const objects = all('select type, name, tbl_name from sqlite_schema order by type, name')
  return objects.map((object) => {
    const pragma = (name: string) => all(`pragma ${name}(${quote(String(object['name']))})`)
    if (object['type'] === 'index') return { ...object, columns: pragma('index_xinfo') }
    if (object['type'] !== 'table') return object
    const keys = all(
      `select "from", "table", "to", on_update, on_delete from pragma_foreign_key_list(${literal(String(object['name']))})
      order by 1, 2, 3`,
    )
    return {
      ...object,
      columns: pragma('table_xinfo'),
      keys,
      indexes: pragma('index_list'),
      list: pragma('table_list'),
    }
  })
}

const textOf = (database: DatabaseSync, name: string): string =>
  String(database.prepare('select sql from sqlite_schema where name = ?').get(name)?.['sql'])

describe('a printed migration', () => {
  it.each(oddNames)('builds what its steps say, where all is called %j', async (name) => {
    const [self, text, parent, added] = [name, `${name} text`, `${name} parent`, `${name} 2`].map(quote)
    const trigger = `create trigger ${quote(`${name} trigger`)} after insert on ${self} begin\n  select ${literal(name)};\nend`
    const expected = built(
      `create table ${self} (
        ${self} integer primary key autoincrement check (${self} <> 9),
        ${text} varchar(10) not null default ${literal(name)} collate nocase unique,
        ${parent} integer references ${self} (${self}) on delete cascade deferrable initially deferred,
        ${added} integer constraint k references ${self} (${self}) on delete restrict check (${added} > 0),
        unique (${self}, ${text}),
        unique (${self}),
        foreign key (${self}, ${text}) references ${self} (${self}, ${text}) on update set null,
        check (${text} <> ${literal(`not ${name}`)})
      )`,
      `create unique index ${quote(`${name} index`)} on ${self} (${self}, ${text} desc)`,
      `create index ${quote(`${name} part`)} on ${self} (lower(${text}) desc) where ${self} > 0`,
      `create table ${quote(`${name} moved`)} (${self}, ${text} text, primary key (${text}, ${self})) without rowid`,
      trigger,
    )
    const database = await after(...everyStep(name))

    const ordered = (one: DatabaseSync) => JSON.parse(JSON.stringify(catalogue(one))) as unknown
    expect(ordered(database)).toEqual(ordered(expected))
    expect(textOf(database, `${name} trigger`)).toBe(trigger.replace('create trigger', 'CREATE TRIGGER'))
    const rows = database.prepare(`select * from ${quote(`${name} moved`)}`).all()
    expect(rows.map((row) => Object.values(row))).toEqual([[7, name]])
    expect(() => database.exec(`insert into ${self} (${self}) values (9)`)).toThrow('CHECK constraint failed')
    expect(() => database.exec(`insert into ${self} (${added}) values (0)`)).toThrow(
      `CHECK constraint failed: ${name} 1`,
    )
  })

  it.each([
    ['0', 'integer'],
    ['-1.5', 'real'],
    ['9007199254740993', 'integer'],
    ['1.50', 'numeric'],
    ['1e+21', 'real'],
    ['-0', 'real'],
    ['- 5', 'integer'],
    ["''", 'text'],
    ["'it''s \"`${x}\\\n\r?'", 'text'],
    ["'a' || 'b'", 'text'],
    ["('a' || ')')", 'text'],
    ["x'00ff'", 'blob'],
    ['null', 'text'],
    ['NULL', 'text'],
    ['true', 'integer'],
    ['CURRENT_TIMESTAMP', 'text'],
    ['word', 'text'],
    ['"two words"', 'text'],
    ['abs(-1) + (2)', 'integer'],
    ["strftime('%Y-%m-%dT%H:%M:%fZ', 'now')", 'text'],
  ])('has the default %j', async (expression, type) => {
    const more = { default: expression }
    const database = await after(create('t', [column('a', type, more)]), create('x.y', [column('a', type, more)]))
    for (const name of ['t', 'x.y']) {
      const [info] = database.prepare(`pragma table_info(${quote(name)})`).all()
      expect(info!['dflt_value'], name).toBe(expression)
    }
  })

  it('has true and false where a column is boolean', async () => {
    const flags = [column('yes', 'boolean', { default: '1' }), column('no', 'boolean', { default: '0' })]
    const database = await after(create('t', flags))
    database.exec('insert into t default values')
    expect({ ...database.prepare('select * from t').get() }).toEqual({ yes: 1, no: 0 })
  })

  it.each<[what: string, more: Partial<Table>]>([
    [
      'conflicts that are resolved',
      { primaryKey: { columns: ['b', 'c'], autoIncrement: false, onConflict: 'replace' } },
    ],
    ['a conflict of two columns', { uniques: [{ name: 'both', columns: ['b', 'c'], onConflict: 'fail' }] }],
    ['a conflict of one column', { uniques: [{ name: 'one', columns: ['b'], onConflict: 'ignore' }] }],
    ['a key that is counted and has a name', { primaryKey: { name: 'k', columns: ['b'], autoIncrement: true } }],
    ['a key that is kept descending', { primaryKey: { columns: ['b'], modifiers: ['desc'], autoIncrement: false } }],
    ['a key with a collation', { primaryKey: { columns: ['c'], modifiers: ['collate rtrim'], autoIncrement: false } }],
    ['what is unique with a collation', { uniques: [{ columns: ['c'], modifiers: ['collate rtrim desc'] }] }],
    ['two that are unique, one kept its own way', { uniques: [{ columns: ['b', 'c'], modifiers: ['', 'desc'] }] }],
    ['references to a table with a dot', { foreignKeys: [reference(['b', 'c'], 'x.y', ['d', 'e'])] }],
    ['a reference to whatever the key is', { foreignKeys: [reference(['c'], 'u', [], { name: 'k' })] }],
    ['references to whatever the key is', { foreignKeys: [reference(['b', 'c'], 'u', [])] }],
    [
      'strict rows without rowid',
      { primaryKey: { columns: ['b'], autoIncrement: false }, strict: true, withoutRowid: true },
    ],
  ])('has %s', async (_, more) => {
    const columns = [
      column('a', 'integer', { generated: { expression: 'b + 1', stored: true } }),
      column('b', 'integer'),
      column('c', 'text', { nullable: false, onConflict: 'replace', default: "''", collation: 'nocase' }),
    ]
    const { tables } = await read(await after(create('t', columns, more)))
    // SQLite's own: what is in the key of a table without rowid may not be null.
    const nullable = !(more.withoutRowid ?? false)
    const expected = columns.map((one) => (one.name === 'b' ? { ...one, nullable } : one))
    const schema = (list: readonly Table[]) => ({ engine: 'sqlite' as const, tables: list, views: [] })
    const difference = compare(schema(tables), schema([table('t', expected, more)]), sqlite)
    expect(difference.altered).toEqual([])
    expect(isEmpty(difference)).toBe(true)
  })

  it('keeps each of several constraints of one column', async () => {
    const database = await after(
      create('t', [column('a', 'integer', { generated: { expression: '1', stored: false } }), column('b', 'any')], {
        primaryKey: { name: 'key', columns: ['b'], autoIncrement: false, onConflict: 'abort' },
        foreignKeys: [reference(['b'], 't', ['a']), reference(['b'], 'u', ['b'], { deferrable: 'immediate' })],
        checks: [
          { expression: 'b > 1', column: 'b' },
          { expression: 'b > 2', column: 'b' },
          { expression: 'b > 3', column: 'gone' },
          { expression: 'b > 4' },
        ],
      }),
      index('t', 'i', [{ column: 'b', descending: true, collation: 'rtrim' }]),
    )
    expect(textOf(database, 't')).toBe(
      'CREATE TABLE "t" ("a" integer generated always as (1), ' +
        '"b" any references "t" ("a") check (b > 1) constraint "key" primary key on conflict abort ' +
        'references u (b) deferrable initially immediate check (b > 2), ' +
        'constraint "t_check" check (b > 3), constraint "t_check_2" check (b > 4))',
    )
    expect(textOf(database, 'i')).toBe('CREATE INDEX "i" on "t" (b collate rtrim desc)')
  })

  it('keeps the lines of a text, and moves others', async () => {
    const database = built('create table t (a)')
    const statements = ["insert into t\nvalues ('one\n  two')", "insert into t\nvalues ('three')"]
    const source = await print({ up: statements.map((statement) => ({ kind: 'sql', statement })) })
    await runMigration(source, 'up', database)
    expect(
      database
        .prepare('select a from t')
        .all()
        .map((row) => row['a']),
    ).toEqual(['one\n  two', 'three'])
    expect(source).toContain("    insert into t\n    values ('three')\n  `.execute(db)")
  })
})
