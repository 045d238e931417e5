import { randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { bigint, date, datetime, decimal, email, json, references, text, url, uuid } from '#core/database/columns.ts'
import { ConflictError } from '#core/errors.ts'
import { createRouter } from '#core/http/router.ts'
import { createLogger } from '#core/logging.ts'
import { createTestDb } from '#tests/database.ts'
import { createTestApp } from '#tests/support.ts'
import { parseSettings } from '../../settings.ts'
import { fieldsOf, parseForm, readForm } from './fields.ts'
import { issuesIn, showForm } from './form.ts'
import { redirectDone, showPage } from './page.ts'
import { sameOrigin } from './same-origin.ts'

/** One of each kind. */
const Thing = z.strictObject({
  name: z.string().min(1).max(80),
  body: text().nullable().default(null),
  mail: email().nullable().default(null),
  site: url().nullable().default(null),
  code: uuid().nullable().default(null),
  amount: z.int().min(0),
  ratio: z.number().nullable().default(null),
  big: bigint().nullable().default(null),
  price: decimal(10, 2).nullable().default(null),
  gift: z.boolean(),
  maybe: z.boolean().nullable().default(null),
  day: date().nullable().default(null),
  at: datetime().nullable().default(null),
  data: json().nullable().default(null),
  status: z.enum(['open', 'paid']),
  thingId: references('order_items').nullable().default(null),
})
const fields = fieldsOf(Thing)
const kept: unknown[] = []
const secret = randomUUID()

const pages = createRouter()
  .use(sameOrigin)
  .get('/', (c) => {
    const markup = c.req.query('markup') ?? ''
    const values = Object.fromEntries(fields.map(({ name }) => [name, name === 'data' ? { [markup]: markup } : markup]))
    const issues = fields.map(({ name }) => ({ path: name, message: markup }))
    const form = { action: markup, fields, values, issues: [...issues, { path: '', message: markup }], submit: markup }
    const choices = { thingId: [[markup, markup]] as const }
    const content = html`<h1>${markup}</h1>
      ${showForm({ ...form, choices })}`
    return showPage(c, { title: markup, content, links: [{ href: markup, text: markup }] })
  })
  .post('/', async (c) => {
    const values = readForm(fields, await c.req.parseBody())
    try {
      if (values['name'] === 'taken') throw new ConflictError('Taken', [{ path: 'name', message: 'Is taken' }])
      kept.push(parseForm(Thing, fields, values))
    } catch (thrown) {
      const content = showForm({ action: '/_pages', fields, values, issues: issuesIn(thrown), submit: 'Save' })
      return showPage(c, { title: 'Thing', content }, 422)
    }
    return redirectDone(c, '/_pages', 'created')
  })
  .get('/broken', () => {
    const cause = new Error(`postgres://me:${secret}@db is <gone>`)
    throw new Error('broken', { cause }) // the line that is shown
  })

const db = createTestDb()
afterAll(() => db.destroy())
const logger = createLogger({ NODE_ENV: 'test', LOG_LEVEL: 'silent' })
const appFor = (mode: string) => {
  const settings = parseSettings({
    NODE_ENV: mode,
    DATABASE_URL: '<%= memoryUrl %>',
    <%~ slot('test.production') %>
  })
  return createTestApp({ db, settings, logger }).route('/_pages', pages)
}
const app = appFor('test')
const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

const sent = { name: 'A', amount: '3', status: 'open' }
const post = async (values: Record<string, string>, headers: Record<string, string> = { Origin: 'http://localhost' }) =>
  await app.request('/_pages', { method: 'POST', body: new URLSearchParams(values), headers })

describe('a page', () => {
  it('runs no script, stands in no frame, and says to its own site where a form is from', async () => {
    const { headers } = await app.request('/_pages')
    const policy = headers.get('Content-Security-Policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("form-action 'self'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('X-Frame-Options')).toBe('DENY')
    expect(headers.get('Referrer-Policy')).toBe('same-origin')
  })

  it('shows markup as text, in every place', async () => {
    const markup = `"'><script>alert(1)</script>`
    const page = await (await app.request(`/_pages?markup=${encodeURIComponent(markup)}`)).text()
    expect(page).not.toContain('<script')
    expect(page).not.toContain(`"'>`)
    expect(page.split('&lt;script&gt;').length).toBeGreaterThan(fields.length)
  })

  it('says after a form what it did, and nothing that the address says else', async () => {
    const pageOf = async (done: string) => await (await app.request(`/_pages?done=${done}`)).text()
    expect(await pageOf('created')).toContain('It was created.')
    for (const other of ['constructor', 'You+won', '']) expect(await pageOf(other)).not.toContain('role="status"')
  })

  it('has its look from an address that changes with it', async () => {
    const [, path = ''] = /href="(\/style\.css[^"]*)"/.exec(await (await app.request('/_pages')).text()) ?? []
    const res = await app.request(path)
    expect([res.status, res.headers.get('Content-Type')]).toEqual([200, 'text/css'])
    expect(res.headers.get('Cache-Control')).toContain('immutable')
  })
})

