import { html } from 'hono/html'
import { expect, it } from 'vitest'
import type { Id } from '#core/database/id.ts'
import { pageQuery } from '#core/database/pagination.ts'
import { describeApi } from '#core/http/openapi.ts'
import { validate } from '#core/http/router.ts'
import { createTestApp } from '#tests/support.ts'
import { choicesIn, createPages, linkTo, listQuery, showRest, showWhole } from './rows.ts'

const pages = createPages().get('/', validate('query', listQuery(pageQuery('id'))), (c) => {
  const page = { items: [1], nextCursor: 'more' }
  return c.html(showRest(c, c.req.query('sort') === 'id' ? page : { items: [], nextCursor: null }))
})
const app = createTestApp().route('/_rows', pages)
/** Whatever kind of ids a project has. */
const [one, two, three] = ['1', '2', '3'] as unknown as [Id, Id, Id]

it('is no part of the API', async () => {
  expect(Object.keys((await describeApi(app, 'x')).paths).join()).not.toContain('_rows')
})

it('leads to what follows as it was asked for, and says once what a form did', async () => {
  const res = await app.request('/_rows?sort=id&limit=2&done=deleted')
  expect(await res.text()).toContain('href="?sort=id&amp;limit=2&amp;cursor=more"')
  expect(await (await app.request('/_rows')).text()).toContain('Nothing is there.')
  expect((await app.request('/_rows?no=field')).status).toBe(422)
})

it('shows all of a value, as text', async () => {
  const markup = '<b>"\'</b>'
  const values = [markup, `${markup}\n`, { [markup]: [markup] }, { isEscaped: true, markup }]
  for (const shown of [...values.map(showWhole), linkTo('/x', one, markup)]) {
    const text = String(await html`${shown}`)
    expect(text).toContain('&lt;b&gt;')
    expect(text).not.toContain('<b>')
  }
  expect(String(await linkTo('/x', one, null))).toBe('<a href="/x/1">1</a>')
})

it('offers rows by their names, and none where there are more', () => {
  const items = [{ id: one, name: 'B' }, { id: two, name: 'A' }, { id: three, name: '' }]
  const offered = choicesIn({ items, nextCursor: null }, ({ name }) => name)
  expect(offered).toEqual([['3', '3'], ['2', 'A'], ['1', 'B']])
  expect(choicesIn({ items, nextCursor: 'more' }, ({ name }) => name)).toBeUndefined()
})
