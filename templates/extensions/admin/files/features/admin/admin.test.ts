import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
<%~ slot('admin.id.imports') %>
import { patch } from '#core/database/model.ts'
import { ConflictError } from '#core/errors.ts'
import { AdminChange } from '#features/admin-changes/models.ts'
import { AdminChangeQuery, AdminChangeRead } from '#features/admin-changes/schemas.ts'
import { adminPassword, signInAsAdmin } from '#tests/admin.ts'
import { setupApp } from '#tests/support.ts'
import { parseSettings } from '../../settings.ts'
import { streamCsv } from './csv.ts'
import { resource } from './resource.ts'
import { admin } from './routes.ts'

const columns = { who: true, action: true, resource: true, rowId: true, before: true, after: true } as const
const NoteCreate = AdminChange.pick(columns).strict()

/** A table of its own for these tests: the rows of the log that none of its changes made. What is `after` is private. */
const notes = resource('adminChanges', {
  title: 'Notes',
  read: AdminChangeRead.omit({ after: true }),
  query: AdminChangeQuery.extend({ action: AdminChange.shape.action.optional() }),
  create: NoteCreate,
  update: patch(NoteCreate),
  scope: () => sql<boolean>`resource <> 'adminChanges'`,
  tabs: { quiet: (rows) => rows.where('action', '=', 'whisper') },
  services: () => ({
    async create(database, values) {
      if (values.who === 'taken') throw new ConflictError('Taken', [{ path: 'who', message: 'Is taken' }])
      await database
        .insertInto('adminChanges')
        .values({
          <%~ slot('admin.id') %>
          ...values })
        .execute()
      return await database.selectFrom('adminChanges').select('id').where('rowId', '=', values.rowId).executeTakeFirstOrThrow()
    },
    update: async (database, id, changes) =>
      await database.updateTable('adminChanges').set(changes).where('id', '=', id).execute(),
    async delete(database, id) {
      await database.deleteFrom('adminChanges').where('id', '=', id).where('who', '<>', 'needed').execute()
      const left = await database.selectFrom('adminChanges').select('id').where('id', '=', id).execute()
      if (left.length > 0) throw new ConflictError('Rows of others still refer to it')
    },
  }),
  actions: {
    shout: async (database, id) =>
      await database.updateTable('adminChanges').set({ action: 'SHOUT' }).where('id', '=', id).execute(),
  },
})

const settings = parseSettings({ NODE_ENV: 'test', ADMIN_PASSWORD: adminPassword })
const { app, db } = setupApp()
app.route('/_admin', admin(settings, [notes]))
app.route('/_read', admin(settings, [resource('adminChanges', { read: AdminChangeRead, query: AdminChangeQuery })]))
let me: Awaited<ReturnType<typeof signInAsAdmin>>
beforeAll(async () => {
  me = await signInAsAdmin(app, db)
})

const get = async (path = '') =>
  await (await me.request(`/_admin/admin-changes${path}`, { headers: { Accept: 'text/html' } })).text()
const post = async (path: string, form: Record<string, string> | URLSearchParams, origin = 'http://localhost') =>
  await me.request(`/_admin/admin-changes${path}`, { method: 'POST', body: new URLSearchParams(form), headers: { Origin: origin } })

let count = 0
const draft = (given: Record<string, string> = {}) => {
  count += 1
  return { who: `Somebody ${count}`, action: 'say', resource: 'notes', rowId: `row ${count}`, before: '', after: '', ...given }
}
/** Creates a row by the form, and gives its id. */
async function create(given: Record<string, string> = {}): Promise<string> {
  const res = await post('/new', draft(given))
  return /\/admin-changes\/([^/?]+)\?done=created$/.exec(res.headers.get('Location') ?? '')![1]!
}
/** What the log of changes has of a row. */
const changesOf = async (id: string) =>
  await db.selectFrom('adminChanges').select(['who', 'action', 'before', 'after']).where('resource', '=', 'adminChanges').where('rowId', '=', id).orderBy('createdAt').orderBy('id').execute()
const rowOf = async (id: string) =>
  await db.selectFrom('adminChanges').select(['who', 'action', 'after']).where('id', '=', id as never).executeTakeFirst()

