import type { HttpBindings } from '@hono/node-server'
import { hash, verify } from '@node-rs/argon2'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createLogger } from '#core/logging.ts'
import { hashPassword } from '#core/passwords.ts'
import { draftToken } from '#features/tokens/factory.ts'
import { createToken } from '#features/tokens/services.ts'
import { updateUser } from '#features/users/services.ts'
import { requestAs, signIn } from '#tests/auth.ts'
<%~ slot('auth.mails.test.imports') %>
import { json, setupApp } from '#tests/support.ts'
import { createApp } from '../../app.ts'
import { openResources } from '../../resources.ts'
import { parseSettings } from '../../settings.ts'

vi.mock('@node-rs/argon2', { spy: true })

const lines: string[] = []
const resources = openResources(parseSettings({ NODE_ENV: 'test' }))
const { outbox } = resources.mailer
const logger = createLogger({ NODE_ENV: 'test', LOG_LEVEL: 'info' }, { write: (line) => void lines.push(line) })
const { app, db } = setupApp({ mailer: resources.mailer, logger })

const password = 'a long enough one'
const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } }) as unknown as HttpBindings
/** Each test is at an address of its own, as what is tried from one is limited. */
let here = 0
beforeEach(() => void (here += 1))
const post = async (path: string, body: object = {}) =>
  await app.request(`/auth/${path}`, json('POST', body), from(`10.0.0.${here}`))

/** The token of the next mail to somebody. */
async function mailedToken(to: string): Promise<string> {
  <%~ slot('auth.mails.test') %>
  const mail = await vi.waitUntil(() => outbox!.last({ to }))
  outbox!.mails.splice(outbox!.mails.indexOf(mail), 1)
  return /#token=(\S+)/.exec(mail.text)![1]!
}

const hashed = hashPassword(password)
/** Somebody with a password, signed in. */
async function signInWithPassword() {
  const client = await signIn(app, db)
  await db.updateTable('users').set({ passwordHash: await hashed }).where('id', '=', client.user.id).execute()
  return client
}

const statusOf = async (token: string) => (await requestAs(app, token)('/me')).status
const bodyOf = async (res: Response) => [res.status, await res.text()]
const eventsOf = (userId: unknown) =>
  lines.map((line) => JSON.parse(line)).flatMap((line) => (line.event && line.userId === userId ? [line.event] : []))

describe('POST /auth/sign-up', () => {
  it('mails a link, by which the password is set, and signs in', async () => {
    expect((await post('sign-up', { email: 'Ada@Example.com', name: 'Ada' })).status).toBe(202)
    const res = await post('set-password', { token: await mailedToken('ada@example.com'), password })
    const { token, user } = await res.json()

    expect(res.status).toBe(200)
    expect(user).toMatchObject({ email: 'ada@example.com', name: 'Ada', role: 'user' })
    expect(await (await requestAs(app, token)('/me')).json()).toEqual(user)
    expect((await post('sign-in', { email: 'ADA@example.com', password })).status).toBe(200)
    expect(eventsOf(user.id)).toEqual(['password set', 'signed in'])
  })

  it('answers the same to an address that is known, and changes nothing', async () => {
    const { user } = await signInWithPassword()
    const known = await post('sign-up', { email: user.email, name: 'Somebody else' })
    const unknown = await post('sign-up', { email: 'new@example.com', name: 'New' })

    expect(await bodyOf(known)).toEqual(await bodyOf(unknown))
    await mailedToken(user.email)
    expect((await (await post('sign-in', { email: user.email, password })).json()).user).toEqual(user)
  })

  it.each(['role', 'passwordHash', 'id', 'disabledAt'])('answers 422 to %s, which is not for clients to set', async (field) => {
    expect((await post('sign-up', { email: 'a@example.com', name: 'A', [field]: 'admin' })).status).toBe(422)
  })

  it('sends an address few mails', async () => {
    const answers = []
    for (let n = 0; n < 6; n++) answers.push((await post('sign-up', { email: 'much@example.com', name: 'Much' })).status)
    expect(answers).toEqual([202, 202, 202, 202, 202, 429])
    expect((await post('forgotten-password', { email: 'much@example.com' })).status).toBe(429)
  })
})

