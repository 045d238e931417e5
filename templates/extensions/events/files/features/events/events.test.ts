import { beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { runJobs } from '#tests/jobs.ts'
import { setupApp } from '#tests/support.ts'
import { list } from './commands.ts'
import { defineEvent, emit, on, within } from './event.ts'

const { db } = setupApp()
const heard: string[] = []
const paid = defineEvent('paid', z.object({ total: z.string().transform(Number) }))
const mail = on(paid, 'mail', async (_, { total }) => void heard.push(`mail ${total + 1}`))
const count = on(paid, 'count', async (_, { total }) => {
  if (total < 0) throw new Error('less than nothing')
  heard.push(`count ${total + 1}`)
})
const reserve = within(paid, 'reserve', async (trx, { total }) => {
  if (total > 100) throw new Error('too much')
  heard.push(`reserve ${total + 1} ${trx.isTransaction}`)
})

const exported: Record<string, [feature: string, exported?: object][]> = {
  events: [['orders', { paid, shipped: defineEvent('shipped', z.object({})) }]],
  listeners: [['customers', { mail, count, other: 1 }], ['orders'], ['stock', { reserve }]],
}
vi.mock(import('#core/modules.ts'), async (original) => ({
  ...(await original()),
  loadFromFeatures: async (name) => exported[name] ?? [],
}))

const pay = async (total: string) => await db.transaction().execute((trx) => emit(trx, paid, { total }))

beforeEach(async () => {
  heard.length = 0
  await db.deleteFrom('jobs').execute()
})

describe('emit', () => {
  it('tells at once who listens within, and by a job each the others', async () => {
    await pay('5')
    expect(heard).toEqual(['reserve 6 true'])
    expect(await runJobs(db)).toBe(2)
    expect(heard.toSorted()).toEqual(['count 6', 'mail 6', 'reserve 6 true'])
  })

  it('tells nobody where the transaction is rolled back', async () => {
    const failing = db.transaction().execute(async (trx) => {
      await emit(trx, paid, { total: '5' })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await runJobs(db)).toBe(0)
  })

  it('has nothing happen where one who listens within fails', async () => {
    await expect(pay('101')).rejects.toThrow('too much')
    expect(await runJobs(db)).toBe(0)
  })

  it('has one fail without the other', async () => {
    await pay('-1')
    await expect(runJobs(db)).rejects.toThrow('less than nothing')
    await runJobs(db)
    expect(heard).toContain('mail 0')
    const left = await db.selectFrom('jobs').select('name').execute()
    expect(left).toEqual([{ name: 'count' }])
  })

  it('refuses what the schema does', async () => {
    await expect(db.transaction().execute((trx) => emit(trx, paid, {} as never))).rejects.toThrow('expected string')
    expect(await runJobs(db)).toBe(0)
  })
})

it('is found out who listens to what', async () => {
  expect((await list()).split('\n')).toEqual([
    'paid',
    '  mail  by a job',
    '  count  by a job',
    '  reserve  within the transaction',
    'shipped',
    '  nobody listens',
  ])
})
