import type { HttpBindings } from '@hono/node-server'
import { describe, expect, it } from 'vitest'
import { createTestApp } from '#tests/support.ts'
import { openAttempts } from './attempts.ts'
import { createRouter } from './http/router.ts'
<%~ slot('attempts.test.imports') %>

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } }) as unknown as HttpBindings

/** What is right for `ok` alone, tried for an account. */
function setup(attempts = openAttempts()) {
  const tries = createRouter().get('/:account/:guess', async (c) => {
    const { account, guess } = c.req.param()
    await attempts.count(c, account)
    if (guess === 'ok') await attempts.forget(c, account)
    return c.body(null, 204)
  })
  const app = createTestApp().route('/_try', tries)
  return async (account: string, address = '1.1.1.1', guess = 'no') =>
    await app.request(`/_try/${account}/${guess}`, {}, from(address))
}

const statuses = async (answers: Promise<Response>[]) => (await Promise.all(answers)).map(({ status }) => status).toSorted()
const times = <Result>(count: number, make: (n: number) => Result): Result[] => Array.from({ length: count }, (_, n) => make(n))

describe('attempts', () => {
  it('are five for an account from an address, however many come at once, and none are counted that were right', async () => {
    const attempt = setup()
    for (let n = 0; n < 20; n++) expect((await attempt('ada', '1.1.1.1', 'ok')).status).toBe(204)
    const answers = await statuses(times(200, () => attempt('ada')))
    expect(answers.filter((status) => status === 204)).toHaveLength(5)
    const refused = await attempt('ada', '1.1.1.1', 'ok')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(800)
    expect((await attempt('grace')).status).toBe(204)
    expect((await attempt('ada', '2.2.2.2')).status).toBe(204)
  })

  it('are fifty from an address, for whatever accounts', async () => {
    const attempt = setup()
    const answers = await statuses(times(60, (n) => attempt(`user-${n}`)))
    expect(answers.filter((status) => status === 204)).toHaveLength(50)
    expect((await attempt('user-70', '2.2.2.2')).status).toBe(204)
  })

  it('are a hundred for an account, from wherever', async () => {
    const attempt = setup()
    const answers = await statuses(times(120, (n) => attempt('ada', `1.1.${n}.1`)))
    expect(answers.filter((status) => status === 204)).toHaveLength(100)
  })
  <%~ slot('attempts.tests') %>
})
