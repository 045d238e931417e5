import { describe, expect, it } from 'vitest'
import { garbage } from '#tests/garbage.ts'
import type { z } from 'zod'
import { bigint, column, date, datetime, decimal, email, json, references, uuid } from './columns.ts'

const takes = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success

describe('references', () => {
  it('says where it leads to, each its own', () => {
    const [customer, user] = [references('customers'), references('users', { onDelete: 'cascade' })]
    expect(column.get(customer)).toEqual({ references: 'customers.id' })
    expect(column.get(user)).toEqual({ references: 'users.id', onDelete: 'cascade' })
  })
})

describe('datetime', () => {
  it.each(['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z', '2026-01-02T05:04:05+02:00'])('keeps %s in UTC', (value) => {
    expect(datetime().parse(value)).toBe('2026-01-02T03:04:05.000Z')
  })

  it.each(['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'])('keeps %s', (value) => {
    expect(Date.parse(datetime().parse(value))).toBe(Date.parse(value))
  })

  it.each(['9999-12-31T23:59:59-00:01', '0001-01-01T00:00:00+00:01', '0000-06-01T00:00:00Z'])(
    'refuses %s, which is in no year that every database has',
    (value) => {
      expect(takes(datetime(), value)).toBe(false)
    },
  )

  it.each(garbage('', 'datetime'))('refuses%s %s', (_, __, value) => {
    expect(takes(datetime(), value)).toBe(false)
  })
})

describe('date', () => {
  it.each(['0001-01-01', '2024-02-29', '9999-12-31'])('keeps %s', (value) => {
    expect(date().parse(value)).toBe(value)
  })
})

describe('email and uuid', () => {
  it('keep small letters', () => {
    expect(email().parse('Ada@Example.COM')).toBe('ada@example.com')
    expect(uuid().parse('0198C0DE-0000-7000-8000-00000000000A')).toBe('0198c0de-0000-7000-8000-00000000000a')
  })
})

describe('bigint', () => {
  it.each(['0', '-1', '9007199254740993', '9223372036854775807', '-9223372036854775808'])('keeps %s', (value) => {
    expect(bigint().parse(value)).toBe(value)
  })

  it('compares as numbers do', () => {
    expect(['9', '10', '-1'].filter((value) => takes(bigint({ min: '0', max: '9' }), value))).toEqual(['9'])
  })
})

describe('decimal', () => {
  it.each([
    ['0', '0.00'],
    ['12.5', '12.50'],
    ['-0.05', '-0.05'],
    ['99999999.99', '99999999.99'],
  ])('keeps %s as %s', (value, kept) => {
    expect(decimal(10, 2).parse(value)).toBe(kept)
  })

  it.each(['', '.5', '1.', '1.005', '01', '+1', '-0', '-0.00', '1e3', '100000000', 1])('refuses %j', (value) => {
    expect(takes(decimal(10, 2), value)).toBe(false)
  })

  it('compares digit by digit, where numbers would round', () => {
    const share = decimal(20, 20, { min: '0.10000000000000000000', max: '0.20000000000000000000' })
    expect(share.parse('0.1')).toBe('0.10000000000000000000')
    expect(takes(share, '0.09999999999999999999')).toBe(false)
    expect(takes(share, '0.20000000000000000001')).toBe(false)
  })
})

describe('json', () => {
  const nested = (depth: number): unknown => (depth === 0 ? [] : [nested(depth - 1)])

  it.each([{}, [], { a: [null, 1, 'x'] }, nested(31), JSON.parse('{"__proto__":1}')])('takes %j', (value) => {
    expect(JSON.stringify(json().parse(value))).toBe(JSON.stringify(value))
  })

  it.each([null, 'text', 1, true, nested(32), nested(5_000)])('refuses what is none, and what is too deep', (value) => {
    expect(takes(json(), value)).toBe(false)
  })

  it('has bounds, and other ones', () => {
    expect(takes(json({ values: 3 }), { a: [1] })).toBe(true)
    expect(takes(json({ values: 3 }), { a: [1, 2] })).toBe(false)
    expect(takes(json({ size: 9 }), ['xxxxx'])).toBe(true)
    expect(takes(json({ size: 9 }), ['xxxxxx'])).toBe(false)
  })
})
