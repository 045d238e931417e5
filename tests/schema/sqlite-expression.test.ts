import { describe, expect, it } from 'vitest'
import {
  canonicalExpression,
  cleanExpression,
  mentions,
  renameIn,
  sameExpression,
} from '../../src/schema/sqlite/expression.ts'

describe('sameExpression', () => {
  it.each([
    ['a>0', 'a > 0'],
    ['a > 0', '((A /* one */ > 0)) -- two'],
    ['a IN (1,2)', '"a" in (1, 2)'],
    ['[a] and `b`', 'a AND b'],
    ["x'ab'", "X'AB'"],
    ['"größe"', 'größe'],
    ['"two words"', '[Two Words]'],
    ['1E3', '1e3'],
  ])('%s and %s are one', (one, other) => expect(sameExpression(one, other)).toBe(true))

  it.each([
    ["'a'", "'A'"],
    ["'a'", 'a'],
    ["'a b'", "'a  b'"],
    ['"end"', 'end'],
    ['(a) + (b)', 'a) + (b'],
    ['a + (b + c)', '(a + b) + c'],
    ['- -a', '--a'],
    ['a b', 'ab'],
    ['"Ä"', '"ä"'],
    ['a', 'b'],
  ])('%s and %s are two', (one, other) => expect(canonicalExpression(one) === canonicalExpression(other)).toBe(false))
})

it.each([
  ['( a >\n\t0 )', 'a > 0'],
  ['/* x */ a/* y */+ b -- z', 'a + b'],
  ['((a) + (b))', '(a) + (b)'],
  ["a in ( 'x  y' , 'z' )", "a in ('x  y', 'z')"],
  ['length(a)>0', 'length(a)>0'],
])('cleanExpression of %s', (sql, clean) => expect(cleanExpression(sql)).toBe(clean))

it.each([
  ['total >= 0', 'TOTAL', true],
  ['"to""tal" >= 0', 'to"tal', true],
  ["status in ('total')", 'total', false],
  ['sub_total >= 0', 'total', false],
  ['a > 0 /* total */', 'total', false],
  ['select 1 from a order by b', 'order', false],
  ['select 1 from "order"', 'order', true],
  ['create view v as select * from shop.orders', 'orders', true],
])('mentions: %s, %s: %s', (sql, name, is) => expect(mentions(sql, name)).toBe(is))

describe('renameIn', () => {
  const names = {
    tables: new Map([['orders', 'purchases']]),
    columns: new Map([
      ['total', 'sum total'],
      ['a', 'b'],
      ['b', 'a'],
      ['like', 'liked'],
    ]),
  }

  it.each([
    ['total >= 0', '"sum total" >= 0'],
    ['TOTAL>=0 and "a" < b -- a', '"sum total">=0 and "b" < a -- a'],
    ["status <> 'total' and [total] > 0", `status <> 'total' and "sum total" > 0`],
    ['orders.total > orders.orders', 'purchases."sum total" > purchases.orders'],
    ['total(a) like cast(b as a)', 'total(b) like cast(a as a)'],
    ['a collate a', 'b collate a'],
    ['total is not distinct from a and f(a, b)', '"sum total" is not distinct from b and f(b, a)'],
    ['select x.a from main.orders as total, orders, y', 'select x.b from main.purchases as total, purchases, y'],
    ['select f(a), orders from (select 1) q, orders', 'select f(b), orders from (select 1) q, purchases'],
    ['select 1 from x join orders on total = a', 'select 1 from x join purchases on "sum total" = b'],
    [
      'create trigger a after update of a on orders begin insert into orders (a) values (new.a); end',
      'create trigger a after update of b on purchases begin insert into purchases (b) values (new.b); end',
    ],
    ['create index a on orders (a desc)', 'create index a on purchases (b desc)'],
  ])('%s', (sql, renamed) => expect(renameIn(sql, names)).toBe(renamed))

  it('leaves what nothing is said of', () => expect(renameIn('a  >/* */0', {})).toBe('a  >/* */0'))
})
