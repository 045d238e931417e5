import { describe, expect, it } from 'vitest'
import { mentions, renameIn, sameExpression } from '../../src/schema/mysql/expression.ts'
import { identifier, literal } from '../../src/schema/mysql/identifier.ts'
import { literalOf } from '../../src/schema/mysql/literal-of.ts'
import { readExpression } from '../../src/schema/mysql/read-expression.ts'
import { tokenize } from '../../src/schema/mysql/tokens.ts'
import { holdsAll, normalType } from '../../src/schema/mysql/type.ts'
import { writer } from '../../src/schema/mysql/writer.ts'

describe('MySQL’s own words', () => {
  it.each([
    [String.raw`'it''s' or 'a\'b'`, ["'it''s'", 'or', String.raw`'a\'b'`]],
    ['`a``b` -- c', ['`a``b`']],
    ['a--1 # b', ['a', '-', '-', '1']],
    ['_utf8mb4\'x\' /* c */ "y"', ["_utf8mb4'x'", '"y"']],
    ["a->>'$.b' <=> @n := 0x1F", ['a', '->>', "'$.b'", '<=>', '@n', ':=', '0x1F']],
  ])('has the tokens of %s', (sql, expected) => {
    expect(tokenize(sql).map(({ text }) => text)).toEqual(expected)
  })

  it('refuses a text without an end', () => {
    expect(() => tokenize("'it")).toThrow("SQL has no end of what begins with 'it")
  })

  it('tells names from functions, texts and keywords', () => {
    expect(renameIn('lower(`date`) = "date" and date > 1', { columns: new Map([['date', 'group']]) })).toBe(
      'lower(`group`) = "date" and `group` > 1',
    )
    expect(mentions('`Total` > 0', 'total')).toBe(true)
    expect(mentions("'total' > 0", 'total')).toBe(false)
    expect(readExpression('f(`a`,case when `a` then 1 end),`b`', true)).toBe('f(`a`, case when `a` then 1 end), `b`')
    expect(sameExpression('(`a` > 0 and b = true)', 'A>0 AND b=1')).toBe(true)
    expect(sameExpression(String.raw`a = 'it\'s' or b = '\\'`, String.raw`a = 'it''s' or b = '\\'`)).toBe(true)
    expect(sameExpression("a = 'true'", "a = '1'")).toBe(false)
  })

  it.each([
    ['int(11)', 'int'],
    ['INTEGER', 'int'],
    ['tinyint(1)', 'tinyint(1)'],
    ['BOOL', 'tinyint(1)'],
    ['tinyint(4) unsigned', 'tinyint unsigned'],
    ['int(5) unsigned zerofill', 'int(5) unsigned zerofill'],
    ['DECIMAL(10, 2)', 'decimal(10,2)'],
    ['numeric', 'decimal(10,0)'],
    ['double precision', 'double'],
    ['character varying (20)', 'varchar(20)'],
    ['datetime(0)', 'datetime'],
    ['char', 'char(1)'],
    ["enum('A','b c')", "enum('A','b c')"],
    ['year(4)', 'year'],
  ])('spells %s as %s', (type, normal) => {
    expect(normalType(type)).toBe(normal)
  })

  it.each([
    ['varchar(80)', 'varchar(255)', true],
    ['varchar(255)', 'varchar(80)', false],
    ['varchar(20000)', 'text', false],
    ['varchar(20000)', 'longtext', true],
    ['int', 'bigint', true],
    ['int', 'int unsigned', false],
    ['decimal(10,2)', 'decimal(12,4)', true],
    ['decimal(10,2)', 'decimal(10,4)', false],
    ['datetime(3)', 'datetime', false],
    ["enum('a')", "enum('a','b')", true],
    ["enum('a','b')", "enum('a')", false],
    ['varbinary(10)', 'longtext', false],
  ])('knows whether all of %s has room in %s', (from, to, expected) => {
    expect(holdsAll(from, to)).toBe(expected)
  })

  it('quotes names and texts that need it', () => {
    expect(['order', 'Order', 'a b', 'a`b', 'orders', '2nd'].map(identifier)).toEqual([
      '`order`',
      '`Order`',
      '`a b`',
      '`a``b`',
      'orders',
      '`2nd`',
    ])
    expect(literal(String.raw`it's a \ `)).toBe(String.raw`'it''s a \\ '`)
  })

  it.each([
    ["'x'", 'varchar(20)', "'x'"],
    ["'x'", 'longtext', "('x')"],
    ["'{}'", 'json', "('{}')"],
    ['null', 'json', 'null'],
    ['-1', 'int', '-1'],
    ['current_timestamp(3)', 'datetime(3)', 'current_timestamp(3)'],
    ['uuid()', 'char(36)', '(uuid())'],
    ['1 + 2', 'int', '(1 + 2)'],
    ['(1) + (2)', 'int', '((1) + (2))'],
  ])('has %s as a default of %s', (expression, type, expected) => {
    expect(writer.default(expression, type)).toBe(expected)
  })

  it.each([
    ['7', 'int', '7'],
    ['7.5', 'bigint', undefined],
    ['7.5', 'decimal(10,2)', '7.5'],
    ['yes', 'tinyint(1)', undefined],
    ['true', 'tinyint(1)', '1'],
    [String.raw`it's \ `, 'varchar(20)', String.raw`'it''s \\ '`],
    ['{', 'json', undefined],
    ['2026-01-01', 'date', "'2026-01-01'"],
  ])('reads %s for %s', (text, type, expected) => {
    expect(literalOf(text, type)).toBe(expected)
  })
})