describe('POST /auth/set-password', () => {
  it('takes a link once, and not beside a newer password', async () => {
    const { user } = await signInWithPassword()
    await post('forgotten-password', { email: user.email })
    const first = await mailedToken(user.email)
    await post('forgotten-password', { email: user.email })
    const second = await mailedToken(user.email)

    const both = await Promise.all([first, first].map(async (token) => (await post('set-password', { token, password })).status))
    expect(both.toSorted()).toEqual([200, 400])
    expect((await post('set-password', { token: first, password })).status).toBe(400)
    expect((await post('set-password', { token: second, password })).status).toBe(400)
  })

  it('refuses one that is too old, one that is wrong, and what is no link', async () => {
    const { user, token } = await signIn(app, db)
    const make = async (given: object) =>
      (await createToken(db, await draftToken(db, { userId: user.id, kind: 'password', ...given }))).token
    const [old, link, email] = [await make({ seconds: -1 }), await make({}), await make({ kind: 'email' })]
    const [selector] = link.split('.')

    for (const wrong of [old, `${selector}.${'x'.repeat(43)}`, `${selector}.`, selector, token, email, '.', 'x']) {
      expect((await post('set-password', { token: wrong, password })).status).toBe(400)
    }
    expect(await statusOf(link)).toBe(401)
  })

  it('signs out everywhere', async () => {
    const { user, token } = await signInWithPassword()
    await post('forgotten-password', { email: user.email })
    await post('set-password', { token: await mailedToken(user.email), password })

    expect(await statusOf(token)).toBe(401)
  })

  it.each(['too short', 'a long one, '.repeat(11), 'password1234'])('answers 422 to the password %s, and the link stays', async (bad) => {
    const { user } = await signIn(app, db)
    const { token } = await createToken(db, await draftToken(db, { userId: user.id, kind: 'password' }))
    const refused = await post('set-password', { token, password: bad })

    expect(refused.status).toBe(422)
    expect((await refused.json()).issues).toMatchObject([{ path: 'password' }])
    expect((await post('set-password', { token, password })).status).toBe(200)
  })

  it('leads to the address of this site, whatever a request says of itself', async () => {
    const { user } = await signInWithPassword()
    const init = json('POST', { email: user.email })
    await app.request('/auth/forgotten-password', { ...init, headers: { ...init.headers, Host: 'evil.example' } })
    <%~ slot('auth.mails.test') %>
    const mail = await vi.waitUntil(() => outbox!.last({ to: user.email }))
    expect(mail.text).toMatch(/http:\/\/localhost:3000\/set-password#token=/)
  })
})

describe('POST /auth/forgotten-password', () => {
  it('answers the same to an address that nobody has, and mails nobody, nor who is shut out', async () => {
    const { user } = await signInWithPassword()
    const out = await signInWithPassword()
    await updateUser(db, out.user.id, { disabled: true })
    const [unknown, shut, known] = [
      await post('forgotten-password', { email: 'nobody@example.com' }),
      await post('forgotten-password', { email: out.user.email }),
      await post('forgotten-password', { email: user.email }),
    ]

    expect(await bodyOf(known)).toEqual(await bodyOf(unknown))
    expect(shut.status).toBe(202)
    await mailedToken(user.email)
    for (const to of ['nobody@example.com', out.user.email]) expect(outbox!.last({ to })).toBeUndefined()
  })
})

describe('POST /auth/sign-in', () => {
  it('answers the same to a wrong password, an unknown address, one without a password and one that is shut out', async () => {
    const { user } = await signInWithPassword()
    const without = await signIn(app, db)
    const out = await signInWithPassword()
    await updateUser(db, out.user.id, { disabled: true })

    const answers = []
    for (const [email, given] of [
      [user.email, 'a wrong password'],
      ['nobody@example.com', password],
      [without.user.email, password],
      [out.user.email, password],
    ]) {
      const res = await post('sign-in', { email, password: given })
      answers.push([res.status, (await res.json()).detail].join())
    }
    expect([...new Set(answers)]).toEqual(['401,The address or the password is wrong'])
  })

  it('compares as costly a hash for an address that nobody has', async () => {
    const { user } = await signInWithPassword()
    const compared = async (email: string) => {
      vi.mocked(verify).mockClear()
      await post('sign-in', { email, password: 'a wrong password' })
      return vi.mocked(verify).mock.calls.map(([given]) => /^\$argon2id\$v=19\$[^$]+/.exec(String(given))?.[0])
    }
    const costs = await compared(user.email)
    expect(costs).toEqual([expect.stringContaining('m=')])
    expect(await compared('nobody-either@example.com')).toEqual(costs)
  })

  it('lets nobody guess on, nor shuts out others', async () => {
    const [{ user }, other] = [await signInWithPassword(), await signInWithPassword()]
    const guesses = Array.from({ length: 7 }, async (_, n) => {
      return (await post('sign-in', { email: user.email, password: `guess ${n}` })).status
    })
    expect((await Promise.all(guesses)).toSorted()).toEqual([401, 401, 401, 401, 401, 429, 429])
    const right = await post('sign-in', { email: user.email, password })
    expect([right.status, Number(right.headers.get('Retry-After')) > 0]).toEqual([429, true])

    for (let n = 0; n < 6; n++) {
      expect((await post('sign-in', { email: other.user.email, password })).status).toBe(200)
    }
    const init = json('POST', { email: user.email, password })
    const claim = { ...init, headers: { ...init.headers, 'X-Forwarded-For': '9.9.9.9' } }
    expect((await app.request('/auth/sign-in', claim, from(`10.0.0.${here}`))).status).toBe(429)
    expect((await app.request('/auth/sign-in', init, from('9.9.9.9'))).status).toBe(200)
  })

  it('makes a better hash where there is one of less', async () => {
    const { user } = await signIn(app, db)
    const weak = await hash(password, { memoryCost: 8_192, timeCost: 1, parallelism: 1 })
    const hashOf = async () =>
      (await db.selectFrom('users').select('passwordHash').where('id', '=', user.id).executeTakeFirstOrThrow()).passwordHash
    await db.updateTable('users').set({ passwordHash: weak }).where('id', '=', user.id).execute()

    await post('sign-in', { email: user.email, password: 'a wrong password' })
    expect(await hashOf()).toBe(weak)
    expect((await post('sign-in', { email: user.email, password })).status).toBe(200)
    expect(await hashOf()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect((await post('sign-in', { email: user.email, password })).status).toBe(200)
  })
})

describe('POST /auth/change-email', () => {
  it('takes the password and a link to the new address, and tells the old one', async () => {
    const { user, request } = await signInWithPassword()
    const change = async (current: string, email = 'Newer@Example.com') =>
      (await request('/auth/change-email', json('POST', { current, email }))).status
    const confirm = async (as: typeof request, token: string) =>
      (await as('/auth/confirm-email', json('POST', { token }))).status
    await post('forgotten-password', { email: user.email })
    const older = await mailedToken(user.email)

    expect(await change('a wrong password')).toBe(422)
    expect(outbox!.last({ to: 'newer@example.com' })).toBeUndefined()
    expect(await change(password)).toBe(202)
    const token = await mailedToken('newer@example.com')
    expect(await (await request('/me')).json()).toMatchObject({ email: user.email })

    const other = await signIn(app, db)
    expect(await confirm(other.request, token)).toBe(400)
    const both = await Promise.all([confirm(request, token), confirm(request, token)])
    expect(both.toSorted()).toEqual([204, 400])
    expect(await (await request('/me')).json()).toMatchObject({ email: 'newer@example.com' })
    <%~ slot('auth.mails.test') %>
    const told = await vi.waitUntil(() => outbox!.last({ to: user.email }))
    expect(told.text).toContain('newer@example.com')
    expect((await post('set-password', { token: older, password })).status).toBe(400)
    expect((await post('sign-in', { email: 'newer@example.com', password })).status).toBe(200)
  })

  it('sends an address few mails', async () => {
    const { request } = await signInWithPassword()
    const init = json('POST', { current: password, email: 'many@example.com' })
    const answers = []
    for (let n = 0; n < 6; n++) answers.push((await request('/auth/change-email', init)).status)
    expect(answers).toEqual([202, 202, 202, 202, 202, 429])
  })

  it('answers the same for an address that is somebody’s, and mails nobody', async () => {
    const [{ request }, taken] = [await signInWithPassword(), await signIn(app, db)]
    const answers = []
    for (const email of [taken.user.email, 'free@example.com']) {
      answers.push(await bodyOf(await request('/auth/change-email', json('POST', { current: password, email }))))
    }
    expect(answers[0]).toEqual(answers[1])
    await mailedToken('free@example.com')
    expect(outbox!.last({ to: taken.user.email })).toBeUndefined()
  })
})

describe('POST /auth/change-password', () => {
  it('takes the old one, which is not guessed on, and signs out everywhere', async () => {
    const { user, token, request } = await signInWithPassword()
    const other = requestAs(app, (await (await post('sign-in', { email: user.email, password })).json()).token)
    const change = async (current: string, next = 'another long one') =>
      (await request('/auth/change-password', json('POST', { current, password: next }))).status

    expect(await change('a wrong password')).toBe(422)
    expect(await change(password, 'password1234')).toBe(422)
    expect(await statusOf(token)).toBe(200)
    expect(await change(password)).toBe(204)
    expect([await statusOf(token), (await other('/me')).status]).toEqual([401, 401])

    const again = await signInWithPassword()
    const guess = async (current: string) =>
      (await again.request('/auth/change-password', json('POST', { current, password: 'x'.repeat(12) }))).status
    const guesses = await Promise.all(Array.from({ length: 7 }, (_, n) => guess(`guess ${n}`)))
    expect(guesses.toSorted()).toEqual([422, 422, 422, 422, 422, 429, 429])
    expect(await guess(password)).toBe(429)
  })
})

describe('sessions', () => {
  it('end one by one, or all at once, and those of others do not', async () => {
    const { user, token } = await signInWithPassword()
    const tokens = [token]
    for (let n = 0; n < 3; n++) {
      tokens.push((await (await post('sign-in', { email: user.email, password })).json()).token)
    }
    const [first, second, third] = tokens.map((one) => requestAs(app, one))
    const other = await signIn(app, db)

    expect((await first!('/auth/sign-out', { method: 'POST' })).status).toBe(204)
    expect(await Promise.all(tokens.map(statusOf))).toEqual([401, 200, 200, 200])

    await post('forgotten-password', { email: user.email })
    await mailedToken(user.email)
    const { items } = await (await second!('/auth/tokens')).json()
    expect(items).toHaveLength(3)
    expect(items.filter(({ current }: { current: boolean }) => current)).toHaveLength(1)
    expect(JSON.stringify(items)).not.toMatch(/secret|selector|hash/i)
    const { id } = items.find(({ current }: { current: boolean }) => current)
    expect((await other.request(`/auth/tokens/${id}`, { method: 'DELETE' })).status).toBe(404)
    expect((await third!(`/auth/tokens/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect(await Promise.all(tokens.map(statusOf))).toEqual([401, 401, 200, 200])

    expect((await third!('/auth/tokens', { method: 'DELETE' })).status).toBe(204)
    expect(await Promise.all([...tokens, other.token].map(statusOf))).toEqual([401, 401, 401, 401, 200])
  })

  it('end when they are too old, and when nobody uses them', async () => {
    const { user } = await signIn(app, db)
    const make = async (seconds: number) =>
      (await createToken(db, await draftToken(db, { userId: user.id, seconds }))).token
    const unused = async (token: string, days: number) => {
      const usedAt = new Date(Date.now() - days * 86_400_000).toISOString()
      await db.updateTable('tokens').set({ usedAt }).where('selector', '=', token.split('.')[0]!).execute()
    }
    const [idle, used, fresh] = [await make(9 * 86_400), await make(9 * 86_400), await make(60)]
    await unused(idle, 8)
    await unused(used, 6)

    expect(await Promise.all([await make(-1), idle, used, fresh].map(statusOf))).toEqual([401, 401, 200, 200])
    await unused(idle, 0)
    const usedAt = await db.selectFrom('tokens').select('usedAt').where('selector', '=', used.split('.')[0]!).executeTakeFirst()
    expect(Date.now() - Date.parse(usedAt!.usedAt)).toBeLessThan(60_000)
  })

  it('end when somebody is shut out', async () => {
    const { user, token } = await signIn(app, db)
    const { token: key } = await createToken(db, await draftToken(db, { userId: user.id, kind: 'api' }))
    expect(await statusOf(key)).toBe(200)
    await updateUser(db, user.id, { disabled: true })
    const { token: later } = await createToken(db, await draftToken(db, { userId: user.id }))
    expect(await Promise.all([token, key, later].map(statusOf))).toEqual([401, 401, 401])
    await updateUser(db, user.id, { disabled: false })
    expect(await Promise.all([token, key, later].map(statusOf))).toEqual([401, 401, 200])
  })

  it.each(['', 'x', 'Basic x', 'Bearer', 'Bearer x', 'Bearer .', 'Bearer a.b.c', `Bearer ${'x'.repeat(5_000)}`])(
    'are none for %j',
    async (Authorization) => {
      const res = await app.request('/me', { headers: { Authorization } })
      expect(res.status).toBe(401)
      expect(res.headers.get('WWW-Authenticate')).toBe('Bearer')
    },
  )
})

describe('the cookie of a browser', () => {
  const site = 'http://localhost:3000'
  const signInByCookie = async () => {
    const { user } = await signInWithPassword()
    const res = await post('sign-in', { email: user.email, password, cookie: true })
    return { body: await res.json(), header: res.headers.get('Set-Cookie')! }
  }

  it('is for no script to read, and so is the session', async () => {
    const { body, header } = await signInByCookie()
    expect(header).toMatch(/^session=[\w.-]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
    expect(body).not.toHaveProperty('token')
  })

  it('is set for who asks for it alone', async () => {
    const { user } = await signInWithPassword()
    const res = await post('sign-in', { email: user.email, password })
    expect([res.headers.has('Set-Cookie'), (await res.json()).token]).toEqual([false, expect.any(String)])
  })

  it('is for HTTPS and this host alone in production', async () => {
    const env = {
      NODE_ENV: 'production',
      DATABASE_URL: '<%= memoryUrl %>',
      LOG_LEVEL: 'silent',
      <%~ slot('test.production') %>
    }
    const { user } = await signInWithPassword()
    const production = createApp({ ...openResources(parseSettings(env)), db })
    const res = await production.request('/auth/sign-in', json('POST', { email: user.email, password, cookie: true }))
    expect(res.headers.get('Set-Cookie')).toMatch(
      /^__Host-session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    )
  })

  it('may be sent by pages of the origins that are listed, and of no other', async () => {
    const settings = parseSettings({ NODE_ENV: 'test', CORS_ORIGINS: 'https://app.example' })
    const listed = createApp({ ...openResources(settings), db })
    const { user } = await signInWithPassword()
    const init = json('POST', { email: user.email, password, cookie: true })
    const header = (await listed.request('/auth/sign-in', init)).headers.get('Set-Cookie')!
    const changeAt = async (Origin: string) => {
      const headers = { ...json('PATCH', {}).headers, Cookie: header.split(';')[0]!, 'Sec-Fetch-Site': 'cross-site', Origin }
      const res = await listed.request('/me', { ...json('PATCH', { name: 'Changed' }), headers })
      return [res.status, res.headers.get('Access-Control-Allow-Credentials'), res.headers.get('Access-Control-Allow-Origin')]
    }
    expect(await changeAt('https://app.example')).toEqual([200, 'true', 'https://app.example'])
    expect((await changeAt('https://evil.example')).filter((_, index) => index !== 1)).toEqual([403, null])
  })

  it.each<[status: number, from: string, method: string, headers: Record<string, string>]>([
    [200, 'a page of this site', 'PATCH', { 'Sec-Fetch-Site': 'same-origin', Origin: site }],
    [200, 'an older browser', 'PATCH', { Origin: site }],
    [403, 'another site', 'PATCH', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }],
    [403, 'a subdomain', 'PATCH', { 'Sec-Fetch-Site': 'same-site', Origin: 'http://evil.localhost:3000' }],
    [403, 'a sandboxed frame', 'PATCH', { 'Sec-Fetch-Site': 'cross-site', Origin: 'null' }],
    [403, 'who knows where', 'PATCH', {}],
    [200, 'anywhere, to read', 'GET', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }],
  ])('answers %i from %s', async (status, _, method, headers) => {
    const { header } = await signInByCookie()
    const init = method === 'GET' ? {} : json(method, { name: 'Changed' })
    const all = { 'Content-Type': 'application/json', Cookie: header.split(';')[0]!, ...headers }
    expect((await app.request('/me', { ...init, headers: all })).status).toBe(status)
  })

  it('is not set by what a form of another site can send', async () => {
    const { user } = await signInWithPassword()
    const body = JSON.stringify({ email: user.email, password, cookie: true })
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const res = await app.request('/auth/sign-in', { method: 'POST', body, headers: { 'Content-Type': type } })
      expect(res.status).toBe(415)
    }
  })

  it.each([
    ['POST', '/auth/sign-out'],
    ['DELETE', '/auth/tokens'],
  ])('goes with the session: %s %s', async (method, path) => {
    const { header } = await signInByCookie()
    const headers = { Cookie: header.split(';')[0]!, 'Sec-Fetch-Site': 'same-origin' }
    const res = await app.request(path, { method, headers })

    expect(res.status).toBe(204)
    expect(res.headers.get('Set-Cookie')).toMatch(/^session=; Max-Age=0; Path=\//)
    expect((await app.request('/me', { headers })).status).toBe(401)
  })
})

describe('the log', () => {
  it('has what happened to whose account, from where, and no secret', async () => {
    const { user, request } = await signInWithPassword()
    const wrong = 'a wrong password'
    for (let n = 0; n < 6; n++) await post('sign-in', { email: user.email, password: wrong })
    const res = await app.request('/auth/sign-in', json('POST', { email: user.email, password }), from('8.8.8.8'))
    const { token } = await res.json()
    await request('/auth/change-password', json('POST', { current: wrong, password: 'another long one' }))
    await request('/auth/sign-out', { method: 'POST' })
    await requestAs(app, token)('/auth/change-password', json('POST', { current: password, password: 'another long one' }))

    const refused = Array.from({ length: 5 }, () => 'sign-in refused')
    expect(eventsOf(user.id)).toEqual([...refused, 'signed in', 'password refused', 'signed out', 'password set'])
    const entries = lines.map((line) => JSON.parse(line))
    expect(entries.find((line) => line.event === 'signed in' && line.userId === user.id)).toMatchObject({ client: '8.8.8.8' })
    expect(entries.filter(({ event }) => event === 'locked')).not.toEqual([])
    for (const secret of [password, wrong, 'another long one', token.split('.')[1], '$argon2id']) {
      expect(lines.join('')).not.toContain(secret)
    }
  })
})
