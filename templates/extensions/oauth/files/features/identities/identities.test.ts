import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { OAuth2Server } from 'oauth2-mock-server'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Env } from '#core/http/router.ts'
import { createLogger } from '#core/logging.ts'
import { hashPassword } from '#core/passwords.ts'
import { createUser, deleteUser, updateUser } from '#features/users/services.ts'
import { requestAs, signIn } from '#tests/auth.ts'
<%~ slot('auth.mails.test.imports') %>
import { json, setupApp } from '#tests/support.ts'
import { createApp } from '../../app.ts'
import { openResources } from '../../resources.ts'
import { parseSettings, type Settings } from '../../settings.ts'
import { listIdentities, signInBy } from './services.ts'

const server = new OAuth2Server()
await server.issuer.keys.generate('RS256')
await server.start(0, 'localhost')
const OAUTH_ISSUER = server.issuer.url!
const silent = createServer(() => {})
await new Promise<void>((resolve) => void silent.listen(0, 'localhost', resolve))
const silentUrl = `http://localhost:${(silent.address() as AddressInfo).port}`
afterAll(async () => {
  await server.stop()
  silent.closeAllConnections()
  silent.close()
})

const password = 'a long enough one'
const hashed = hashPassword(password)
const APP_URL = 'https://shop.example/start'
const client = { OAUTH_ID: 'shop', OAUTH_SECRET: 'secret', OAUTH_ISSUER }
const given = { NODE_ENV: 'test', APP_URL, API_URL: 'https://api.shop.example/', ...client }
const settings = parseSettings({ ...given, OAUTH_GITHUB_ID: 'hub-id', OAUTH_GITHUB_SECRET: 'hub-secret' })
const lines: string[] = []
const logger = createLogger({ NODE_ENV: 'test', LOG_LEVEL: 'info' }, { write: (line) => void lines.push(line) })
const resources = openResources(settings)
const { outbox } = resources.mailer
const { app, db } = setupApp({ settings, mailer: resources.mailer, logger })
const appOn = (changes: Partial<Settings>) => createApp({ ...resources, db, logger, settings: { ...settings, ...changes } })

/** What the provider says of who signs in there; each test is about somebody of his own, at an address of his own. */
let claims: Record<string, unknown>
let n = 0
beforeEach(() => {
  n += 1
  claims = { sub: `Sub-${n}`, email: `Oauth-${n}@example.com`, email_verified: true, name: `Somebody ${n}` }
  server.service.removeAllListeners()
  server.service.on('beforeTokenSigning', ({ payload }) => void Object.assign(payload, claims))
})

/** A browser: it keeps cookies, and is sent to the provider and back. */
function openBrowser(to: Hono<Env> = app) {
  const cookies = new Map<string, string>()
  const from = { incoming: { socket: { remoteAddress: `10.1.0.${n}` } } } as unknown as HttpBindings
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers({ ...init.headers, Origin: 'https://shop.example' })
    headers.set('Cookie', [...cookies].map((pair) => pair.join('=')).join('; '))
    const res = await to.request(path, { ...init, headers }, from)
    for (const line of res.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (value) cookies.set(name!, value)
      else cookies.delete(name!)
    }
    return res
  }
  /** Signs in there, and gives the address that leads back here. */
  const goTo = async (url: string) => {
    const location = (await fetch(url, { redirect: 'manual' })).headers.get('Location')!
    expect(location).toMatch(/^https:\/\/api\.shop\.example\/auth\/oauth\/oidc\/callback\?/)
    return location.slice('https://api.shop.example'.length)
  }
  const start = async () => await goTo((await request('/auth/oauth/oidc')).headers.get('Location')!)
  const link = async (body: object = { provider: 'oidc', current: password }) =>
    await request('/auth/identities', json('POST', body))
  return { cookies, request, goTo, start, link, signIn: async () => await request(await start()) }
}

/** Somebody with a password, signed in. */
async function signInWithPassword() {
  const browser = openBrowser()
  const { user, token } = await signIn(app, db)
  await db.updateTable('users').set({ passwordHash: await hashed }).where('id', '=', user.id).execute()
  browser.cookies.set('session', token)
  return { ...browser, user }
}

