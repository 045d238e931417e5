import { beforeAll, describe, expect, it, vi } from 'vitest'
import { hashPassword } from '#core/passwords.ts'
import { type Client, signIn } from '#tests/auth.ts'
<%~ slot('auth.mails.test.imports') %>
import { json, setupApp } from '#tests/support.ts'
import { openResources } from '../../resources.ts'
import { parseSettings } from '../../settings.ts'
import * as commands from './commands.ts'
import { draftUser } from './factory.ts'

const opened = openResources(parseSettings({ NODE_ENV: 'test' }))
const { app, db } = setupApp({ mailer: opened.mailer })
const resources = { ...opened, db }
const password = 'a long enough one'
let admin: Client
let user: Client
beforeAll(async () => {
  admin = await signIn(app, db, { role: 'admin' })
  user = await signIn(app, db)
  const passwordHash = await hashPassword(password)
  await db.updateTable('users').set({ passwordHash }).where('id', '=', admin.user.id).execute()
})

describe('/me', () => {
  it('is who is signed in, who may change a name, and nothing by which to gain rights', async () => {
    const changed = await user.request('/me', json('PATCH', { name: 'Changed' }))
    expect(await changed.json()).toMatchObject({ id: user.user.id, name: 'Changed', role: 'user' })

    for (const field of ['role', 'email', 'passwordHash', 'disabledAt', 'disabled', 'id']) {
      expect((await user.request('/me', json('PATCH', { [field]: 'admin' }))).status).toBe(422)
    }
  })
})

describe('/users', () => {
  it('is for those who manage users', async () => {
    for (const [path, init] of [
      ['/users', {}],
      ['/users', json('POST', await draftUser(db))],
      [`/users/${admin.user.id}`, {}],
      [`/users/${admin.user.id}`, json('PATCH', { disabled: true })],
      [`/users/${user.user.id}/role`, json('PUT', { role: 'admin', current: password })],
      [`/users/${admin.user.id}`, { method: 'DELETE' }],
    ] as const) {
      expect((await user.request(path, init)).status).toBe(403)
      expect((await app.request(path, init)).status).toBe(401)
    }
  })

  it('invites, lists, changes and deletes them, and never answers with a hash', async () => {
    const draft = await draftUser(db)
    const created = await (await admin.request('/users', json('POST', draft))).json()
    expect(created).toMatchObject({ ...draft, role: 'user' })
    <%~ slot('auth.mails.test') %>
    const mail = await vi.waitUntil(() => resources.mailer.outbox!.last({ to: draft.email }))
    expect(mail.text).toMatch(/#token=\S+/)
    for (const taken of [draft.email, draft.email.toUpperCase()]) {
      expect((await admin.request('/users', json('POST', { ...draft, email: taken }))).status).toBe(409)
    }

    const { items } = await (await admin.request('/users?role=user&sort=email')).json()
    expect(items).toContainEqual(created)
    expect(JSON.stringify(items)).not.toMatch(/hash|\$argon/i)

    const path = `/users/${created.id}`
    expect(await (await admin.request(path, json('PATCH', { name: 'N' }))).json()).toMatchObject({ name: 'N' })
    for (const body of [{ role: 'admin' }, { email: 'x@example.com' }, { passwordHash: 'x' }, { id: 1 }]) {
      expect((await admin.request(path, json('PATCH', body))).status).toBe(422)
      expect((await admin.request('/users', json('POST', { ...(await draftUser(db)), ...body, email: '' }))).status).toBe(422)
    }
    expect((await admin.request(path, { method: 'DELETE' })).status).toBe(204)
    expect((await admin.request(path)).status).toBe(404)
  })

  it('answers 422 to a role in an invitation', async () => {
    expect((await admin.request('/users', json('POST', { ...(await draftUser(db)), role: 'admin' }))).status).toBe(422)
  })

  it('gives a role to who says his password again, and takes rights away at once', async () => {
    const other = await signIn(app, db)
    const give = async (role: string, current = password) =>
      (await admin.request(`/users/${other.user.id}/role`, json('PUT', { role, current }))).status

    expect(await give('admin', 'a wrong password')).toBe(422)
    expect((await other.request('/users')).status).toBe(403)
    expect(await give('king')).toBe(422)
    expect(await give('admin')).toBe(200)
    expect((await other.request('/users')).status).toBe(200)
    expect(await give('user')).toBe(200)
    expect((await other.request('/users')).status).toBe(403)
    await admin.request(`/users/${other.user.id}`, json('PATCH', { disabled: true }))
    expect((await other.request('/me')).status).toBe(401)
  })

  it('leaves somebody who manages users', async () => {
    const path = `/users/${admin.user.id}`
    const answers = [
      await admin.request(path, json('PATCH', { disabled: true })),
      await admin.request(`${path}/role`, json('PUT', { role: 'user', current: password })),
      await admin.request(path, { method: 'DELETE' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409])
    expect((await admin.request('/users')).status).toBe(200)
  })
})

describe('paxx run users:…', () => {
  const me = (token: string) => app.request('/me', { headers: { Authorization: `Bearer ${token}` } })

  it('creates somebody who sets a password by a link, and gives rights', async () => {
    const printed = await commands.create(resources, 'Grace@Example.com', 'admin')
    const [, token] = /http:\S+#token=(\S+)/.exec(printed)!
    const res = await app.request('/auth/set-password', json('POST', { token, password }))
    expect((await res.json()).user).toMatchObject({ email: 'grace@example.com', role: 'admin' })

    await commands.grant(resources, 'GRACE@example.com', 'user')
    const key = await commands.token(resources, 'grace@example.com', 'nightly import', '1')
    expect(await (await me(key)).json()).toMatchObject({ role: 'user' })
    await commands.disable(resources, 'grace@example.com')
    expect((await me(key)).status).toBe(401)
    await commands.enable(resources, 'grace@example.com')
    const another = await commands.token(resources, 'grace@example.com', 'nightly import', '1')
    expect((await me(another)).status).toBe(200)
    await commands.revoke(resources, 'grace@example.com')
    expect((await me(another)).status).toBe(401)
    expect(await commands.password(resources, 'grace@example.com')).toMatch(/\/set-password#token=\S+$/)
  })

  it('says what it cannot do', async () => {
    await expect(commands.create(resources, 'no address')).rejects.toThrow(/email/i)
    await expect(commands.create(resources, 'x@example.com', 'king')).rejects.toThrow('Roles: user, admin')
    await expect(commands.grant(resources, user.user.email, 'king')).rejects.toThrow('Roles: user, admin')
    await expect(commands.disable(resources, 'nobody@example.com')).rejects.toThrow('There is no user')
    await expect(commands.token(resources, user.user.email)).rejects.toThrow('Usage')
    await expect(commands.token(resources, user.user.email, 'x', '-1')).rejects.toThrow('Usage')
  })
})
