import { describe, expect, it } from 'vitest'
import { decide, type Person } from '../../src/commands/db/decide.ts'
import type { Given } from '../../src/commands/db/given.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { readSql } from './sqlite-support.ts'

const nobody: Person = {
  whatBecame: async (candidates) => Promise.reject(new Error(`asked ${JSON.stringify(candidates)}`)),
  whatFills: async (columns) => Promise.reject(new Error(`asked ${columns.map(({ column }) => column.name).join()}`)),
}

/** What is decided between two databases, of what was given and what a person says. */
async function decided(from: string, to: string, given: Partial<Given> = {}, person: Partial<Person> = {}) {
  const target = await readSql(to)
  const all = { rename: [], drop: [], fill: [], ...given }
  const { answered } = await decide(await readSql(from), () => target, all, { ...nobody, ...person }, sqlite)
  return { ...answered.renames, fills: Object.fromEntries(answered.fills) }
}

const orders = 'create table orders (id integer primary key, total integer, notes text)'
const list = (...values: readonly string[]): string =>
  `create table orders (id integer primary key, status text not null check (status in (${values.map((one) => `'${one.replaceAll("'", "''")}'`).join(', ')})))`
const purchases = 'create table purchases (id integer primary key, total integer, remark text)'
const none = { tables: [], columns: [], fills: {} }

describe('what is given', () => {
  it.each<[string, string, string, Partial<Given>, object]>([
    [
      'a column',
      orders,
      orders.replace('notes', 'remark'),
      { rename: ['orders.notes=orders.remark'] },
      { columns: [{ table: 'orders', from: 'notes', to: 'remark' }] },
    ],
    [
      'a column, the short way',
      orders,
      orders.replace('notes', 'remark'),
      { rename: ['orders.notes=remark'] },
      { columns: [{ table: 'orders', from: 'notes', to: 'remark' }] },
    ],
    [
      'a column of another type',
      orders,
      orders.replace('notes text', 'remark integer'),
      { rename: ['orders.notes=orders.remark'] },
      { columns: [{ table: 'orders', from: 'notes', to: 'remark' }] },
    ],
    [
      'a table and its column, by its old name or its new',
      orders,
      purchases,
      { rename: ['orders.notes=purchases.remark', 'orders=purchases'] },
      { tables: [{ from: 'orders', to: 'purchases' }], columns: [{ table: 'purchases', from: 'notes', to: 'remark' }] },
    ],
    ['a column that goes', orders, orders.replace('notes', 'remark'), { drop: ['orders.notes'] }, {}],
    ['a table that goes', orders, purchases, { drop: ['orders'] }, {}],
    [
      'two that change places with others',
      orders,
      orders.replace('total integer, notes text', 'a integer, b text'),
      { rename: ['orders.total=orders.a'], drop: ['orders.notes'] },
      { columns: [{ table: 'orders', from: 'total', to: 'a' }] },
    ],
    [
      'a fill, a text',
      orders,
      orders.replace('notes text', 'notes text not null'),
      { fill: ["orders.notes=it's = 5"] },
      { fills: { 'orders.notes': "'it''s = 5'" } },
    ],
    [
      'a fill, a number',
      orders,
      orders.replace('total integer', 'total integer not null'),
      { fill: ['orders.total=-5'] },
      { fills: { 'orders.total': '-5' } },
    ],
    [
      'a fill, a truth',
      orders,
      orders.replace('notes text', 'notes text, paid boolean not null'),
      { fill: ['orders.paid=true'] },
      { fills: { 'orders.paid': '1' } },
    ],
    [
      'a fill, an expression',
      orders,
      orders.replace('notes text', 'notes text, sum integer not null'),
      { fill: ['orders.sum=(total + length(notes))'] },
      { fills: { 'orders.sum': '(total + length(notes))' } },
    ],
    [
      'a fill, a value for one that goes',
      list('open', 'lost', "it's", 'void'),
      list('open', 'void'),
      { fill: ['orders.status:lost=void', "orders.status:it's=open"] },
      { fills: { "orders.status:'lost'": "'void'", "orders.status:'it''s'": "'open'" } },
    ],
    ['nothing, where nothing is open', orders, orders.replace(', notes text', ''), {}, {}],
  ])('%s', async (_, from, to, given, expected) =>
    expect(await decided(from, to, given)).toEqual({ ...none, ...expected }),
  )

  it.each<[string, Partial<Given>, string, string]>([
    ['orders', { rename: ['orders.nots=orders.remark'] }, 'RENAME_UNKNOWN', 'It could be: orders.notes.'],
    ['orders', { rename: ['orders.notes=orders.rmark'] }, 'RENAME_UNKNOWN', 'It could be: orders.remark.'],
    ['purchases', { rename: ['orders=purchase'] }, 'RENAME_UNKNOWN', 'It could be: purchases.'],
    ['orders', { drop: ['orders.total'] }, 'DROP_UNKNOWN', 'It could be: orders.notes.'],
    ['orders', { drop: ['orders.notes'], fill: ['orders.remark=5'] }, 'FILL_UNKNOWN', 'There is nothing of the kind.'],
    ['orders', { rename: ['notes'] }, 'BAD_ARGUMENTS', 'As in --rename'],
  ])('of %s, %j is refused as %s', async (table, given, code, hint) => {
    const to = table === 'orders' ? orders.replace('notes', 'remark') : purchases
    await expect(decided(orders, to, given)).rejects.toMatchObject({ code, hint: expect.stringContaining(hint) })
  })

  it.each<[string, string, string, string]>([
    ['orders.status=nil', 'FILL_UNKNOWN', 'needs no value', 'It could be: orders.status:lost.'],
    ['orders.status:nil=open', 'FILL_UNKNOWN', 'needs no value', 'It could be: orders.status:lost.'],
    ['orders.status:lost=nil', 'FILL_INVALID', 'before and after the change', 'They can have `open`, `void`.'],
    ['orders.status:lost=fresh', 'FILL_INVALID', 'before and after the change', 'by a second migration'],
  ])('%s is refused as %s', async (fill, code, message, hint) => {
    const deciding = decided(list('open', 'lost', 'void'), list('open', 'void', 'fresh'), { fill: [fill] })
    await expect(deciding).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    })
  })

  it.each(['(total', '(total))', "(total || ')", '(1) + (2)'])('%s is no expression', async (text) => {
    const to = orders.replace('total integer', 'total integer not null')
    await expect(decided(orders, to, { fill: [`orders.total=${text}`] })).rejects.toMatchObject({
      code: 'FILL_INVALID',
    })
  })

  it('for a column that has a list of values is one of them', async () => {
    const to = orders.replace('notes text', "notes text, kind text not null check (kind in ('a', 'b'))")
    expect(await decided(orders, to, { fill: ['orders.kind=b'] })).toMatchObject({ fills: { 'orders.kind': "'b'" } })
    await expect(decided(orders, to, { fill: ['orders.kind=c'] })).rejects.toMatchObject({
      code: 'FILL_INVALID',
      message: '`--fill orders.kind=c`: it can be `a`, `b`.',
    })
  })

  it('for a column that takes no such value is refused', async () => {
    const to = orders.replace('total integer', 'total integer not null')
    await expect(decided(orders, to, { fill: ['orders.total=many'] })).rejects.toMatchObject({ code: 'FILL_INVALID' })
  })
})