const meOf = async ({ request }: Pick<ReturnType<typeof openBrowser>, 'request'>) => await (await request('/me')).json()
const listOf = async ({ request }: Pick<ReturnType<typeof openBrowser>, 'request'>) =>
  (await (await request('/auth/identities')).json()).items
/** Why the last one was refused, as the log has it. */
const reason = () => lines.map((line) => JSON.parse(line)).findLast(({ cause }) => cause)?.cause
const isRefusal = (line: string) => JSON.parse(line).event === 'sign-in refused'
const eventsOf = (userId: unknown) =>
  lines.map((line) => JSON.parse(line)).flatMap((line) => (line.event && line.userId === userId ? [line.event] : []))

describe('sign-in by a provider', () => {
  it('asks it with state, nonce and PKCE, all of which are new each time, and keeps one secret in a cookie', async () => {
    const answers = [await app.request('/auth/oauth/oidc'), await app.request('/auth/oauth/oidc')]
    const [one, other] = answers.map((res) => new URL(res.headers.get('Location')!))
    expect(answers[0]!.status).toBe(302)
    expect(`${one!.origin}${one!.pathname}`).toBe(`${OAUTH_ISSUER}/authorize`)
    expect(Object.fromEntries(one!.searchParams)).toMatchObject({
      client_id: 'shop',
      code_challenge_method: 'S256',
      redirect_uri: 'https://api.shop.example/auth/oauth/oidc/callback',
      response_type: 'code',
      scope: 'openid email profile',
    })
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one!.searchParams.get(name)).toMatch(/^[\w-]{43}$/)
      expect(one!.searchParams.get(name)).not.toBe(other!.searchParams.get(name))
    }
    const cookie = answers[0]!.headers.get('Set-Cookie')!
    expect(cookie).toMatch(/^oauth=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(one!.href).not.toContain(cookie.slice(6, 49))
  })

  it('keeps it from all but this host, and HTTPS, in production', async () => {
    const res = await appOn({ NODE_ENV: 'production', API_URL: undefined }).request('/auth/oauth/github')
    expect(new URL(res.headers.get('Location')!).searchParams.get('redirect_uri')).toBe('https://shop.example/auth/oauth/github/callback')
    expect(res.headers.get('Set-Cookie')).toMatch(/^__Host-oauth=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  })

  it('makes an account for somebody new, and signs him in', async () => {
    const browser = openBrowser()
    const res = await browser.signIn()
    expect([res.status, res.headers.get('Location')]).toEqual([302, APP_URL])
    const me = await meOf(browser)
    expect(me).toMatchObject({ email: `oauth-${n}@example.com`, name: `Somebody ${n}`, role: 'user' })
    expect([...browser.cookies.keys()]).toEqual(['session'])
    expect(eventsOf(me.id)).toEqual(['signed in'])
  })

  it('makes one account for somebody new who comes several times at once', async () => {
    const profile = { subject: 'at-once', email: 'at-once@example.com', name: 'Ada' }
    const owned = await Promise.all(Array.from({ length: 5 }, () => signInBy(db, 'oidc', profile)))
    expect(new Set(owned.map(({ user }) => user.id)).size).toBe(1)
    expect(owned.map(({ isLinked }) => isLinked)).not.toContain(true)
    expect(await listIdentities(db, owned[0]!.user.id)).toHaveLength(1)
  })

  it('knows somebody again, whatever his address is by then', async () => {
    const [first, second] = [openBrowser(), openBrowser()]
    await first.signIn()
    claims = { ...claims, email: 'elsewhere@example.com', email_verified: false }
    await second.signIn()
    expect(await meOf(second)).toEqual(await meOf(first))
    expect(await listOf(second)).toHaveLength(1)
  })

  it.each([
    [' ', 'oauth-@example.com'],
    [undefined, 'oauth-@example.com'],
    [`${'x'.repeat(99)}😀`, `${'x'.repeat(99)}\ufffd`],
  ])('calls him what can be a name: %j', async (name, expected) => {
    claims = { ...claims, email: 'oauth-@example.com', name }
    const browser = openBrowser()
    await browser.signIn()
    const { id, name: shown } = await meOf(browser)
    expect(shown).toBe(expected)
    await deleteUser(db, id)
  })

  it('links to the account that has the verified address, and tells its owner', async () => {
    const user = await createUser(db, { email: `oauth-${n}@example.com`, name: 'Ada' })
    const browser = openBrowser()
    await browser.signIn()
    expect(await meOf(browser)).toEqual(user)
    <%~ slot('auth.mails.test') %>
    expect(await vi.waitUntil(() => outbox!.last({ to: user.email }))).toMatchObject({ subject: 'You can sign in another way' })
    expect(eventsOf(user.id)).toEqual(['identity linked', 'signed in'])
  })

  it.each([{ email_verified: false }, { email_verified: undefined }, { email_verified: 'true' }, { email: undefined }, { email: 'x' }])(
    'makes nothing of an address that is not verified: %j',
    async (changes) => {
      const user = await createUser(db, { email: `oauth-${n}@example.com`, name: 'Ada' })
      claims = { ...claims, ...changes }
      const browser = openBrowser()
      expect((await browser.signIn()).status).toBeOneOf([401, 403])
      expect(browser.cookies.size).toBe(0)
      const rows = await db.selectFrom('identities').select('id').where('userId', '=', user.id).execute()
      expect(rows).toEqual([])
    },
  )

  it('asks for what an ID token does not say', async () => {
    const { sub, ...more } = claims
    claims = { sub }
    server.service.once('beforeUserinfo', ({ body }) => void Object.assign(body as object, { sub, ...more }))
    const browser = openBrowser()
    await browser.signIn()
    expect(await meOf(browser)).toMatchObject({ email: `oauth-${n}@example.com` })
  })

  it('refuses who is shut out, known by what he may be', async () => {
    const user = await createUser(db, { email: `oauth-${n}@example.com`, name: 'Ada' })
    await updateUser(db, user.id, { disabled: true })
    expect((await openBrowser().signIn()).status).toBe(403)
    await updateUser(db, user.id, { disabled: false })
    expect((await openBrowser().signIn()).status).toBe(302)
    await updateUser(db, user.id, { disabled: true })
    expect((await openBrowser().signIn()).status).toBe(403)
  })

  it('leads to APP_URL and nowhere else', async () => {
    const browser = openBrowser()
    const evil = 'https://evil.example'
    const res = await browser.request(`/auth/oauth/oidc?redirect_uri=${evil}&next=${evil}`)
    const path = await browser.goTo(res.headers.get('Location')!)
    const back = await browser.request(`${path}&redirect_uri=${evil}&next=${evil}`)
    expect(back.headers.get('Location')).toBe(APP_URL)
  })

  it.each(['google', 'x', '__proto__'])('answers 404 to a provider that is not set up: %s', async (name) => {
    expect((await app.request(`/auth/oauth/${name}`)).status).toBe(404)
    expect((await app.request(`/auth/oauth/${name}/callback?code=x&state=x`)).status).toBe(404)
  })
})

