import { beforeAll, describe, expect, it } from 'vitest'
import { describeApi } from '#core/http/openapi.ts'
import { signIn } from '#tests/auth.ts'
import { json, setupApp } from '#tests/support.ts'

const { app, db } = setupApp()

/** What anybody may do. Whatever else there is needs a user, or this test fails: guard it, or list it here. */
const open = [
  /^GET \/(health|ready)$/, /^POST \/auth\/(sign-up|sign-in|set-password|forgotten-password)$/,
  <%~ slot('auth.open') %>
]

type Operation = { security: object[]; responses: Record<string, object> }
const operations: { name: string; method: string; path: string; operation: Operation }[] = []

beforeAll(async () => {
  const { paths } = await describeApi(app, '')
  for (const [path, item] of Object.entries(paths)) {
    for (const [key, operation] of Object.entries(item as Record<string, Operation>)) {
      const method = key.toUpperCase()
      operations.push({ name: `${method} ${path}`, method, path: path.replaceAll(/\{\w+\}/g, '1'), operation })
    }
  }
})

const send = (method: string): RequestInit => (['GET', 'DELETE'].includes(method) ? { method } : json(method, {}))

describe('every operation', () => {
  it('needs a user, unless it is said to be open, and says so', async () => {
    const answers = await Promise.all(
      operations.map(async ({ name, method, path, operation }) => {
        const { status } = await app.request(path, send(method))
        return { name, refused: status === 401, documented: operation.security.length > 0 }
      }),
    )
    const isOpen = (name: string) => open.some((pattern) => pattern.test(name))
    expect(answers).toEqual(answers.map(({ name }) => ({ name, refused: !isOpen(name), documented: !isOpen(name) })))
  })

  it('that says so takes a permission, which admins have and users have not', async () => {
    for (const { name, method, path, operation } of operations.filter((one) => one.operation.security.length > 0)) {
      const isForbidden = async (role: 'user' | 'admin') => {
        const { request } = await signIn(app, db, { role })
        return (await request(path, send(method))).status === 403
      }
      const answers = { name, user: await isForbidden('user'), admin: await isForbidden('admin') }
      expect(answers).toEqual({ name, user: '403' in operation.responses, admin: false })
    }
  })
})