describe('a form', () => {
  it('gives each kind of value as JSON would have it', async () => {
    const values = {
      ...sent, body: 'two\r\nlines', mail: 'a@b.example', site: 'https://a.example', ratio: '-1.5e3', big: '9007199254740993',
      price: '12.5', gift: 'on', maybe: 'false', day: '2026-01-02', at: '2026-01-02T03:04', data: '{"a":[1]}',
    }
    const res = await post(values)
    expect([res.status, res.headers.get('Location')]).toEqual([303, '/_pages?done=created'])
    expect(kept.pop()).toEqual({
      ...values, body: 'two\nlines', code: null, amount: 3, ratio: -1500, price: '12.50', gift: true, maybe: false,
      at: '2026-01-02T03:04:00.000Z', data: { a: [1] }, thingId: null,
    })
  })

  it.each([
    ['name', { ...sent, name: '' }, 'Required'],
    ['amount', { ...sent, amount: '1x' }, 'number'],
    ['data', { ...sent, data: '{' }, 'expected an object'],
    ['price', { ...sent, price: '1.234' }, 'expected a decimal'],
    ['body', { ...sent, body: 'NUL \0' }, 'NUL'],
    ['name', { ...sent, name: 'taken' }, 'Is taken'],
  ])('says at %s what is wrong, and keeps what was sent', async (field, values, message) => {
    const res = await post(values)
    const page = await res.text()
    expect(res.status).toBe(422)
    expect(page.split('aria-invalid="true"')).toHaveLength(2)
    const problem = page.slice(page.indexOf(`id="${field}-problem"`))
    expect(problem.slice(0, problem.indexOf('</p>'))).toContain(message)
    expect(page).toContain(`value="${values.amount}"`)
  })

  it.each([
    [403, { Origin: 'https://evil.example' }],
    [403, { Origin: 'null' }],
    [403, {}],
    [403, { Origin: 'http://localhost', 'Sec-Fetch-Site': 'cross-site' }],
    [403, { 'Sec-Fetch-Site': 'same-site' }],
    [303, { Origin: 'https://behind.a.proxy', 'Sec-Fetch-Site': 'same-origin' }],
  ])('is answered with %i where it comes with %o', async (status, headers) => {
    expect((await post(sent, headers as Record<string, string>)).status).toBe(status)
  })
})

it.each(['multipart/form-data', 'multipart/form-data; boundary=x'])('refuses what is no form, sent as %s', async (type) => {
  const headers = { Origin: 'http://localhost', 'Content-Type': type }
  expect((await app.request('/_pages', { method: 'POST', body: 'x', headers })).status).toBe(400)
})

describe('a problem', () => {
  const get = async (path: string, of = app, headers: Record<string, string> = { Accept: accept, 'X-Api-Key': secret }) => {
    const res = await of.request(path, { headers })
    return { status: res.status, type: res.headers.get('Content-Type') ?? '', text: await res.text() }
  }

  it('is a page for who would rather have one', async () => {
    const { status, type, text: page } = await get('/nothing')
    expect([status, type]).toEqual([404, 'text/html; charset=UTF-8'])
    expect(page).toContain('<h1>Not Found</h1>')
    for (const other of ['*/*', 'application/json, text/html;q=0.5', 'application/problem+json']) {
      expect((await get('/nothing', app, { Accept: other })).type).toBe('application/problem+json')
    }
  })

  it('is shown to a developer with its source and its cause, and no secret', async () => {
    const { status, text: page } = await get(`/_pages/broken?key=${secret}`, appFor('development'))
    expect(status).toBe(500)
    expect(page).toContain('Caused by Error: postgres://***@db is &lt;gone&gt;')
    const [, line = ''] = /<mark>([^<]*)<\/mark>/.exec(page) ?? []
    expect(line).toContain('the line that is shown')
    expect(page).not.toContain(secret)
  })

  it.each(['test', 'production'])('says nothing of what went wrong inside, in %s', async (mode) => {
    const { status, text: page } = await get('/_pages/broken', appFor(mode))
    expect(status).toBe(500)
    expect(page).not.toMatch(/broken|postgres|html\.test/)
  })
})
