import { CompiledQuery } from 'kysely'
import { expect, it } from 'vitest'
import { printQuery } from './print-query.ts'

it.each([
  ['insert into a values (?, ?, ?)', ["it's", null, true], String.raw`insert into a values ('it\'s', null, true);`],
  ["select '?', \"?\", `?`, ? -- ?", [[1, { a: "'" }]], String.raw`select '?', "?", ${'`?`'}, '[1,{\"a\":\"\'\"}]';`],
  [String.raw`select 'it\'s ?', ? /* ? */`, [1], String.raw`select 'it\'s ?', 1 /* ? */;`],
  ['select ?', [Buffer.from('hi')], "select X'6869';"],
])('prints %s with %j', (sql, parameters, expected) => {
  expect(printQuery(CompiledQuery.raw(sql, parameters))).toBe(expected)
})
