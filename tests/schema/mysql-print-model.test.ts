import fc from 'fast-check'
import { format as oxfmt } from 'oxfmt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compare } from '../../src/schema/compare.ts'
import { describe as listDifferences } from '../../src/schema/describe.ts'
import { printEngines } from '../../src/schema/models/print/engines.ts'
import { hasKey } from '../../src/schema/models/print/key.ts'
import { withCollations } from '../../src/schema/mysql/collations.ts'
import { createStatements } from '../../src/schema/mysql/create.ts'
import { mysql } from '../../src/schema/mysql/dialect.ts'
import type { Schema } from '../../src/schema/schema.ts'
import { keepUnspoken } from '../../src/schema/unspoken.ts'
import { casesOf } from './cases.ts'
import { declaredBy, type IdType, printModels } from './load-model.ts'
import { mysqlPairs } from './mysql-pairs.ts'
import { build, createDatabase, needsServer, read, type Server } from './mysql-support.ts'

const { isSkipped, why } = await needsServer()
const cases = casesOf('mysql').filter(({ scope }) => scope === 'core')
const step = process.env['CASES'] === 'all' ? 1 : 8

describe.skipIf(isSkipped)(`models that are written from MySQL${why}`, () => {
  let server: Server
  beforeAll(async () => {
    server = await createDatabase(`paxx_print_${process.pid}`)
  })
  afterAll(() => server?.drop())

  const schemaOf = async (...statements: string[]) => {
    await build(server, statements)
    return await read(server)
  }

  /** Prints the models of a schema and reads them again: what they say otherwise than the schema. */
  async function differencesOf(schema: Schema, idType: IdType): Promise<string> {
    const sources = printModels(schema, idType)
    const declared = declaredBy(sources, idType, 'mysql')
    const models = await schemaOf(
      ...createStatements({ ...declared, tables: withCollations(declared.tables, schema) }),
    ).catch((error: Error) => {
      throw new Error([error.message, ...createStatements(schema), '', ...sources].join('\n'), { cause: error })
    })
    const differences = listDifferences(compare(schema, keepUnspoken(models, schema, mysql), mysql))
    return differences.length > 0 ? [...differences, '', ...createStatements(schema), '', ...sources].join('\n') : ''
  }

  /** The first column, and the options of the table. */
  async function modelOf(...statements: string[]): Promise<string[]> {
    const [source] = printModels(await schemaOf(...statements), 'integer')
    const { code } = await oxfmt('models.ts', source!, { semi: false, singleQuote: true, printWidth: 320 })
    const [, column = '', options = ''] = /'t',\s*\{\n *(.*?),?\n[^]*? *\}(?:,\s*(\{.*\}))?,?\s*\)\nexport type/.exec(
      code,
    )!
    return [column, options]
  }

  it.each([
    ['a bigint not null', 'a: bigint()'],
    ['a bigint not null default 5', "a: bigint().default('5')"],
    ['a int not null default -1', `a: z.int().register(column, { type: 'int' }).default(-1)`],
    ['a bigint unsigned not null', `a: z.int().register(column, { type: 'bigint unsigned' })`],
    ['a longtext', 'a: z.string().nullable().default(null)'],
    ['a text not null', `a: z.string().register(column, { type: 'text' })`],
    ["a varchar(20) not null default 'x'", `a: z.string().max(20).default('x')`],
    ['a varchar(9000) not null', `a: z.string().max(9000).register(column, { type: 'varchar(9000)' })`],
    [String.raw`a varchar(20) not null default 'a\\b\'c\n'`, String.raw`a: z.string().max(20).default("a\\b'c\n")`],
    ["a varchar(20) not null default x'41'", `a: z.string().max(20).default('A')`],
    ['a boolean not null default true', 'a: z.boolean().default(true)'],
    ['a tinyint not null', `a: z.int().register(column, { type: 'tinyint' })`],
    ["a json not null default '[1]'", 'a: json().default([1])'],
    ['a decimal(10, 2) not null default 0', `a: decimal(10, 2).register(column, { default: '0.00' })`],
    ['a decimal(5) unsigned not null', `a: decimal(5, 0).register(column, { type: 'decimal(5,0) unsigned' })`],
    ['a double not null default 1.5', 'a: z.number().default(1.5)'],
    ['a float not null', `a: z.number().register(column, { type: 'float' })`],
    ['a datetime(3) not null default now(3)', `a: z.iso.datetime().register(column, { default: 'now' })`],
    [
      'a timestamp not null default now() on update now()',
      `a: z.iso.datetime().register(column, { type: 'timestamp', default: 'current_timestamp' })`,
    ],
    ['a date not null', 'a: z.iso.date()'],
    ['a time not null', `a: z.string().register(column, { type: 'time' })`],
    ['a year not null', `a: z.int().register(column, { type: 'year' })`],
    ['a char(36) not null default (uuid())', `a: z.uuid().register(column, { default: 'uuid()' })`],
    ['a char(3) not null', `a: z.string().register(column, { type: 'char(3)' })`],
    [
      "a bit(3) not null default b'101'",
      `a: z.instanceof(Uint8Array).register(column, { type: 'bit(3)', default: "b'101'" })`,
    ],
    ['a varbinary(9) not null', `a: z.instanceof(Uint8Array).register(column, { type: 'varbinary(9)' })`],
    ['a point not null', `a: json().register(column, { type: 'point' })`],
    ["a set('x', 'y') not null", `a: z.string().register(column, { type: "set('x','y')" })`],
    [
      String.raw`a enum('x', 'it''s', 'c\\d') not null default 'it''s'`,
      String.raw`a: z.enum(['x', "it's", 'c\\d']).register(column, { type: 'enum' }).default("it's")`,
    ],
    ["a varchar(255) not null check (a in ('x', 'it''s'))", `a: z.enum(['x', "it's"])`],
    [
      "a varchar(9) not null, check (a in ('x', 'y'))",
      `a: z.enum(['x', 'y']).register(column, { type: 'varchar(9)' })`,
    ],
    ['a smallint not null check (a in (1, 2))', `a: z.literal([1, 2]).register(column, { type: 'smallint' })`],
    ['id bigint primary key auto_increment', 'id: Id'],
    ['id int unsigned primary key auto_increment', `id: z.int().register(column, { type: 'int unsigned' })`],
    ['a bigint not null unique', 'a: bigint().register(column, { unique: true })'],
    ['a bigint not null, key (a)', 'a: bigint().register(column, { index: true })'],
    ['a bigint as (1 + 1) stored', '// Computed: 1 + 1'],
  ])('%s', async (sql, code) => expect((await modelOf(`create table t (${sql})`))[0]).toBe(code))

  it.each([
    ['a varchar(100), index i (a(10), b desc)', `{ indexes: [['a(10)', 'b desc']] }`],
    ['a varchar(100), unique u (a(10))', `{ indexes: [{ on: ['a(10)'], unique: true, name: 'u' }] }`],
    ['a text, index i (a(255))', ''],
    ['a varchar(1000) collate ascii_bin, unique u (a)', `{ indexes: [{ on: ['a(1000)'], unique: true, name: 'u' }] }`],
    ['a varchar(1000), index i (a(255))', ''],
    ['a text, fulltext f (a)', ''],
  ])('an index of %s', async (sql, options) => {
    expect((await modelOf(`create table t (id bigint primary key auto_increment, b int, ${sql})`))[1]).toBe(options)
  })

  it('leave what they cannot say as it is', async () => {
    const schema = await schemaOf(
      'create table bosses (id int primary key)',
      `create table t (
        id int unsigned auto_increment, tenant int, title varchar(1000) collate ascii_bin not null comment 'kept',
        e enum('good', 'it''s') collate utf8mb4_unicode_ci default 'good', s set('a', 'b') default 'a,b', hidden int invisible default 4,
        at timestamp(3) not null default now(3) on update now(3), more int default (tenant + 1), place point not null,
        twice int as (tenant * 2) stored, name varchar(300) default (concat('x', title)), flag tinyint(1) check (flag in (0, 1)),
        primary key (tenant, id), key counted (id), fulltext f (title), spatial s (place), unique whole (title), broad text, unique hashed (broad), boss int, key of_boss (boss) comment 'kept', key (name(10)), key k (twice) comment 'by day',
        foreign key (boss) references bosses (id), check (tenant > 0), constraint known check (more > tenant)
      ) comment 'kept, too' collate latin1_swedish_ci`,
      `create table u (id char(36) collate ascii_bin primary key, t_tenant int not null, t_id int unsigned, parent char(36) collate ascii_bin,
        wide varchar(255), wider varchar(255), widest varchar(255), broad varchar(255), key (wide, wider, widest, broad),
        constraint \`both\` foreign key (t_tenant, t_id) references t (tenant, id) on update cascade,
        foreign key (parent) references u (id) on delete set null) collate latin1_swedish_ci`,
      "create trigger touch before insert on t for each row begin set new.more = 5; set new.s = 'a'; end",
      'create view v as select id, title from t where tenant > 1',
    )
    expect(await differencesOf(schema, 'integer')).toBe('')
    expect(await differencesOf(schema, 'text')).toBe('')
  })

  it.each(['integer', 'text'] as const)(
    'say what their tables are, where ids are %s',
    async (idType) => {
      const property = fc.asyncProperty(mysqlPairs, async ({ after }) => {
        expect(await differencesOf(await schemaOf(...createStatements(sayable(after))), idType)).toBe('')
      })
      await fc.assert(property, { numRuns: 25, endOnFailure: true })
    },
    120_000,
  )

  it.skipIf(cases.length === 0)(
    'say what those of the public cases are',
    async () => {
      const texts = [
        ...new Set(cases.filter((_, at) => at % step === 0).flatMap(({ before, after }) => [before, after])),
      ]
      const failed: string[] = []
      for (const text of texts) {
        // What MariaDB has no words for.
        const schema = await schemaOf(text).catch(() => undefined)
        const tables = schema?.tables ?? []
        const { nameKey } = printEngines.mysql
        if (
          !tables.every(
            ({ name, columns }) => hasKey(name, (one) => one) && columns.every((one) => hasKey(one.name, nameKey)),
          )
        )
          continue
        const found = schema && (await differencesOf(schema, 'integer').catch((error: Error) => error.message))
        if (found) failed.push(found + '\n' + text)
      }
      expect(failed).toEqual([])
    },
    600_000,
  )
})

/** With names that a model can have. */
const sayable = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema).replaceAll('camelName', 'camel_name').replaceAll('Select', 'select')) as Schema
