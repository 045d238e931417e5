import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { createRouter } from '#core/http/router.ts'
import { createTestApp } from '#tests/support.ts'
import { newSecret, sign, signedBy } from './signature.ts'

const [ours, theirs] = [newSecret(), newSecret()]
const body = JSON.stringify({ type: 'orders.paid', data: { text: 'grüße' } })

const app = createTestApp()
app.route('/hook', createRouter().post('/', signedBy(ours, theirs), async (c) => c.json(await c.req.json())))

/** What is answered to it. */
async function receive(headers: Record<string, string>, text = body) {
  const answer = await app.request('/hook', { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: text })
  return { status: answer.status, text: await answer.text() }
}

describe('a signature', () => {
  it('is the HMAC of the standard, by each secret', () => {
    const now = new Date('2026-11-20T10:00:00.900Z')
    const [first, second, ...more] = sign([ours, theirs], 'msg_1', body, now)['webhook-signature']!.split(' ')
    const key = Buffer.from(ours.slice('whsec_'.length), 'base64')
    expect(key).toHaveLength(32)
    expect(first).toBe(`v1,${createHmac('sha256', key).update(`msg_1.${1_795_168_800}.${body}`).digest('base64')}`)
    expect(second).toMatch(/^v1,/)
    expect(more).toEqual([])
  })

  it('is right for those who know one of the secrets', () => {
    const headers = sign([ours, theirs], 'msg_1', body)
    for (const secret of [ours, theirs]) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
    expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow('No matching signature')
  })
})

describe('signedBy', () => {
  it('lets through what is signed by one of its secrets, and the handler reads it', async () => {
    expect(await receive(sign([ours], 'msg_1', body))).toEqual({ status: 200, text: body })
    expect(await receive(sign([newSecret(), theirs], 'msg_1', body))).toEqual({ status: 200, text: body })
  })

  it('refuses what is not, was changed, or was signed long ago', async () => {
    const right = sign([ours], 'msg_1', body)
    const refused = { status: 400, text: expect.stringContaining('The signature is wrong, or too old') }
    expect(await receive({})).toEqual(refused)
    expect(await receive(sign([newSecret()], 'msg_1', body))).toEqual(refused)
    expect(await receive(right, `${body} `)).toEqual(refused)
    expect(await receive({ ...right, 'webhook-id': 'msg_2' })).toEqual(refused)
    expect(await receive({ ...right, 'webhook-signature': 'v1,' })).toEqual(refused)
    for (const minutes of [-6, 6]) {
      expect(await receive(sign([ours], 'msg_1', body, new Date(Date.now() + minutes * 60_000)))).toEqual(refused)
    }
  })
})
