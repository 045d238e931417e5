import fc from 'fast-check'
import { CamelCasePlugin, DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { snakeCase } from '../../src/schema/models/snake-case.ts'
import { column, model, read, readColumn } from './models-support.ts'

const described = (schema: z.ZodType) => {
  const { columns, checks } = readColumn(schema)
  const { type, nullable, default: usual } = columns[0]!
  return [type, nullable ? 'null' : '', usual ?? '', checks.map(({ expression }) => expression).join()]
    .filter(Boolean)
    .join(' | ')
}

/** As TypeScript compiles `enum Level { Low, High = 5 }`. */
const Level = { Low: 0, High: 5, 0: 'Low', 5: 'High' } as const
const tree: z.ZodType = z.lazy(() => z.object({ children: z.array(tree) }))
const knot: z.ZodType = z.lazy(() => z.union([z.string(), knot]))

describe('the type of a column', () => {
  it.each<[string, z.ZodType, string]>([
    ['string', z.string().min(1).max(80), 'text'],
    ['email', z.email(), 'text'],
    ['uuid', z.uuid(), 'text'],
    ['date', z.iso.date(), 'text'],
    ['refined', z.iso.datetime().overwrite(String).refine(Boolean), 'text'],
    ['template literal', z.templateLiteral(['a', z.string()]), 'text'],
    ['int', z.int().min(0), 'integer'],
    ['number that is an int', z.number().min(0).int().max(9), 'integer'],
    ['int32', z.int32(), 'integer'],
    ['number', z.number().positive(), 'real'],
    ['float64', z.float64(), 'real'],
    ['coerced', z.coerce.number().pipe(z.int()), 'integer'],
    ['bigint', z.bigint(), 'integer'],
    ['bigint that is a text', z.stringFormat('int64', /^-?\d+$/).refine(Boolean), 'integer'],
    ['boolean', z.boolean(), 'boolean'],
    ['stringbool', z.stringbool(), 'boolean'],
    ['success', z.success(z.string()), 'boolean'],
    ['object', z.object({ a: z.date() }), 'json'],
    ['array', z.array(z.string()), 'json'],
    ['tuple', z.tuple([z.string()]), 'json'],
    ['record', z.record(z.string(), z.int()), 'json'],
    ['union of them', z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]), 'json'],
    ['union of kinds', z.union([z.string(), z.int()]), 'json'],
    ['union of one kind', z.union([z.email(), z.url()]), 'text'],
    ['union of numbers', z.union([z.int(), z.number()]), 'real'],
    ['discriminated union', z.discriminatedUnion('a', [z.object({ a: z.literal(1) })]), 'json'],
    ['intersection', z.intersection(z.object({}), z.object({})), 'json'],
    ['unknown', z.unknown(), 'json | null'],
    ['json', z.json(), 'json | null'],
    ['lazy', tree, 'json'],
    ['lazy that holds itself', knot, 'json'],
    ['enum', z.enum(['a', "b'c"]), `text | "it" in ('a', 'b''c')`],
    ['enum of TypeScript', z.enum(Level), 'integer | "it" in (0, 5)'],
    ['literal', z.literal('a'), `text | "it" in ('a')`],
    ['literals', z.literal(['a', 'b', null]), `text | null | "it" in ('a', 'b')`],
    ['numbers', z.literal([1, 2.5]), 'real | "it" in (1, 2.5)'],
    ['union of literals', z.literal('a').or(z.literal('b')).or(z.null()), `text | null | "it" in ('a', 'b')`],
    ['literal boolean', z.literal(true), 'boolean'],
    ['literals of kinds', z.literal(['a', 1]), 'json'],
  ])('%s', (_, schema, expected) => {
    expect(described(schema)).toBe(expected)
  })

  it.each<[string, z.ZodType, string]>([
    ['nullable', z.int().nullable(), 'integer | null'],
    ['optional', z.int().optional(), 'integer | null'],
    ['nullish', z.int().nullish(), 'integer | null'],
    ['nonoptional', z.int().optional().nonoptional(), 'integer'],
    ['readonly', z.int().readonly(), 'integer'],
    ['caught', z.int().catch(1), 'integer'],
    ['described', z.int().nullable().meta({ title: 'It' }), 'integer | null'],
    ['preprocessed', z.preprocess(Number, z.int()), 'integer'],
    ['default', z.int().default(1), 'integer | 1'],
    ['default of what is optional', z.int().optional().default(1), 'integer | 1'],
    ['default of what is nullable', z.int().nullable().default(1), 'integer | null | 1'],
    ['default null', z.int().nullable().default(null), 'integer | null'],
    ['negative', z.int().default(-5), 'integer | -5'],
    [
      'bigint that is a text',
      z.stringFormat('int64', /\d/).default('9223372036854775807'),
      'integer | 9223372036854775807',
    ],
    ['text', z.string().default("it's"), "text | 'it''s'"],
    ['false', z.boolean().default(false), 'boolean | false'],
    ['object', z.object({ a: z.int() }).default({ a: 1 }), `json | '{"a":1}'`],
    ['prefault, read', z.string().trim().prefault(' a '), "text | 'a'"],
    ['inside a transform', z.string().default('1').pipe(z.coerce.number()), 'real | 1'],
    ['of a function', z.string().default(() => 'a'), "text | 'a'"],
    ['under others', z.int().default(1).readonly().describe('One'), 'integer | 1'],
  ])('looks through: %s', (_, schema, expected) => {
    expect(described(schema)).toBe(expected)
  })

  it('is what the options say', () => {
    expect(described(z.string().transform(Number).register(column, { type: 'REAL' }))).toBe('real')
    expect(described(z.instanceof(Uint8Array).register(column, { type: 'blob' }).nullable())).toBe('blob | null')
    expect(described(z.date().register(column, { type: 'text', default: 'now' }))).toContain("strftime('%Y")
    expect(described(z.int().register(column, { default: 'abs(random())' }).default(5))).toBe('integer | abs(random())')
    expect(described(z.enum(['a']).register(column, { type: 'varchar(1)' }))).toBe(`varchar(1) | "it" in ('a')`)
  })

  it.each<[string, z.ZodType]>([
    ['z.transform()', z.string().transform(Number)],
    ['z.date()', z.date().nullable()],
    ['z.custom()', z.instanceof(Uint8Array)],
    ['z.promise()', z.promise(z.string())],
    ['z.map()', z.map(z.string(), z.string())],
    ['z.date()', z.union([z.string(), z.date()])],
    ['one of no values', z.null()],
  ])('is none for a %s', (name, schema) => {
    const make = () => read({ things: model('things', { firstDay: schema }) })
    expect(make).toThrow(`features/things/models.ts: \`firstDay\` is `)
    expect(make).toThrow(name)
    expect(make).toThrow(
      expect.objectContaining({ code: 'MODEL_TYPE_UNKNOWN', hint: expect.stringContaining("type: 'text'") }),
    )
  })
})

