import { createHmac, generateKeyPairSync } from 'node:crypto'
import { createLocalJWKSet, jwtVerify, SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { hashPassword } from '#core/passwords.ts'
import { updateUser } from '#features/users/services.ts'
import { type Client, requestAs, signIn } from '#tests/auth.ts'
import { setupApp } from '#tests/support.ts'
import { createApp } from '../../app.ts'
import { openResources } from '../../resources.ts'
import { parseSettings } from '../../settings.ts'

const { app, db } = setupApp()
const { JWT_SECRET } = parseSettings({ NODE_ENV: 'test' })
const password = 'a long enough one'
let somebody: Client
beforeAll(async () => {
  somebody = await signIn(app, db)
})

const grant = async (fields: Record<string, string>) =>
  await app.request('/auth/token', { method: 'POST', body: new URLSearchParams(fields) })
const refresh = async (token: string) => await grant({ grant_type: 'refresh_token', refresh_token: token })
const statusOf = async (token: string) => (await requestAs(app, token)('/me')).status

async function getTokens() {
  const { user } = await signIn(app, db)
  const passwordHash = await hashPassword(password)
  await db.updateTable('users').set({ passwordHash }).where('id', '=', user.id).execute()
  const res = await grant({ grant_type: 'password', username: user.email.toUpperCase(), password })
  return { user, res, ...((await res.json()) as { access_token: string; refresh_token: string; expires_in: number }) }
}

/** As if a refresh token had been used, or its owner had had it, for so many seconds. */
const age = async (token: string, seconds: number) =>
  await db
    .updateTable('tokens')
    .set({ usedAt: new Date(Date.now() - seconds * 1_000).toISOString() })
    .where('selector', '=', token.split('.')[0]!)
    .execute()

describe('POST /auth/token', () => {
  it('gives an access token for a password, as OAuth 2 has it', async () => {
    const { user, res, access_token: access, expires_in: seconds } = await getTokens()
    expect(res.status).toBe(200)
    expect(seconds).toBe(600)
    expect(await (await requestAs(app, access)('/me')).json()).toMatchObject({ id: user.id })
  })

  it('answers 401 to a wrong password, and 422 to what is no grant', async () => {
    const { user } = await getTokens()
    const wrong = await grant({ grant_type: 'password', username: user.email, password: 'a wrong password' })
    expect(wrong.status).toBe(401)
    for (const grant_type of ['', 'implicit', 'client_credentials']) {
      expect((await grant({ grant_type, username: user.email, password })).status).toBe(422)
    }
    const json = { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } }
    expect((await app.request('/auth/token', json)).status).toBe(415)
  })

  it('lets nobody guess on', async () => {
    const { user } = await getTokens()
    const guesses = Array.from({ length: 7 }, async (_, n) => {
      return (await grant({ grant_type: 'password', username: user.email, password: `guess ${n}` })).status
    })
    expect((await Promise.all(guesses)).toSorted()).toEqual([401, 401, 401, 401, 401, 429, 429])
  })

  it('takes a refresh token once, and ends everything when it comes again', async () => {
    const { refresh_token: first } = await getTokens()
    const { refresh_token: second, access_token: access } = await (await refresh(first)).json()
    const { refresh_token: third } = await (await refresh(second)).json()
    expect(new Set([first, second, third]).size).toBe(3)

    await age(third, 60)
    expect((await refresh(first)).status).toBe(400)
    expect((await refresh(third)).status).toBe(400)
    // What was given out lasts until it is over: some minutes.
    expect(await statusOf(access)).toBe(200)
  })

  it('lets one of two at once have it, and signs nobody out', async () => {
    const { refresh_token: token } = await getTokens()
    const answers = await Promise.all([refresh(token), refresh(token), refresh(token)])
    const given = answers.filter(({ status }) => status === 200)

    expect(given).toHaveLength(1)
    expect((await refresh((await given[0]!.json()).refresh_token)).status).toBe(200)
  })

  it('refuses what was signed out, shut out, or is of another kind', async () => {
    const [one, two, three] = [await getTokens(), await getTokens(), await signIn(app, db)]
    expect((await requestAs(app, one.access_token)('/auth/sign-out', { method: 'POST' })).status).toBe(204)
    await updateUser(db, two.user.id, { disabled: true })

    for (const token of [one.refresh_token, two.refresh_token, three.token, one.access_token, 'x', '.', '']) {
      expect((await refresh(token)).status).toBeOneOf([400, 422])
    }
    expect(await statusOf(three.token)).toBe(200)
    expect(await statusOf(two.refresh_token)).toBe(401)
  })
})