/** The middle part of a token, with another name. */
function forge(part: string): string {
  const payload = JSON.parse(Buffer.from(part.slice(1), 'base64url').toString())
  return `.${Buffer.from(JSON.stringify({ ...payload, sub: 'Sub-0' })).toString('base64url')}`
}

describe('an answer', () => {
  it('is taken once', async () => {
    const browser = openBrowser()
    const path = await browser.start()
    const secret = browser.cookies.get('oauth')!
    expect((await browser.request(path)).status).toBe(302)
    expect((await browser.request(path)).status).toBe(400)
    browser.cookies.set('oauth', secret)
    expect((await browser.request(path)).status).toBe(401)
  })

  it('is taken from the browser that asked', async () => {
    const [mine, his] = [openBrowser(), openBrowser()]
    const [path, hisPath] = [await mine.start(), await his.start()]
    expect((await openBrowser().request(path)).status).toBe(400)
    expect((await his.request(path)).status).toBe(400)
    expect(his.cookies.size).toBe(0)
    expect((await his.request(hisPath)).status).toBe(400)
  })

  it.each<[string, (path: string) => string]>([
    ['another state', (path) => path.replace(/state=[^&]+/, `state=${'x'.repeat(43)}`)],
    ['no state', (path) => path.replace(/&?state=[^&]+/, '')],
    ['another provider', (path) => path.replace('/oidc/', '/github/')],
  ])('is not the one that was asked for, with %s', async (_, change) => {
    const browser = openBrowser()
    expect((await browser.request(change(await browser.start()))).status).toBe(400)
    expect(browser.cookies.size).toBe(0)
  })

  it.each<[string, (path: string) => string, string]>([
    ['two states', (path) => `${path}&state=x`, '"state" parameter must be provided only once'],
    ['another issuer', (path) => `${path}&iss=https://evil.example`, 'unexpected "iss"'],
    ['no code', (path) => path.replace(/code=[^&]+/, ''), 'no authorization code'],
    ['another code', (path) => path.replace(/code=[^&]+/, 'code=x'), 'unexpected response'],
    ['an error', (path) => path.replace(/code=[^&]+/, 'error=access_denied'), 'access_denied'],
  ])('is refused with %s', async (_, change, expected) => {
    const browser = openBrowser()
    expect((await browser.request(change(await browser.start()))).status).toBe(401)
    expect(browser.cookies.size).toBe(0)
    expect(reason()).toContain(expected)
    expect(lines.slice(-3).some(isRefusal)).toBe(true)
  })

  const seconds = Math.floor(Date.now() / 1_000)
  it.each<[string, object, string]>([
    ['another nonce', { nonce: 'x' }, '"nonce"'],
    ['no nonce', { nonce: undefined }, '"nonce"'],
    ['another issuer', { iss: 'https://evil.example' }, '"iss"'],
    ['another audience', { aud: 'another' }, '"aud"'],
    ['audiences of which another asked', { aud: ['shop', 'another'], azp: 'another' }, '"azp"'],
    ['an end that is past', { exp: seconds - 60 }, '"exp"'],
    ['a later beginning', { nbf: seconds + 3_600 }, '"nbf"'],
    ['nobody', { sub: undefined }, '"sub"'],
    ['a name that no database keeps', { name: 'a\0' }, 'The request is not valid'],
  ])('is refused with an ID token with %s', async (_, forged, expected) => {
    claims = { ...claims, ...forged }
    const browser = openBrowser()
    expect((await browser.signIn()).status).toBe(401)
    expect(browser.cookies.size).toBe(0)
    expect(reason()).toContain(expected)
  })

  it.each<[string, (token: string) => string | undefined, string]>([
    ['of somebody else', (token) => token.replace(/\.[^.]+/, forge), 'signature verification failed'],
    ['not signed', (token) => token.replace(/[^.]+$/, ''), 'signature verification failed'],
    ['missing', () => undefined, '"id_token" property must be a string'],
  ])('is refused with an ID token that is %s', async (_, change, expected) => {
    server.service.once('beforeResponse', ({ body }) => {
      const tokens = body as { id_token?: string | undefined }
      tokens.id_token = change(tokens.id_token!)
    })
    expect((await openBrowser().signIn()).status).toBe(401)
    expect(reason()).toContain(expected)
  })

  it('is counted, unless it is right', async () => {
    const browser = openBrowser()
    expect((await browser.signIn()).status).toBe(302)
    const answers = await Promise.all(
      Array.from({ length: 52 }, async (_, state) => {
        return (await browser.request(`/auth/oauth/oidc/callback?code=x&state=${state}`)).status
      }),
    )
    expect(answers.filter((status) => status === 400)).toHaveLength(50)
    expect(answers.filter((status) => status === 429)).toHaveLength(2)
  })
})

