import { describe, expect, it } from 'vitest'
import { constraintName } from '../../src/schema/constraint-name.ts'
import { nameConstraints } from '../../src/schema/print/name-constraints.ts'
import { column, reference, table } from './print-samples.ts'

const bytes = (name: string): number => Buffer.byteLength(name)

describe('the name of a constraint', () => {
  it('says the table, the columns and what it is', () => {
    expect(constraintName('orders', ['customer_id'], 'index')).toBe('orders_customer_id_index')
    expect(constraintName('orders', ['a', 'b'], 'unique')).toBe('orders_a_b_unique')
    expect(constraintName('orders', [], 'primary_key')).toBe('orders_primary_key')
  })

  it('has a number where it is taken', () => {
    expect(constraintName('t', [], 'check', new Set(['t_check', 't_check_2']))).toBe('t_check_3')
  })

  it('has at most 63 bytes, and is cut to them the same way each time', () => {
    expect(constraintName('t', ['x'.repeat(53)], 'unique')).toBe(`t_${'x'.repeat(53)}_unique`)
    expect(constraintName('t', ['x'.repeat(55)], 'unique')).toBe(`t_${'x'.repeat(52)}_32130882`)
    const [one, other] = ['a', 'b'].map((end) => constraintName('t', ['x'.repeat(70) + end], 'unique'))
    expect(one).not.toBe(other)
    const taken = new Set([one!])
    expect(bytes(constraintName('t', [`${'x'.repeat(70)}a`], 'unique', taken))).toBe(63)
    expect(taken).not.toContain(constraintName('t', [`${'x'.repeat(70)}a`], 'unique', taken))
  })

  it('is cut between characters', () => {
    for (const shift of ['', 'a', 'aa', 'aaa']) {
      const name = constraintName(shift, ['表'.repeat(40)], 'unique')
      expect(name).not.toContain('\uFFFD')
      expect(bytes(name)).toBeGreaterThan(59)
      expect(bytes(name)).toBeLessThanOrEqual(63)
    }
  })

  it('is given to those that are written after the columns', () => {
    const { primaryKey, uniques, foreignKeys, checks } = nameConstraints(
      table('t', [column('a'), column('b')], {
        primaryKey: { columns: ['a', 'b'], autoIncrement: false },
        uniques: [{ columns: ['a'] }, { columns: ['b', 'a'] }, { name: 't_check', columns: ['b', 'a'] }],
        foreignKeys: [reference(['a'], 'u', ['a']), reference(['a', 'b'], 'u', ['a', 'b'])],
        checks: [{ expression: '1' }, { expression: '2', column: 'a' }, { expression: '3' }],
      }),
      { constraintName },
    )
    const names = [primaryKey!, ...uniques, ...foreignKeys, ...checks].map(({ name = '' }) => name)
    const given = [
      't_primary_key',
      '',
      't_b_a_unique',
      't_check',
      '',
      't_a_b_foreign_key',
      't_check_2',
      '',
      't_check_3',
    ]
    expect(names).toEqual(given)
  })
})
