import { <%= hooks %>describe, expect, it<%= spies %> } from 'vitest'
import { json, setupApp } from '#tests/support.ts'
<%~ slot('test.imports') %>
import { draft<%= Singular %> } from './factory.ts'
<%~ slot('test.types') %>
import { create<%= Singular %> } from './services.ts'

const { app, db } = setupApp()
<%~ slot('test.clients') %>
const read = async (path: string) => await (await <%= client %>.request(path)).json()
const pathOf = ({ <%= keyPatternNames %> }: <%= Singular %>Read) => `<%= path %>/<%= keyTemplate %>`
const unknownId = <%= unknownId %>

/** What an answer has that was not sent. What is private, it has not. */
const answered = {
  <%~ slot('answered') %>
}

describe('POST <%= path %>', () => {
  it('creates <%= aTitle %> and says where it is', async () => {
    const draft = await draft<%= Singular %>(db<%= fromMe %>)
    const res = await <%= client %>.request('<%= path %>', json('POST', draft))
    const created = await res.json()

    expect(res.status).toBe(201)
    expect(res.headers.get('Location')).toBe(pathOf(created))
    expect(created).toEqual({ ...draft, ...answered })
    expect(await read(pathOf(created))).toEqual(created)
  })

  <%~ slot('test.defaults') %>
  it.each<[field: string, reason: string, value: unknown]>([
    <%~ slot('invalid') %>
  ])('answers 422 to %s: %s', async (field, _, value) => {
    const res = await <%= client %>.request('<%= path %>', json('POST', { ...(await draft<%= Singular %>(db<%= fromMe %>)), [field]: value }))

    expect(res.status).toBe(422)
    expect((await res.json()).issues[0].path).toBe(field)
  })

  it.each([<%= notSet %>])('answers 422 to %s, which is not for clients to set', async (field) => {
    const res = await <%= client %>.request('<%= path %>', json('POST', { ...(await draft<%= Singular %>(db<%= fromMe %>)), [field]: 1 }))
    expect(res.status).toBe(422)
  })

  <%~ slot('test.conflicts') %>
})

describe('GET <%= path %>', () => {
  it('pages from the newest, without gap or overlap, while rows are inserted', async () => {
    const paths: string[] = []
    for (let n = 0; n < 4; n++) paths.unshift(pathOf(await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>))))

    const first = await read('<%= path %>?limit=2')
    await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>))
    const second = await read(`<%= path %>?limit=2&cursor=${first.nextCursor}`)

    expect([...first.items, ...second.items].map(pathOf)).toEqual(paths)
  })

  it.each([<%= sortable %>])('sorts by %s, both ways', async (field) => {
    for (let n = 0; n < 3; n++) await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>))
    const valuesBy = async (sort: string) => {
      const { items } = await read(`<%= path %>?limit=100&sort=${sort}`)
      return items.map((item: Record<string, unknown>) => item[field]).filter((value: unknown) => value !== null)
    }

    const ascending = await valuesBy(field)
    expect(ascending.length).toBeGreaterThanOrEqual(3)
    expect(ascending).toEqual(ascending.toSorted(<%= compare %>))
    expect(await valuesBy(`-${field}`)).toEqual(ascending.toReversed())
  })

  <%~ slot('test.filters') %>
  it.each([<%= refusedQueries %>])('answers 422 to ?%s', async (query) => {
    expect((await <%= client %>.request(`<%= path %>?${query}`)).status).toBe(422)
  })
})

<%~ slot('test.bulk') %>
<%~ slot('test.relations') %>
describe('<%= path %>/<%= keyPattern %>', () => {
  it.each([<%= methods %>])('answers 404 to a %s of what does not exist, and 422 to a bad id', async (method) => {
    const init = method === 'PATCH' ? json(method, {}<%= anyVersion %>) : <%= methodInit %>
    expect((await <%= client %>.request(`<%= path %>/<%= unknownKey %>`, init)).status).toBe(404)
    expect((await <%= client %>.request('<%= path %>/<%= badKey %>', init)).status).toBe(422)
  })
})

<%~ slot('test.patch') %>
<%~ slot('test.versions') %>
describe('DELETE <%= path %>/<%= keyPattern %>', () => {
  it('deletes once', async () => {
    const path = pathOf(await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>)))

    expect((await <%= client %>.request(path, <%= deletion %>)).status).toBe(204)
    expect((await <%= client %>.request(path, <%= deletion %>)).status).toBe(404)
  })
  <%~ slot('test.deletions') %>
})

<%~ slot('test.access') %>