describe('a provider', () => {
  it('that is down is a 503, and is asked again', async () => {
    const other = new OAuth2Server()
    await other.issuer.keys.generate('RS256')
    await other.start(0, 'localhost')
    const [url, { port }] = [other.issuer.url!, other.address()]
    await other.stop()
    const browser = openBrowser(appOn({ OAUTH_ISSUER: url }))
    expect((await browser.request('/auth/oauth/oidc')).status).toBe(503)
    await other.start(port, 'localhost')
    const path = await browser.start()
    await other.stop()
    expect((await browser.request(path)).status).toBe(503)
    expect(lines.slice(-4).some(isRefusal)).toBe(false)
  })

  it('that does not answer is waited for, for 5 seconds', async () => {
    const [before, after] = [openBrowser(appOn({ OAUTH_ISSUER: silentUrl })), openBrowser()]
    const path = await after.start()
    const over = AbortSignal.abort(new DOMException('', 'TimeoutError'))
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(over)
    expect((await before.request('/auth/oauth/oidc')).status).toBe(503)
    expect((await after.request(path)).status).toBe(503)
    expect(timeout.mock.calls).toEqual([[5_000], [5_000]])
    timeout.mockRestore()
  })

  it('is asked by HTTPS alone in production', async () => {
    expect((await appOn({ NODE_ENV: 'production' }).request('/auth/oauth/oidc')).status).toBe(503)
    expect(reason()).toBe('only requests to HTTPS are allowed')
  })

  it('that refuses the code is not asked again', async () => {
    const refusal = { statusCode: 400, body: { error: 'invalid_grant' } }
    server.service.once('beforeResponse', (response) => void Object.assign(response, refusal))
    expect((await openBrowser().signIn()).status).toBe(401)
    expect(reason()).toBe('invalid_grant')
  })

  it('that fails in between is a 503', async () => {
    server.service.once('beforeResponse', (response) => void Object.assign(response, { statusCode: 502, body: {} }))
    expect((await openBrowser().signIn()).status).toBe(503)
  })
})

