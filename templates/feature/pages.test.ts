import { <%= hooks %>expect, it } from 'vitest'
<%~ slot('pages.test.imports') %>
import { filled } from '#tests/forms.ts'
import { setupApp } from '#tests/support.ts'
import { draft<%= Singular %> } from './factory.ts'
import { <%= Singular %>Query } from './schemas.ts'
import { create<%= Singular %>, get<%= Singular %>, list<%= Plural %> } from './services.ts'
import { fields } from './views.ts'

const { app, db } = setupApp()
<%~ slot('test.clients') %>
const create = async () => await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>))
const get = async (path: string) => await <%= client %>.request(`/<%= kebab %>${path}`, { headers: { Accept: 'text/html' } })
const read = async (path: string) => await (await get(path)).text()
const send = async (path: string, init: RequestInit) => await <%= client %>.request(`/<%= kebab %>${path}`, init)

it('creates <%= aTitle %> of what was filled in, and says so', async () => {
  const draft = await draft<%= Singular %>(db<%= fromMe %>)
  const res = await send('/new', filled(fields.create, draft))
  const [created] = (await list<%= Plural %>(db<%= linksForMe %>, <%= Singular %>Query.parse({ limit: 1 }))).items

  expect([res.status, res.headers.get('Location')]).toEqual([303, `/<%= kebab %>/${created!.id}?done=created`])
  expect(created).toMatchObject(Object.fromEntries(Object.entries(draft).filter(([name]) => name in created!)))
  expect(await read(`/${created!.id}?done=created`)).toContain('It was created.')
})

it('changes what was changed, and leaves the rest as it was', async () => {
  const <%= row %> = await create()
  const changes = <%= changes %>
  const res = await send(`/${<%= row %>.id}/edit`, filled(fields.update, { ...<%= row %>, ...changes }<%= hiddenOfRow %>))

  expect(res.status).toBe(303)
  expect(await get<%= Singular %>(db<%= fromMe %>, <%= row %>.id)).toMatchObject({ ...<%= row %>, <%= afterChanges %> })
  expect(await read(`/${<%= row %>.id}?done=changed`)).toContain('Your changes were saved.')
})

it('asks before one goes', async () => {
  const { id<%= andVersion %> } = await create()
  expect(await read(`/${id}/delete`)).toContain(`action="/<%= kebab %>/${id}/delete"`)
  expect((await get(`/${id}`)).status).toBe(200)

  const res = await send(`/${id}/delete`, filled([], {}<%= hiddenVersion %>))
  expect([res.status, res.headers.get('Location')]).toEqual([303, '/<%= kebab %>?done=deleted'])
  expect(await read('?done=deleted')).toContain('It was deleted.')
  expect((await get(`/${id}`)).status).toBe(404)
})

it('lists all of them, page by page', async () => {
  const ids = [await create(), await create(), await create()].map(({ id }) => String(id)).toReversed()
  const first = await read('?limit=2')
  const [, next = ''] = /href="\?([^"]*cursor=[^"]*)"/.exec(first) ?? []
  const second = await read(`?${next.replaceAll('&amp;', '&')}`)
  const listed = [...(first + second).matchAll(/<th scope="row"><a href="\/<%= kebab %>\/([^"]+)"/g)].map(([, id]) => id)

  expect(listed.slice(0, 3)).toEqual(ids)
})

it('takes nothing from pages of other sites', async () => {
  const { id } = await create()
  for (const path of ['/new', `/${id}/edit`, `/${id}/delete`]) {
    const init = { method: 'POST', headers: { 'Sec-Fetch-Site': 'cross-site' } }
    expect((await send(path, init)).status).toBe(403)
  }
})

<%~ slot('pages.test.more') %>