describe('a person', () => {
  it('is asked of tables first, and then of the columns that are left', async () => {
    const asked: unknown[] = []
    const whatBecame: Person['whatBecame'] = async (candidates) => {
      asked.push(candidates)
      return candidates.map(({ to }) => to[0])
    }
    expect(await decided(orders, purchases, {}, { whatBecame })).toEqual({
      ...none,
      tables: [{ from: 'orders', to: 'purchases' }],
      columns: [{ table: 'purchases', from: 'notes', to: 'remark' }],
    })
    expect(asked).toEqual([
      [{ from: 'orders', to: ['purchases'] }],
      [{ table: 'purchases', from: 'notes', to: ['remark'] }],
    ])
  })

  it('is not asked of what was given', async () => {
    const to = orders.replace('total integer, notes text', 'a integer, b integer, c text')
    const from = orders.replace('total integer, notes', 'total integer, sum integer, notes')
    const asked: unknown[] = []
    const whatBecame: Person['whatBecame'] = async (candidates) => {
      asked.push(...candidates)
      return candidates.map(() => undefined)
    }
    await decided(from, to, { rename: ['orders.total=orders.b'], drop: ['orders.notes'] }, { whatBecame })
    expect(asked).toEqual([{ table: 'orders', from: 'sum', to: ['a'] }])
  })

  it('says what rows get that would have nothing', async () => {
    const to = orders.replace('notes text', 'notes text not null, code text not null')
    const whatFills: Person['whatFills'] = async (columns) => columns.map(({ column }) => `'${column.name}'`)
    const answered = await decided(orders, to, { fill: ['orders.code=x'] }, { whatFills })
    expect(answered.fills).toEqual({ 'orders.code': "'x'", 'orders.notes': "'notes'" })
  })
})