describe('GitHub', () => {
  /** GitHub, as far as it goes; the rest of the world is as it is. */
  async function signInByGitHub(emails: object[], user: object = { id: 1_000 + n, login: 'ada', name: null }) {
    const answers: Record<string, object> = {
      'https://github.com/login/oauth/access_token': { access_token: 'x', token_type: 'bearer', scope: '' },
      'https://api.github.com/user': user,
      'https://api.github.com/user/emails': emails,
    }
    const asked: [string, RequestInit | undefined][] = []
    vi.stubGlobal('fetch', async (url: string | URL, init?: RequestInit) => {
      asked.push([String(url), init])
      return Response.json(answers[String(url)])
    })
    try {
      const browser = openBrowser()
      const url = new URL((await browser.request('/auth/oauth/github')).headers.get('Location')!)
      const query = new URLSearchParams({
        code: 'x',
        state: url.searchParams.get('state')!,
        iss: 'https://github.com/login/oauth',
      })
      return { browser, url, asked, res: await browser.request(`/auth/oauth/github/callback?${query}`) }
    } finally {
      vi.unstubAllGlobals()
    }
  }
  const address = (email: string, verified = true, primary = true) => ({ email, verified, primary })

  it('says who somebody is by its API', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout')
    const { browser, url, asked, res } = await signInByGitHub([
      address('other@example.com', true, false),
      address(`Hub-${n}@example.com`),
    ])
    expect([res.status, res.headers.get('Location')]).toEqual([302, APP_URL])
    expect(timeout.mock.calls).toEqual([[5_000], [5_000], [5_000]])
    timeout.mockRestore()
    expect(url.href).toMatch(/^https:\/\/github\.com\/login\/oauth\/authorize\?/)
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    const sent = new URLSearchParams(String(asked[0]![1]!.body))
    expect(Object.fromEntries(sent)).toMatchObject({ client_id: 'hub-id', client_secret: 'hub-secret', code: 'x' })
    expect(sent.get('code_verifier')).toMatch(/^[\w-]{43}$/)
    expect(await meOf(browser)).toMatchObject({ email: `hub-${n}@example.com`, name: 'ada' })
  })

  it('is not believed where it has not verified the first address', async () => {
    const { res } = await signInByGitHub([address('a@example.com', false), address('b@example.com', true, false)])
    expect(res.status).toBe(403)
  })

  it('is not another provider that calls somebody the same', async () => {
    claims = { ...claims, sub: String(1_000 + n) }
    const other = openBrowser()
    await other.signIn()
    const { browser } = await signInByGitHub([address(`hub-${n}@example.com`)])
    expect((await meOf(browser)).email).not.toBe((await meOf(other)).email)
  })

  it('may fail', async () => {
    const { res } = await signInByGitHub([], { message: 'API rate limit exceeded' })
    expect(res.status).toBe(401)
  })
})

