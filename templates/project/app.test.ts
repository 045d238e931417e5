import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ConflictError, ForbiddenError, TooManyRequestsError, UnauthorizedError, UnavailableError } from '#core/errors.ts'
import { createRouter, operation, validate } from '#core/http/router.ts'
import { createLogger } from '#core/logging.ts'
import { createTestApp, json } from '#tests/support.ts'
import { parseSettings } from './settings.ts'

const Note = z.strictObject({ text: z.string().max(10) })
const notes = createRouter()
  .post('/', operation('Write a note', { 201: Note }), validate('json', Note), (c) => c.json(c.req.valid('json'), 201))
  .get('/taken', () => {
    throw new ConflictError('It is taken', [{ path: 'text', message: 'It is taken' }])
  })
  .get('/refused/:how', (c) => {
    const errors = { nobody: UnauthorizedError, forbidden: ForbiddenError, often: TooManyRequestsError }
    throw new errors[c.req.param('how') as keyof typeof errors]('Not now')
  })
  .get('/broken', () => {
    throw new Error('select secret from somewhere')
  })
  .get('/odd', () => {
    throw new z.ZodError([]) as unknown as Error
  })
  .get('/long', (c) => c.json({ text: 'x'.repeat(5_000) }))

const createNotesApp = (env: Record<string, string> = {}) =>
  createTestApp({ settings: parseSettings({ NODE_ENV: 'test', ...env }) }).route('/_notes', notes)
const app = createNotesApp({ BODY_LIMIT: '100' })

describe('problems', () => {
  const text = (type: string): RequestInit => ({
    method: 'POST',
    body: '{"text":"x"}',
    headers: { 'Content-Type': type },
  })

  it.each<[number, string, RequestInit?]>([
    [400, '/_notes', { method: 'POST', body: '{', headers: { 'Content-Type': 'application/json' } }],
    [401, '/_notes/refused/nobody'],
    [403, '/_notes/refused/forbidden'],
    [404, '/nothing'],
    [405, '/_notes'],
    [405, '/health', { method: 'DELETE' }],
    [409, '/_notes/taken'],
    [413, '/_notes', json('POST', { text: 'x'.repeat(100) })],
    [415, '/_notes', text('text/plain')],
    [415, '/_notes', text('application/json; charset=utf-16')],
    [415, '/_notes', { method: 'POST' }],
    [422, '/_notes', json('POST', { text: 'much too long' })],
    [422, '/_notes', json('POST', { text: 'x', role: 'admin' })],
    [429, '/_notes/refused/often'],
    [500, '/_notes/broken'],
    [500, '/_notes/odd'],
  ])('answers %i to %s', async (status, path, init) => {
    const res = await app.request(path, init)

    expect(res.status).toBe(status)
    expect(res.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await res.json()).toMatchObject({ type: 'about:blank', status, requestId: res.headers.get('X-Request-Id') })
    expect(res.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(res.headers.get('Content-Security-Policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(res.headers.get('Cache-Control')).toBe('no-store')
  })

  it('names the methods that a path has', async () => {
    expect((await app.request('/health', { method: 'PUT' })).headers.get('Allow')).toBe('GET, HEAD')
  })

  it('names the fields that are wrong', async () => {
    const { issues } = await (await app.request('/_notes', json('POST', {}))).json()
    expect(issues).toEqual([{ path: 'text', message: expect.any(String) }])
  })

  it('says nothing of what went wrong inside', async () => {
    const { detail, issues } = await (await app.request('/_notes/broken')).json()
    expect({ detail, issues }).toEqual({})
  })

  it.each(['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"', 'application/json; v=1', 'application/x+json'])(
    'accepts %s',
    async (type) => {
      expect((await app.request('/_notes', text(type))).status).toBe(201)
    },
  )

  it.each([
    [415, 'gzip'],
    [415, 'identity, BR'],
    [201, 'identity'],
  ])('answers %i to a body in %s', async (status, encoding) => {
    const init = text('application/json')
    const headers = { ...init.headers, 'Content-Encoding': encoding }
    expect((await app.request('/_notes', { ...init, headers })).status).toBe(status)
  })
})

describe('request ids', () => {
  const idOf = async (given: string) => {
    const res = await app.request('/health', { headers: { 'X-Request-Id': given } })
    return res.headers.get('X-Request-Id')
  }

  it('keeps one that is harmless', async () => {
    expect(await idOf('trace-1_a.b')).toBe('trace-1_a.b')
  })

  it.each([['x'.repeat(65)], ['a b'], ['<script>'], ['']])('replaces %j', async (given) => {
    expect(await idOf(given)).toMatch(/^[\da-f-]{36}$/)
  })
})

describe('logs', () => {
  it('hold no query, no header and no body, and the id of the request on every line', async () => {
    let lines = ''
    const logger = createLogger({ LOG_LEVEL: 'trace', NODE_ENV: 'test' }, { write: (line) => (lines += line) })
    const notesApp = createTestApp({ logger }).route('/_notes', notes)

    await notesApp.request('/_notes/broken?key=s3cret', { headers: { Authorization: 's3cret', 'X-Request-Id': 'one' } })
    await notesApp.request('/_notes', { ...json('POST', { text: 's3cret' }), headers: { 'X-Request-Id': 'one' } })
    logger.info({ requestId: 'one', user: { apiKey: 's3cret' }, urls: ['amqp://me:s3cret@queue'] }, 'by hand')

    const entries = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(entries.map(({ requestId }) => requestId)).toEqual(['one', 'one', 'one', 'one'])
    expect(entries[1]).toMatchObject({ client: '127.0.0.1', method: 'GET', route: '/_notes/broken', status: 500 })
    expect(lines).not.toContain('s3cret')
  })

  it('are a sentence for a developer: the path as it came, and no query', async () => {
    const lines: string[] = []
    const logger = createLogger({ LOG_LEVEL: 'info', NODE_ENV: 'test' }, { write: (line) => void lines.push(line) })
    const settings = parseSettings({ NODE_ENV: 'development', DATABASE_URL: '<%= memoryUrl %>' })
    await createTestApp({ logger, settings }).request('/no%0Awhere?key=s3cret')

    expect(JSON.parse(lines[0]!).msg).toMatch(/^GET \/no%0Awhere 404 [\d.]+ms$/)
  })

  it('warn of what is unavailable in a line, without a stack', async () => {
    const lines: string[] = []
    const logger = createLogger({ LOG_LEVEL: 'warn', NODE_ENV: 'test' }, { write: (line) => void lines.push(line) })
    const down = createRouter().get('/', () => {
      throw new UnavailableError('It is down', { cause: new Error('refused') })
    })
    await createTestApp({ logger }).route('/_down', down).request('/_down')

    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 40, msg: 'It is down', cause: 'refused' }])
    expect(lines[0]).not.toContain('stack')
  })
})