describe('a row', () => {
  it('is created, changed and deleted, and the log says by whom, and what', async () => {
    const id = await create({ who: 'Ada' })
    expect(await get(`/${id}?done=created`)).toContain('It was created.')
    expect((await post(`/${id}`, { ...draft(), who: 'Grace' })).headers.get('Location')).toMatch(/\?done=changed$/)
    expect(await rowOf(id)).toMatchObject({ who: 'Grace' })
    expect((await post('/do/delete', { id })).headers.get('Location')).toMatch(/\?done=deleted$/)
    expect(await rowOf(id)).toBeUndefined()

    const [created, changed, deleted] = await changesOf(id)
    expect(created).toMatchObject({ who: me.name, action: 'create', before: null, after: { who: 'Ada' } })
    expect(changed).toMatchObject({ who: me.name, action: 'update', before: { who: 'Ada' }, after: { who: 'Grace' } })
    expect(changed!.after).not.toHaveProperty('action')
    expect(deleted).toMatchObject({ who: me.name, action: 'delete', before: { who: 'Grace' }, after: null })
  })

  it('that is private in part is written, never shown, and stays as it is where nothing is said', async () => {
    const id = await create({ after: '{"hush":"s3cret"}' })
    const wrong = await post(`/${id}`, { ...draft(), who: '', after: '{"hush":"s3cret"}' })
    await post(`/${id}`, { ...draft(), who: 'Grace', after: '' })

    expect(await rowOf(id)).toMatchObject({ who: 'Grace', after: { hush: 's3cret' } })
    const shown = [await get(), await get(`/${id}`), await get('/csv'), await get(`/do/delete?id=${id}`), await wrong.text()]
    for (const page of [...shown, JSON.stringify(await changesOf(id))]) expect(page).not.toContain('s3cret')
    expect((await changesOf(id))[0]!.after).toMatchObject({ after: '***' })
  })

  it('that cannot be written is shown again, with what is wrong at its field', async () => {
    for (const [given, message] of [[{ who: '' }, 'Required'], [{ who: 'taken' }, 'Is taken']] as const) {
      const res = await post('/new', draft({ ...given, action: 'kept' }))
      const page = await res.text()
      expect(res.status).toBe(422)
      expect(page).toContain(`id="who-problem">${message}`)
      expect(page).toContain('value="kept"')
    }
  })

  it('that others need stays, and says so; of several, all stay', async () => {
    const ids = [await create(), await create({ who: 'needed' })]
    const res = await post('/do/delete', new URLSearchParams(ids.map((id) => ['id', id])))
    expect(res.status).toBe(409)
    expect(await res.text()).toContain('Rows of others still refer to it')
    for (const id of ids) expect([await rowOf(id), await changesOf(id)]).toEqual([expect.anything(), [expect.objectContaining({ action: 'create' })]])
  })

  it('can have something else done to it, after a question', async () => {
    const ids = [await create(), await create()]
    const query = new URLSearchParams(ids.map((id) => ['id', id]))
    expect(await get(`/do/shout?${query}`)).toContain('Shout 2 of notes?')
    await post('/do/shout', query)
    for (const id of ids) {
      expect(await rowOf(id)).toMatchObject({ action: 'SHOUT' })
      expect((await changesOf(id))[1]).toMatchObject({ action: 'shout', after: { action: 'SHOUT' } })
    }
  })
})

it.each([
  [404, 'GET', '/999999999'],
  [404, 'GET', '/nothing'],
  [404, 'GET', '/do/nothing?id=1'],
  [404, 'GET', '/do/constructor?id=1'],
  [404, 'GET', '/../constructor'],
  [422, 'GET', '/do/delete'],
  [422, 'GET', '?nothing=1'],
  [422, 'GET', '?sort=after'],
  [422, 'GET', '/csv?sort=after'],
  [400, 'GET', '?cursor=nothing'],
  [404, 'POST', '/nothing'],
])('answers %i to a %s of %s', async (status, method, path) => {
  const headers = { Origin: 'http://localhost' }
  expect((await me.request(`/_admin/admin-changes${path}`, { method, headers })).status).toBe(status)
})

it('writes nothing of a table that it has no service for', async () => {
  const id = await create()
  const init = { method: 'POST', body: new URLSearchParams(draft({ id })), headers: { Origin: 'http://localhost' } }
  expect((await me.request('/_read/admin-changes/new')).status).toBe(404)
  expect(await (await me.request(`/_read/admin-changes/${id}`)).text()).not.toContain('<button class="primary"')
  for (const path of ['new', id, 'do/delete']) {
    expect((await me.request(`/_read/admin-changes/${path}`, init)).status).toBe(404)
  }
})

