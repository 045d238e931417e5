import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type FormatOptions, format } from '../../src/render/format.ts'
import type { Dialect } from '../../src/schema/dialect.ts'
import { printMigration } from '../../src/schema/print/migration.ts'
import type { Column, ForeignKey, Index, IndexColumn, Table } from '../../src/schema/schema.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { literal, quote } from '../../src/schema/sqlite/identifier.ts'
import type { Migration, Step } from '../../src/schema/step.ts'
import { repo } from '../support.ts'

const options = JSON.parse(await readFile(path.join(repo, 'templates/project/_oxfmtrc.json'), 'utf8')) as FormatOptions

/** The source as it is written to a project. */
export const print = async (migration: Partial<Migration>, dialect: Dialect = sqlite): Promise<string> =>
  await format('migrations/x.ts', printMigration({ up: [], down: [], hazards: [], ...migration }, dialect), options)

export const table = (name: string, columns: readonly Column[], more: Partial<Table> = {}): Table => ({
  name,
  columns,
  uniques: [],
  foreignKeys: [],
  checks: [],
  indexes: [],
  triggers: [],
  strict: false,
  withoutRowid: false,
  ...more,
})

export const create = (...parts: Parameters<typeof table>): Step => ({ kind: 'createTable', table: table(...parts) })

export const column = (name: string, type = 'text', more: Partial<Column> = {}): Column => ({
  name,
  type,
  nullable: true,
  ...more,
})

export const reference = (
  columns: readonly string[],
  to: string,
  references: readonly string[],
  more: Partial<ForeignKey> = {},
): ForeignKey => ({ columns, table: to, references, onDelete: 'no action', onUpdate: 'no action', ...more })

export const index = (
  of: string,
  name: string,
  columns: readonly (string | IndexColumn)[],
  more: Partial<Index> = {},
): Step => ({
  kind: 'createIndex',
  table: of,
  index: {
    name,
    columns: columns.map((one) => (typeof one === 'string' ? { column: one, descending: false } : one)),
    unique: false,
    ...more,
  },
})

const keywords = ['orders', 'select', 'Order', 'true', 'rowid', 'constructor', 'now', 'sql']
const spaced = ['a b', ' a ', '', 'a desc', 'a as b', 'a\nb', 'a\rb']
const marked = [
  'a.b',
  'a.b.c',
  '.',
  '*',
  '*/',
  '--',
  '?',
  'a"b',
  "a'b",
  'a`b',
  'sql`',
  '${a}',
  'a\\b',
  '\\',
  'naïve',
  '表',
]
export const oddNames = [...keywords, ...spaced, ...marked]

/** Steps of every kind, in which everything has an odd name, in every place that a name may have. */
export const everyStep = (name: string): readonly Step[] => [
  create(
    name,
    [
      column(name, 'integer'),
      column(`${name} text`, 'varchar(10)', { nullable: false, default: literal(name), collation: 'nocase' }),
      column(`${name} parent`, 'integer'),
    ],
    {
      primaryKey: { columns: [name], autoIncrement: true },
      uniques: [{ columns: [`${name} text`] }, { columns: [name, `${name} text`] }, { name, columns: [name] }],
      foreignKeys: [
        reference([`${name} parent`], name, [name], { onDelete: 'cascade', deferrable: 'deferred' }),
        reference([name, `${name} text`], name, [name, `${name} text`], { onUpdate: 'set null' }),
      ],
      checks: [
        { expression: `${quote(name)} <> 9`, column: name },
        { name: `${name} check`, expression: `${quote(`${name} text`)} <> ${literal(`not ${name}`)}` },
      ],
    },
  ),
  { kind: 'sql', statement: `insert into ${quote(name)} (${quote(name)}) values (7)` },
  index(name, `${name} gone`, [name]),
  index(name, `${name} index`, [name, { column: `${name} text`, descending: true }], { unique: true }),
  index(name, `${name} part`, [{ expression: `lower(${quote(`${name} text`)})`, descending: true }], {
    where: `${quote(name)} > 0`,
  }),
  { kind: 'dropIndex', table: name, index: `${name} gone` },
  {
    kind: 'addColumn',
    table: name,
    column: column(`${name} 1`, 'integer'),
    foreignKey: reference([`${name} 1`], name, [name], { name: `${name} key`, onDelete: 'restrict' }),
    checks: [{ name: `${name} 1`, expression: `${quote(`${name} 1`)} > 0`, column: `${name} 1` }],
  },
  { kind: 'renameColumn', table: name, from: `${name} 1`, to: `${name} 2` },
  { kind: 'addColumn', table: name, column: column(`${name} 3`, 'integer', { default: '-1' }), checks: [] },
  { kind: 'dropColumn', table: name, column: `${name} 3` },
  create(`${name} copy`, [column(name, ''), column(`${name} text`)], {
    primaryKey: { columns: [`${name} text`, name], autoIncrement: false },
    withoutRowid: true,
  }),
  {
    kind: 'copyRows',
    from: name,
    to: `${name} copy`,
    values: [
      { column: name, value: quote(name) },
      { column: `${name} text`, value: literal(name) },
    ],
  },
  { kind: 'renameTable', from: `${name} copy`, to: `${name} moved` },
  create(`${name} dropped`, [column(name)]),
  { kind: 'dropTable', table: `${name} dropped` },
  {
    kind: 'sql',
    statement: `create trigger ${quote(`${name} trigger`)} after insert on ${quote(name)} begin\n  select ${literal(name)};\nend`,
  },
]
