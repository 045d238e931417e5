import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { defineEvent, emit } from '#features/events/event.ts'
import { failed } from '#features/jobs/commands.ts'
import { defineJob } from '#features/jobs/job.ts'
import { enqueue, takeJobs } from '#features/jobs/services.ts'
import { perform, startWorker } from '#features/jobs/worker.ts'
import { runJobs } from '#tests/jobs.ts'
import { setupApp } from '#tests/support.ts'
import { openResources } from '../../resources.ts'
import { parseSettings } from '../../settings.ts'
import * as commands from './commands.ts'
import { deliver } from './jobs.ts'
import { publish } from './webhook.ts'

const { db } = setupApp()
const settings = parseSettings({ NODE_ENV: 'test', WEBHOOKS_TO_PRIVATE: 'true' })
const resources = { ...openResources(settings), db }
const jobs = new Map([[deliver.name, deliver]])
const deliverAll = () => runJobs(db, { settings }, jobs)

const paid = defineEvent('orders:paid', z.object({ total: z.int(), text: z.string().optional() }))
const shipped = defineEvent('orders:shipped', z.object({}))
const exported: Record<string, [feature: string, exported?: object][]> = {
  listeners: [['orders', { paid: publish(paid), shipped: publish(shipped) }]],
}
vi.mock(import('#core/modules.ts'), async (original) => ({
  ...(await original()),
  loadFromFeatures: async (name) => exported[name] ?? [],
}))
const pay = (total: number, more?: object) => db.transaction().execute((trx) => emit(trx, paid, { total, ...more }))

const received: { headers: IncomingHttpHeaders; body: string }[] = []
let answer = 204
const server = createServer(async (req, res) => {
  received.push({ headers: req.headers, body: await text(req) })
  res.writeHead(answer).end(answer === 204 ? undefined : 'not now')
})
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve())))
afterAll(() => void server.close())

/** A webhook for what is paid: its id, its secret. */
async function createHook(): Promise<[string, string]> {
  return (await commands.create(resources, url(), 'orders.paid')).split('  ') as [string, string]
}

const stateOf = () => db.selectFrom('webhooks').select(['failingSince', 'disabledAt']).executeTakeFirstOrThrow()

beforeEach(async () => {
  received.length = 0
  answer = 204
  await db.deleteFrom('jobs').execute()
  await db.deleteFrom('webhooks').execute()
})

