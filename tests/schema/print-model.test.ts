import fc from 'fast-check'
import { format as oxfmt } from 'oxfmt'
import { describe, expect, it } from 'vitest'
import { compare } from '../../src/schema/compare.ts'
import { describe as listDifferences } from '../../src/schema/describe.ts'
import type { Schema } from '../../src/schema/schema.ts'
import { createStatements } from '../../src/schema/sqlite/create.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { keepUnspoken } from '../../src/schema/unspoken.ts'
import { casesOf } from './cases.ts'
import { type IdType, printModels, schemaOfModels } from './load-model.ts'
import { pairs } from './pairs.ts'
import { build, read } from './round-trip.ts'

const cases = casesOf('sqlite')

/** Prints the models of a schema and reads them again: what they say otherwise than the schema. */
async function differencesOf(schema: Schema, idType: IdType): Promise<string> {
  const sources = printModels(schema, idType)
  const models = await schemaOfModels(sources, idType)
  const differences = listDifferences(compare(schema, keepUnspoken(models, schema, sqlite), sqlite))
  return differences.length > 0 ? [...differences, '', ...createStatements(schema), '', ...sources].join('\n') : ''
}

/** The function that makes the first table, its columns, each on a line, and the options of the table. */
async function modelOf(...statements: string[]): Promise<string[]> {
  const [source] = printModels(await read(build(statements)), 'integer')
  const { code } = await oxfmt('models.ts', source!, { semi: false, singleQuote: true, printWidth: 320 })
  const [, make, columns, options] = /= (\w+)\(\s*'t',\s*\{\n([^]*?)\n *\}(?:,\s*(\{.*\}))?,?\s*\)\nexport type/.exec(
    code,
  )!
  return [make!, ...columns!.split('\n'), ...(options ? [options] : [])].map((line) => line.trim().replace(/,$/, ''))
}
const columnOf = async (sql: string): Promise<string> => (await modelOf(`create table t (${sql})`))[1]!

describe('a printed column', () => {
  it.each([
    ['a integer not null', 'a: z.int()'],
    ['a real', 'a: z.number().nullable().default(null)'],
    ['a BOOLEAN not null default true', 'a: z.boolean().default(true)'],
    ["a json not null default '[1]'", 'a: json().default([1])'],
    ["a json not null default '[ 1 ]'", `a: json().register(column, { default: "'[ 1 ]'" })`],
    ['a varchar(20) not null', `a: z.string().register(column, { type: 'varchar(20)' })`],
    ['a decimal(10, 2) not null default 1.5', `a: z.number().register(column, { type: 'decimal(10,2)' }).default(1.5)`],
    ['a blob not null', `a: z.instanceof(Uint8Array).register(column, { type: 'blob' })`],
    ['a not null', `a: z.union([z.string(), z.number()]).register(column, { type: '' })`],
    [
      'a timestamp default current_timestamp',
      `a: z.string().register(column, { type: 'timestamp', default: 'current_timestamp' }).nullish()`,
    ],
    ["a text not null default 'it''s'", `a: z.string().default("it's")`],
    ['a integer not null default 0x10', `a: z.int().register(column, { default: '0x10' })`],
    ["a text not null default 'open' check (a in ('open', 'it''s'))", `a: z.enum(['open', "it's"]).default('open')`],
    ["a text check (a in ('x')) default 'y'", `a: z.enum(['x']).register(column, { default: "'y'" }).nullish()`],
    ['a integer not null check ("a" IN (1,-2))', 'a: z.literal([1, -2])'],
    ['unit_price_2 integer not null, x', 'unit_price_2: z.int()'],
    ['unit_price integer not null, x', 'unitPrice: z.int()'],
    ['createdAt integer not null, x', 'createdat: z.int()'],
    ['a integer not null unique', 'a: z.int().register(column, { unique: true })'],
    [
      'a integer references t (b), b integer',
      `a: z.int().register(column, { references: 't.b', onDelete: 'no action', index: false }).nullable().default(null)`,
    ],
    [
      'a integer not null references t on delete restrict, id integer primary key',
      `a: references('t', { index: false })`,
    ],
    ['a integer references nowhere (id)', 'a: z.int().nullable().default(null)'],
    ['a integer generated always as (b * 2), b integer', '// Computed: b * 2'],
  ])('%s', async (sql, code) => expect(await columnOf(sql)).toBe(code))
})