describe('/auth/identities', () => {
  it('links one more way in, of whatever address, and tells the owner', async () => {
    const me = await signInWithPassword()
    claims = { ...claims, email_verified: false }
    const { url } = await (await me.link()).json()
    expect((await me.request(await me.goTo(url))).headers.get('Location')).toBe(APP_URL)
    expect(await listOf(me)).toEqual([{ id: expect.anything(), provider: 'oidc', createdAt: expect.any(String) }])
    <%~ slot('auth.mails.test') %>
    expect(await vi.waitUntil(() => outbox!.last({ to: me.user.email }))).toMatchObject({ text: expect.stringContaining('oidc') })
    expect(eventsOf(me.user.id)).toEqual(['identity linked'])

    const browser = openBrowser()
    await browser.signIn()
    expect(await meOf(browser)).toEqual(me.user)
    expect((await me.request(await me.goTo((await (await me.link()).json()).url))).status).toBe(302)
    expect(await listOf(me)).toHaveLength(1)
  })

  it('takes the password, a page of ours, and a provider that is there', async () => {
    const me = await signInWithPassword()
    expect((await me.link({ provider: 'oidc', current: 'a wrong password' })).status).toBe(422)
    expect((await me.link({ provider: 'google', current: password })).status).toBe(404)
    const body = JSON.stringify({ provider: 'oidc', current: password })
    const headers = { 'Content-Type': 'application/json', Cookie: `session=${me.cookies.get('session')}` }
    const foreign = { method: 'POST', body, headers: { ...headers, Origin: 'https://evil.example' } }
    expect((await app.request('/auth/identities', foreign)).status).toBe(403)
    expect(me.cookies.has('oauth')).toBe(false)
  })

  it('links to nobody but who asked, and not because somebody follows a link to sign in', async () => {
    const [me, other] = [await signInWithPassword(), await signInWithPassword()]
    const path = await me.goTo((await (await me.link()).json()).url)
    other.cookies.set('oauth', me.cookies.get('oauth')!)
    expect((await other.request(path)).status).toBe(400)
    me.cookies.delete('session')
    expect((await me.request(path)).status).toBe(400)

    await other.signIn()
    expect(await meOf(other)).not.toEqual(other.user)
    expect(await db.selectFrom('identities').select('id').where('userId', '=', other.user.id).execute()).toEqual([])
  })

  it('answers 409 to what another user has', async () => {
    await openBrowser().signIn()
    const me = await signInWithPassword()
    expect((await me.request(await me.goTo((await (await me.link()).json()).url))).status).toBe(409)
    expect(await listOf(me)).toEqual([])
  })

  it('unlinks what is one’s own', async () => {
    const browser = openBrowser()
    await browser.signIn()
    const me = await meOf(browser)
    const [{ id }] = await listOf(browser)
    const other = await signIn(app, db)
    expect((await other.request(`/auth/identities/${id}`, { method: 'DELETE' })).status).toBe(404)
    expect(await (await requestAs(app, other.token)('/auth/identities')).json()).toEqual({ items: [] })
    expect((await browser.request(`/auth/identities/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect(await listOf(browser)).toEqual([])
    expect(eventsOf(me.id)).toEqual(['signed in', 'identity unlinked'])
  })
})