describe('a message', () => {
  it('is sent to each webhook of the event once it is committed, signed', async () => {
    const secrets = [(await createHook())[1], (await createHook())[1]]
    const failing = db.transaction().execute(async (trx) => {
      await emit(trx, paid, { total: 1 })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await db.transaction().execute((trx) => emit(trx, shipped, {}))
    await pay(5)
    expect(await deliverAll()).toBe(2)

    for (const [index, { headers, body }] of received.entries()) {
      const message = new Webhook(secrets[index]!).verify(body, headers as Record<string, string>)
      expect(message).toEqual({ type: 'orders.paid', timestamp: expect.stringMatching(/^\d{4}-.+Z$/), data: { total: 5 } })
      expect(headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': expect.stringMatching(/^msg_[\w-]{36}$/) })
    }
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  it('is signed by the secret before it, too, for a day', async () => {
    const [id, before] = await createHook()
    const secret = await commands.rotate(resources, id)
    await pay(5)
    await deliverAll()
    await db.updateTable('webhooks').set({ rotatedAt: new Date(Date.now() - 25 * 3_600_000).toISOString() }).execute()
    await pay(5)
    await deliverAll()
    const isRight = (one: string) => received.map(({ headers, body }) => {
      try {
        return new Webhook(one).verify(body, headers as Record<string, string>) !== undefined
      } catch {
        return false
      }
    })
    expect([isRight(secret), isRight(before)]).toEqual([[true, true], [true, false]])
  })

  it('is the same one at each attempt, until it is taken', async () => {
    const [id] = await createHook()
    await pay(5)
    answer = 500
    await expect(deliverAll()).rejects.toThrow(`The webhook ${id} is answered 500: not now`)
    expect((await stateOf()).failingSince).not.toBeNull()
    answer = 204
    await db.updateTable('jobs').set({ runAt: '2026-01-01T00:00:00.000Z' }).execute()
    expect(await deliverAll()).toBe(1)
    expect(received[0]!.headers['webhook-id']).toBe(received[1]!.headers['webhook-id'])
    expect(received[0]!.body).toBe(received[1]!.body)
    expect((await stateOf()).failingSince).toBeNull()
  })

  it('that nobody took is sent again when somebody says so', async () => {
    const [id] = await createHook()
    const [other] = await createHook()
    await pay(5)
    const another = defineJob('another', z.object({ webhookId: z.unknown() }), async () => {})
    await enqueue(db, another, { webhookId: (await db.selectFrom('webhooks').select('id').executeTakeFirstOrThrow()).id })
    await db.updateTable('jobs').set({ runAt: null, attempts: 16 }).execute()
    expect(await commands.resend(resources, id)).toBe('1 to be sent again')
    expect(await commands.resend(resources, id)).toBe('0 to be sent again')
    expect(await deliverAll()).toBe(1)
    expect(await commands.resend(resources, other)).toBe('1 to be sent again')
  })

  it('is not sent where it is too large, or its webhook is deleted', async () => {
    const [id] = await createHook()
    await pay(5, { text: 'x'.repeat(300_000) })
    await expect(deliverAll()).rejects.toThrow('larger than 262144 bytes')
    await pay(5)
    await commands.remove(resources, id)
    await deliverAll()
    expect(received).toEqual([])
  })
})

describe('a webhook', () => {
  it('that is gone is disabled at once, and what waits for it fails for good', async () => {
    const [id] = await createHook()
    await pay(1)
    await pay(2)
    answer = 410
    const worker = startWorker(resources, jobs)
    await expect.poll(async () => (await failed(resources)).split('\n').length, { timeout: 5_000 }).toBe(2)
    await worker.stop()
    expect(await failed(resources)).toMatch(/attempt 1.*: The webhook \S+ is (disabled|answered that it is gone)/)

    const sent = received.length
    await pay(3)
    expect(await deliverAll()).toBe(0)
    expect(await commands.list(resources)).toContain('  disabled ')
    await commands.enable(resources, id)
    answer = 204
    expect(await commands.resend(resources, id)).toBe('2 to be sent again')
    expect(await deliverAll()).toBe(2)
    expect(received.length).toBe(sent + 2)
  })

  it('is disabled after three days of nothing but failures', async () => {
    await createHook()
    answer = 500
    const failAfter = async (days: number) => {
      const failingSince = new Date(Date.now() - days * 86_400_000).toISOString()
      await db.updateTable('webhooks').set({ failingSince }).execute()
      await pay(days)
      await expect(deliverAll()).rejects.toThrow('500')
      const after = await stateOf()
      return { isNoted: after.failingSince === failingSince, isDisabled: after.disabledAt !== null }
    }
    expect(await failAfter(2)).toEqual({ isNoted: true, isDisabled: false })
    expect(await failAfter(4)).toEqual({ isNoted: true, isDisabled: true })
  })

  it('is not failing where it is the worker that stops', async () => {
    await createHook()
    await pay(5)
    const [job] = await takeJobs(db, [deliver.name], 1, 60)
    await expect(perform(resources, jobs, job!, AbortSignal.abort())).rejects.toThrow('abort')
    expect(await stateOf()).toEqual({ failingSince: null, disabledAt: null })
  })

  it('goes to no private address where that is not allowed, even if it is one by now', async () => {
    await createHook()
    await pay(5)
    const strict = parseSettings({ NODE_ENV: 'test' })
    await expect(runJobs(db, { settings: strict }, jobs)).rejects.toThrow('The URL is refused: expected https')
    await expect(commands.create({ ...resources, settings: strict }, url(), 'orders.paid')).rejects.toThrow('expected https')
    expect(received).toEqual([])
  })

  it('is for events that somebody publishes', async () => {
    await expect(commands.create(resources, url(), 'orders.paid,orders.lost')).rejects.toThrow('expected some of orders.paid')
    await expect(commands.create(resources, 'ftp://example.com', 'orders.paid')).rejects.toThrow('Usage: webhooks:create')
    await expect(commands.rotate(resources, 'x')).rejects.toThrow('Name a webhook by its id')
    expect(await commands.list(resources)).toBe('There are none')
  })

  it('that somebody disables is told nothing, and its secret is shown once', async () => {
    const [id, secret] = await createHook()
    await pay(5)
    await commands.disable(resources, id)
    await pay(6)
    await expect(deliverAll()).rejects.toThrow('is disabled')
    expect(await deliverAll()).toBe(0)
    expect(received).toEqual([])
    expect(await commands.list(resources)).not.toContain(secret)
  })
})