describe('a list', () => {
  const namesOn = (page: string) => [...page.matchAll(/<th scope="row">\s*<a[^>]*>([^<]*)</g)].map(([, name]) => name!.trim())

  it('pages from the newest, without gap or overlap, and searches, filters and sorts', async () => {
    const mark = `m${Date.now()}`
    const names: string[] = []
    for (let n = 0; n < 30; n++) {
      names.unshift(`${mark} 100%_${n}`)
      await create({ who: names[0]!, action: n % 2 ? 'whisper' : 'say' })
    }
    const first = await get(`?q=${mark.toUpperCase()}`)
    const [, next = ''] = /href="[^"]*\/admin-changes(\?[^"]*cursor=[^"]*)"/.exec(first) ?? []
    const second = await get(next.replaceAll('&amp;', '&'))
    expect([...namesOn(first), ...namesOn(second)]).toEqual(names)

    expect(namesOn(await get(`?q=${encodeURIComponent(`${mark} 100%_7`)}`))).toEqual([`${mark} 100%_7`])
    expect(namesOn(await get(`?q=${encodeURIComponent(`${mark} %`)}`))).toEqual([])
    expect(namesOn(await get(`?q=${mark}&action=whisper`))).toHaveLength(15)
    expect(namesOn(await get(`?q=${mark}&tab=quiet`))).toHaveLength(15)
    expect(namesOn(await get(`?q=${mark}&sort=createdAt`))[0]).toBe(names.at(-1))
    expect((await get(`/csv?q=${mark}`)).trim().split('\r\n')).toHaveLength(31)
  })

  it('is counted on the overview, by day', async () => {
    const page = await (await me.request('/_admin')).text()
    expect(page).toMatch(/<strong>\d+<\/strong>\s*<a href="\/admin\/admin-changes">Notes</)
    expect(page).toMatch(new RegExp(`<title>${new Date().toISOString().slice(0, 10)}: [1-9]`))
  })
})

it('takes no form of another site, which then changes nothing', async () => {
  const id = await create()
  for (const path of ['/new', `/${id}`, '/do/delete', '/do/shout']) {
    expect((await post(path, { ...draft(), id }, 'https://evil.example')).status).toBe(403)
  }
  expect(await changesOf(id)).toHaveLength(1)
})

it('stands in no frame, and runs no script', async () => {
  const { headers } = await me.request('/_admin/admin-changes')
  expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
})

it('shows markup as text, wherever it stands', async () => {
  const markup = `"'><script>alert(1)</script>`
  const id = await create({ who: markup, action: markup, rowId: markup, before: JSON.stringify({ [markup]: markup }) })
  const query = `q=${encodeURIComponent(markup)}`
  const paths = ['', `?${query}`, `?${query}&action=${encodeURIComponent(markup)}`, `/${id}`, `/do/delete?id=${id}`, `/do/delete?${query}`, `/${encodeURIComponent(markup)}`]
  const pages = [...(await Promise.all(paths.map(get))), await (await post(`/${id}`, { ...draft(), who: '', action: markup, before: markup })).text()]
  for (const page of pages) {
    expect(page).not.toContain('<script')
    expect(page).not.toContain(`"'>`)
  }
  expect(pages.filter((page) => page.includes('&lt;script&gt;')).length).toBeGreaterThan(4)
})

it('exports what a spreadsheet takes for text, some rows at a time', async () => {
  const sent: number[] = []
  async function* pages() {
    for (let n = 0; n < 3; n++) {
      sent.push(n)
      yield [{ a: '=1+1', b: -1.5, c: 'x "y", z' }, { a: '-5', b: null, c: { d: '\n' } }]
    }
  }
  const reader = streamCsv(['a', 'b', 'c'], pages()).getReader()
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('a,b,c\r\n')
  expect(new TextDecoder().decode((await reader.read()).value)).toBe(`'=1+1,-1.5,"x ""y"", z"\r\n-5,,"{""d"":""\\n""}"\r\n`)
  // No more than is read, and what comes next.
  expect(sent.length).toBeLessThan(3)
  await reader.cancel()
})
