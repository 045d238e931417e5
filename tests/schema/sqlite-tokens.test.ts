import { describe, expect, it } from 'vitest'
import { unquote } from '../../src/schema/sql/token.ts'
import { identifier, literal } from '../../src/schema/sqlite/identifier.ts'
import { tokenize } from '../../src/schema/sqlite/tokens.ts'
import { databaseOf } from './sqlite-support.ts'

const kinds = (sql: string): string[] => tokenize(sql).map(({ kind, text }) => `${kind} ${text}`)

describe('tokenize', () => {
  it.each<[sql: string, tokens: string[]]>([
    ['', []],
    ["'it''s' x", ["string 'it''s'", 'word x']],
    ['"a""b"`c``d`[e]', ['quoted "a""b"', 'quoted `c``d`', 'quoted [e]']],
    ['a--b\n/* c * / */d/*', ['word a', 'word d']],
    ['\'--\' "/*" 1', ["string '--'", 'quoted "/*"', 'number 1']],
    ["x'0A' X'' xa 'b'", ["blob x'0A'", "blob X''", 'word xa', "string 'b'"]],
    [
      '1 1. .5 1.5e-3 0xFF 1_000',
      ['number 1', 'number 1.', 'number .5', 'number 1.5e-3', 'number 0xFF', 'number 1_000'],
    ],
    ['? ?1 :a @b $c', ['parameter ?', 'parameter ?1', 'parameter :a', 'parameter @b', 'parameter $c']],
    ['a->>b->c||d', ['word a', 'operator ->>', 'word b', 'operator ->', 'word c', 'operator ||', 'word d']],
    ['<= >= <> != == << >> <', '<= >= <> != == << >> <'.split(' ').map((operator) => `operator ${operator}`)],
    ['a.b-1', ['word a', 'operator .', 'word b', 'operator -', 'number 1']],
    ['größe$1 _x', ['word größe$1', 'word _x']],
  ])('%s', (sql, tokens) => expect(kinds(sql)).toEqual(tokens))

  it('says where each token begins', () => {
    expect(tokenize(' a /* b */ = 1').map(({ start }) => start)).toEqual([1, 11, 13])
  })

  it.each(["'a", '"a', '`a', '[a', "x'0"])('refuses %s, which does not end', (sql) => {
    expect(() => tokenize(`select ${sql}`)).toThrow(SyntaxError)
  })

  it('reads a long string', () => {
    expect(kinds(`'${"''".repeat(1_000_000)}'`)).toHaveLength(1)
  })
})

const keywords =
  `abort action add after all alter always analyze and as asc attach autoincrement before begin between by
  cascade case cast check collate column commit conflict constraint create cross current current_date current_time
  current_timestamp database default deferrable deferred delete desc detach distinct do drop each else end escape except
  exclude exclusive exists explain fail filter first following for foreign from full generated glob group groups having
  if ignore immediate in index indexed initially inner insert instead intersect into is isnull join key last left like
  limit match materialized natural no not nothing notnull null nulls of offset on or order others outer over partition
  plan pragma preceding primary query raise range recursive references regexp reindex release rename replace restrict
  returning right rollback row rows savepoint select set table temp temporary then ties to transaction trigger unbounded
  union unique update using vacuum values view virtual when where window with without true false`.split(/\s+/)

describe('identifier', () => {
  it.each([...keywords, 'a b', 'a"b', "a'b", '1st', '', 'größe', 'a$', '-- a', '[a]'])('names a column %s', (name) => {
    const database = databaseOf(
      `create table t (${identifier(name)} text, check (case when ${identifier(name)} = 'x' then 1 end = 1))`,
      `insert into t (${identifier(name)}) values ('x')`,
    )
    expect(database.prepare(`select ${identifier(name)} from t`).all()).toEqual([{ [name]: 'x' }])
  })

  it('quotes no name that needs none', () => {
    expect(['orders', 'Order_2', 'order', 'a-b'].map(identifier)).toEqual(['orders', 'Order_2', '"order"', '"a-b"'])
  })

  it('is what a quoted name says', () => {
    for (const name of ['a"b', 'order', 'a b']) expect(unquote(tokenize(identifier(name))[0]!)).toBe(name)
  })
})

describe('literal', () => {
  it.each([["it's"], [''], [0], [-1.5], [1e21], [12n], [null], [Infinity], [-Infinity], [new Uint8Array([0, 255])]])(
    '%s',
    (value) => {
      const [row] = databaseOf()
        .prepare(`select ${literal(value)} as value`)
        .all()
      expect(row!['value']).toEqual(typeof value === 'bigint' ? Number(value) : value)
    },
  )

  it('has numbers for booleans', () => expect([true, false].map(literal)).toEqual(['1', '0']))
})
