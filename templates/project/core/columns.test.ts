import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { column, datetime, decimal, json, references } from './columns.ts'

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

  it.each(['2026-01-02', '2026-02-30T00:00:00Z', '2026-01-02T03:04:05', 1])('refuses %j', (value) => {
    expect(takes(datetime(), value)).toBe(false)
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

  it.each([{}, [], { a: [null, 1, 'x'] }, nested(31)])('takes %j', (value) => {
    expect(json().parse(value)).toEqual(value)
  })

  it.each([null, 'text', 1, true, nested(32), nested(5_000)])('refuses what is none, and what is too deep', (value) => {
    expect(takes(json(), value)).toBe(false)
  })
})
