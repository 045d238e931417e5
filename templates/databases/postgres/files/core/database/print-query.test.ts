import { CompiledQuery } from 'kysely'
import { expect, it } from 'vitest'
import { printQuery } from './print-query.ts'

it.each([
  ['insert into a values ($1, $2, $3)', ["it's", null, true], "insert into a values ('it''s', null, true);"],
  ['select $2, $1, $10', [1, 2, ...Array.from({ length: 8 }, () => 3)], 'select 2, 1, 3;'],
  [`select '$1', "$1", $1 -- $1`, [[1, { a: 2 }]], `select '$1', "$1", '[1,{"a":2}]';`],
  ['do $body$ begin $1; end $body$', ['x'], 'do $body$ begin $1; end $body$;'],
  ['select $1', [Buffer.from('hi')], String.raw`select '\x6869';`],
])('prints %s with %j', (sql, parameters, expected) => {
  expect(printQuery(CompiledQuery.raw(sql, parameters))).toBe(expected)
})