describe('a printed table', () => {
  const id = 'id integer primary key'
  it('is one with the generated columns where it has them just so', async () => {
    const at = "text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))"
    const create = `create table t (${id} autoincrement, a text not null, created_at ${at}, updated_at ${at})`
    expect(await modelOf(create, 'create index i on t (created_at)')).toEqual(['table', 'a: z.string()'])
    expect(await modelOf(create)).toEqual([
      'bareTable',
      'id: Id',
      'a: z.string()',
      `createdAt: z.iso.datetime().register(column, { default: 'now' })`,
      `updatedAt: z.iso.datetime().register(column, { default: 'now' })`,
    ])
  })

  it.each<[string, string[], string | undefined]>([
    ['an index of a column', [`create table t (${id}, a integer)`, 'create index i on t (a)'], undefined],
    [
      'a list',
      [`create table t (${id}, a integer, b integer)`, 'create index i on t (b, a desc)'],
      `{ indexes: [['b', 'a desc']] }`,
    ],
    [
      'a list that ends with the key',
      ['create table t (id text primary key, a, b)', 'create index i on t (a, b, id)'],
      `{ indexes: [['a', 'b']] }`,
    ],
    [
      'one without the key',
      ['create table t (id text primary key, a, b)', 'create index i on t (a)'],
      `{ indexes: [{ on: ['a'], name: 'i' }] }`,
    ],
    [
      'an expression',
      [`create table t (${id}, a text)`, 'create index i on t (lower(a) desc, a || 1)'],
      `{ indexes: [['lower(a) desc', '(a || 1)']] }`,
    ],
    [
      'a partial one',
      [`create table t (${id}, a text)`, 'create unique index i on t (a) where a > 1'],
      `{ indexes: [{ on: ['a'], unique: true, where: 'a > 1', name: 'i' }] }`,
    ],
    [
      'two alike',
      [`create table t (${id}, a text, b text)`, 'create index i on t (a, b)', 'create index j on t (a, b)'],
      `{ indexes: [['a', 'b'], { on: ['a', 'b'], name: 'j' }] }`,
    ],
    ['a constraint', [`create table t (${id}, a text, b text, unique (b, a))`], `{ unique: [['b', 'a']] }`],
    ['a key', ['create table t (a integer, b_c integer, primary key (b_c, a))'], `{ primaryKey: ['bC', 'a'] }`],
    ['no key', ['create table t (id integer, b integer)'], '{ primaryKey: [] }'],
    ['checks', [`create table t (${id}, a integer check (a > 1), check (a < 9))`], `{ checks: ['a > 1', 'a < 9'] }`],
  ])('has %s', async (_, statements, options) => {
    const lines = await modelOf(...statements)
    expect(lines.find((line) => line.startsWith('{'))).toBe(options)
  })
})

describe('printed models say what their tables are', () => {
  it.each(['integer', 'text'] as const)('of random schemas, where ids are %s', async (idType) => {
    const property = fc.asyncProperty(pairs, async ({ after }) => {
      const schema = await read(build(createStatements(after)))
      expect(await differencesOf(schema, idType)).toBe('')
    })
    await fc.assert(property, { numRuns: 200, endOnFailure: true })
  })

  it.skipIf(cases.length === 0)('of the public cases (skipped where ../shared/cases is not there)', async () => {
    const texts = new Set(cases.flatMap(({ before, after }) => [before, after]))
    for (const text of texts) {
      const schema = await read(build([text]))
      expect(await differencesOf(schema, 'integer')).toBe('')
    }
  })
})