describe('an access token', () => {
  const key = new TextEncoder().encode(JWT_SECRET)
  const seconds = Math.floor(Date.now() / 1_000)
  type Parts = { header?: object; claims?: object; key?: Uint8Array }
  const sign = async ({ header, claims, key: other }: Parts = {}) =>
    await new SignJWT({
      iss: '<%= name %>',
      aud: '<%= name %>',
      sub: JSON.stringify(somebody.user.id),
      sid: somebody.user.id,
      role: 'admin',
      iat: seconds,
      exp: seconds + 3_600,
      ...claims,
    })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...header })
      .sign(other ?? key)
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const by =
    (header: object, mac?: (text: string) => string) =>
    async () => {
      const [, claims] = (await sign()).split('.')
      return `${encode(header)}.${claims}.${mac?.(`${encode(header)}.${claims}`) ?? ''}`
    }
  const hmac = (hash: string) => (text: string) => createHmac(hash, JWT_SECRET).update(text).digest('base64url')

  it('is good as it is made here', async () => {
    expect(await statusOf(await sign())).toBe(200)
  })

  it.each<[string, () => Promise<string>]>([
    ['alg none', by({ alg: 'none', typ: 'at+jwt' })],
    ['alg None', by({ alg: 'None', typ: 'at+jwt' })],
    ['alg nOnE', by({ alg: 'nOnE', typ: 'at+jwt' })],
    ['another algorithm', by({ alg: 'HS512', typ: 'at+jwt' }, hmac('sha512'))],
    ['no signature', async () => (await sign()).replace(/[^.]+$/, '')],
    ['a cut signature', async () => (await sign()).slice(0, -3)],
    ['another key', async () => await sign({ key: new TextEncoder().encode('x'.repeat(43)) })],
    [
      'a key of its own',
      async () =>
        await sign({ header: { jwk: { kty: 'oct', k: 'eHh4' } }, key: new TextEncoder().encode('xxx'.repeat(15)) }),
    ],
    ['another typ', async () => await sign({ header: { typ: 'JWT' } })],
    ['no typ', async () => await sign({ header: { typ: undefined } })],
    ['what is over', async () => await sign({ claims: { exp: seconds - 1 } })],
    ['no end', async () => await sign({ claims: { exp: undefined } })],
    ['a later beginning', async () => await sign({ claims: { nbf: seconds + 60 } })],
    ['another issuer', async () => await sign({ claims: { iss: 'evil' } })],
    ['another audience', async () => await sign({ claims: { aud: 'other' } })],
    ['nobody', async () => await sign({ claims: { sub: undefined } })],
    ['an odd role', async () => await sign({ claims: { role: 'king' } })],
  ])('is nobody’s with %s', async (_, make) => {
    expect(await statusOf(await make())).toBe(401)
  })
})

describe('an access token that others verify', () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const JWT_PRIVATE_KEY = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
  const resources = openResources(parseSettings({ NODE_ENV: 'test', JWT_PRIVATE_KEY }))
  const published = createApp({ ...resources, db })

  it('is signed by a key that is published, and of which only the public part is', async () => {
    const { user } = await signIn(app, db)
    const access = await resources.jwt.create({ id: user.id, role: user.role, tokenId: user.id })
    const keySet = await (await published.request('/.well-known/jwks.json')).json()
    expect(JSON.stringify(keySet)).not.toContain(privateKey.export({ format: 'jwk' }).d)
    const { protectedHeader, payload } = await jwtVerify(access, createLocalJWKSet(keySet))
    expect([protectedHeader.alg, payload.sub]).toEqual(['EdDSA', JSON.stringify(user.id)])
    expect((await requestAs(published, access)('/me')).status).toBe(200)
  })

  it('is nobody’s where it is signed by the secret, or by the public key as one', async () => {
    const { keys } = await (await published.request('/.well-known/jwks.json')).json()
    for (const secret of [JWT_SECRET, keys[0].x, JSON.stringify(keys[0])]) {
      const forged = await new SignJWT({ role: 'admin', sid: somebody.user.id })
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: keys[0].kid })
        .setIssuer('<%= name %>')
        .setAudience('<%= name %>')
        .setSubject(JSON.stringify(somebody.user.id))
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(secret))
      expect((await requestAs(published, forged)('/me')).status).toBe(401)
    }
  })

  it('has no key to publish where a secret signs', async () => {
    expect(await (await app.request('/.well-known/jwks.json')).json()).toEqual({ keys: [] })
  })

  it.each(['x', Buffer.from('x').toString('base64')])('is signed by no key that is none: %j', (key) => {
    expect(() => parseSettings({ NODE_ENV: 'test', JWT_PRIVATE_KEY: key })).toThrow('expected an Ed25519 key')
  })
})