it('adds nothing of one line of the log to the next', async () => {
  const lines: string[] = []
  const logger = createLogger({ LOG_LEVEL: 'info', NODE_ENV: 'test' }, { write: (line) => void lines.push(line) })
  const twice = createRouter().get('/', (c) => {
    logger.info({ only: 'here' }, 'one')
    logger.info('two')
    return c.body(null, 204)
  })
  await createTestApp({ logger }).route('/_twice', twice).request('/_twice')

  expect(JSON.parse(lines[0]!)).toMatchObject({ only: 'here', requestId: expect.any(String) })
  expect(JSON.parse(lines[1]!)).not.toHaveProperty('only')
})

describe('compression', () => {
  const headers = { 'Accept-Encoding': 'gzip, br' }

  it('shrinks what is large', async () => {
    const res = await app.request('/_notes/long', { headers })
    const body = gunzipSync(Buffer.from(await res.arrayBuffer())).toString()

    expect(res.headers.get('Content-Encoding')).toBe('gzip')
    expect(res.headers.get('Vary')).toBe('Accept-Encoding')
    expect(JSON.parse(body).text).toHaveLength(5_000)
  })

  it('leaves what is small, and who did not ask for it', async () => {
    expect((await app.request('/health', { headers })).headers.has('Content-Encoding')).toBe(false)
    for (const refused of ['', 'br', 'br, gzip;q=0']) {
      const res = await app.request('/_notes/long', { headers: { 'Accept-Encoding': refused } })
      expect(res.headers.has('Content-Encoding')).toBe(false)
      expect(res.headers.get('Vary')).toBe('Accept-Encoding')
    }
  })
})

describe('cross-origin requests', () => {
  const allowed = async (origin: string, env: Record<string, string>) => {
    const res = await createNotesApp(env).request('/health', { headers: { Origin: origin } })
    return res.headers.get('Access-Control-Allow-Origin')
  }

  it('are allowed to the origins that are listed, and to no other', async () => {
    const env = { CORS_ORIGINS: 'https://good.example' }
    expect(await allowed('https://good.example', env)).toBe('https://good.example')
    expect(await allowed('https://evil.example', env)).toBeNull()
    expect(await allowed('https://good.example', {})).toBeNull()
  })
})

describe('documentation', () => {
  <%~ slot('test.root') or %>
  it('is where the root leads', async () => {
    const res = await app.request('/')
    expect([res.status, res.headers.get('Location')]).toEqual([302, 'docs/'])
  })
  <%~ end %>

  it('says of each operation what it is called and what it answers', async () => {
    const document = await (await app.request('/openapi.json')).json()

    expect(document.openapi).toBe('3.1.0')
    expect(document.paths['/_notes'].post).toMatchObject({
      operationId: 'writeNote',
      summary: 'Write a note',
      tags: ['_notes'],
      security: [],
    })
    expect(document.tags).toContainEqual({ name: '_notes', description: expect.stringContaining('Write a note.') })
    expect(Object.keys(document.paths['/_notes'].post.responses)).toEqual(
      [
        201, 400, 409, 413, 415, 422,
        <%~ slot('test.problems') %>
        500, 503,
      ].map(String),
    )
    expect(document.components.responses.NotFound.content['application/problem+json'].schema).toEqual({
      $ref: '#/components/schemas/Problem',
    })
  })

  it('renders from files of this project only', async () => {
    const page = await (await app.request('/docs/')).text()
    const sources = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source!)

    expect(sources.length).toBeGreaterThan(0)
    for (const source of sources) {
      const res = await app.request(new URL(source, 'http://localhost/docs/').pathname)
      expect(res.status).toBe(200)
      await res.body?.cancel()
    }
  })

  it.each([
    [404, '', undefined],
    [401, 'p'.repeat(32), undefined],
    [401, 'p'.repeat(32), 'wrong'],
    [200, 'p'.repeat(32), 'p'.repeat(32)],
  ])('answers %i in production, with the password "%s" and given "%s"', async (status, password, given) => {
    const production = createNotesApp({
      NODE_ENV: 'production',
      DATABASE_URL: '<%= memoryUrl %>',
      LOG_LEVEL: 'silent',
      <%~ slot('test.production') %>
      DOCS_PASSWORD: password,
    })
    const headers = given ? { Authorization: `Basic ${btoa(`docs:${given}`)}` } : undefined

    for (const path of ['/openapi.json', '/docs/']) {
      const res = await production.request(path, { headers })
      expect(res.status).toBe(status)
      expect(res.headers.has('WWW-Authenticate')).toBe(status === 401)
      expect(res.headers.get('Strict-Transport-Security')).toBe('max-age=31536000')
    }
  })
})
