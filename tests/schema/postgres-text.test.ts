import { describe, expect, it } from 'vitest'
import { defaultName, isDefaultName } from '../../src/schema/postgres/default-name.ts'
import { mentions, renameIn, sameExpression } from '../../src/schema/postgres/expression.ts'
import { identifier } from '../../src/schema/postgres/identifier.ts'
import { literalOf } from '../../src/schema/postgres/literal-of.ts'
import { tokenize } from '../../src/schema/postgres/tokens.ts'
import { normalType } from '../../src/schema/postgres/type.ts'

describe('PostgreSQL’s own words', () => {
  it.each([
    ["'it''s' || E'a\\'b'", ["'it''s'", '||', "E'a\\'b'"]],
    ['$$it\'s$$ $tag$ "$$" $tag$', ["$$it's$$", '$tag$ "$$" $tag$']],
    ['a::text[] -- all', ['a', '::', 'text', '[', ']']],
    ['"a""b" /* c */ $1', ['"a""b"', '$1']],
  ])('has the tokens of %s', (sql, expected) => {
    expect(tokenize(sql).map(({ text }) => text)).toEqual(expected)
  })

  it('tells names from types, functions and keywords', () => {
    expect(renameIn('lower(date) = date::date', { columns: new Map([['date', 'on']]) })).toBe(
      'lower("on") = "on"::date',
    )
    expect(
      renameIn('CREATE TRIGGER t AFTER INSERT ON public.a EXECUTE FUNCTION a()', { tables: new Map([['a', 'b']]) }),
    ).toBe('CREATE TRIGGER t AFTER INSERT ON public.b EXECUTE FUNCTION a()')
    expect(
      renameIn(
        'extract(year from a) = length(TRIM(BOTH FROM a)) and (select a from a where a is distinct from a) > 0',
        {
          tables: new Map([['a', 't']]),
          columns: new Map([['a', 'c']]),
        },
      ),
    ).toBe('extract(year from c) = length(TRIM(BOTH FROM c)) and (select c from t where c is distinct from c) > 0')
    expect(mentions('"Total" > 0', 'total')).toBe(false)
    expect(sameExpression('("a" > 0)', 'A>0')).toBe(true)
  })

  it.each([
    ['character varying(20)', 'varchar(20)'],
    ['timestamp(3) with time zone', 'timestamptz(3)'],
    ['timestamp without time zone', 'timestamp'],
    ['DECIMAL(10, 2)', 'numeric(10,2)'],
    ['character varying(5)[]', 'varchar(5)[]'],
    ['"Mood"', '"Mood"'],
    ['double precision', 'double precision'],
  ])('spells %s as %s', (type, normal) => {
    expect(normalType(type)).toBe(normal)
  })

  it('names what has no name as the server does', () => {
    expect(defaultName('orders', ['customer_id'], 'foreign_key')).toBe('orders_customer_id_fkey')
    const long = defaultName('t'.repeat(60), ['c'.repeat(30)], 'unique')
    expect(long).toBe(`${'t'.repeat(29)}_${'c'.repeat(29)}_key`)
    expect(isDefaultName('orders_total_check1', 'orders', ['total'], 'check')).toBe(true)
    expect(isDefaultName('positive', 'orders', ['total'], 'check')).toBe(false)
  })

  it('quotes names that need it', () => {
    expect(['order', 'Order', 'a b', 'a"b', 'orders'].map(identifier)).toEqual([
      '"order"',
      '"Order"',
      '"a b"',
      '"a""b"',
      'orders',
    ])
  })

  it.each([
    ['7', 'integer', '7'],
    ['7.5', 'integer', undefined],
    ['7.5', 'numeric(10,2)', '7.5'],
    ['yes', 'boolean', undefined],
    ['true', 'boolean', 'true'],
    ["it's", 'varchar(20)', "'it''s'"],
    ['{', 'jsonb', undefined],
    ['x', 'uuid', undefined],
    ['2026-01-01', 'date', "'2026-01-01'"],
  ])('reads %s for %s', (text, type, expected) => {
    expect(literalOf(text, type)).toBe(expected)
  })
})