describe('what is registered of a column', () => {
  const found = (schema: z.ZodType) =>
    read({ users: model('users', { id: z.int() }), things: model('things', { userId: schema }) })[1]!

  it.each<[string, (id: z.ZodType) => z.ZodType]>([
    ['nothing', (id) => id],
    ['nullable', (id) => id.nullable()],
    ['a default', (id) => id.nullable().default(null)],
    ['a description', (id) => id.meta({ title: 'User' }).optional()],
    ['a check', (id) => id.refine(Boolean).nullish()],
    ['readonly, catch', (id) => id.readonly().catch(1)],
    ['a union with null', (id) => id.or(z.null())],
    ['a pipe', (id) => z.coerce.number().pipe(id as z.ZodInt)],
    ['what goes into a pipe', (id) => id.pipe(z.int())],
    ['lazy', (id) => z.lazy(() => id)],
  ])('is found under %s', (_, wrap) => {
    const { foreignKeys, indexes } = found(wrap(z.int().register(column, { references: 'users.id' })))
    expect(foreignKeys).toEqual([
      { columns: ['user_id'], table: 'users', references: ['id'], onDelete: 'restrict', onUpdate: 'no action' },
    ])
    expect(indexes.map(({ name }) => name)).toEqual(['things_user_id_index'])
  })

  it('is what the outermost says', () => {
    const inner = z.int().register(column, { references: 'users.id', onDelete: 'cascade' })
    const { foreignKeys } = found(inner.nullable().register(column, { onDelete: 'set null', onUpdate: 'cascade' }))
    expect(foreignKeys).toMatchObject([{ onDelete: 'set null', onUpdate: 'cascade' }])
  })
})

describe('snakeCase', () => {
  const db = new Kysely<Record<string, object>>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    plugins: [new CamelCasePlugin()],
  })
  const spelled = (name: string) => /"(.*)"/.exec(db.selectFrom(name).compile().sql)![1]

  it.each(['unitPrice', 'unitPrice2', 'line1Text', 'userID', 'aBCd', 'Total', 'häÄrmel', 'order_items', '_id'])(
    'of %s is what Kysely makes of it',
    (name) => {
      expect(snakeCase(name)).toBe(spelled(name))
    },
  )

  it('of anything is', () => {
    const names = fc.string({ unit: fc.constantFrom(...'abzABZ059_$äÖ'), minLength: 1 })
    fc.assert(fc.property(names, (name) => snakeCase(name) === spelled(name)))
  })
})
