import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { defineJob } from '#features/jobs/job.ts'
import { setupApp } from '#tests/support.ts'
import { openResources } from '../../resources.ts'
import { parseSettings } from '../../settings.ts'
import { list } from './commands.ts'
import { loadSchedules, type Schedule, schedule } from './schedule.ts'
import { startSchedules } from './scheduler.ts'
import { enqueueDue } from './services.ts'

const { db } = setupApp()
const count = defineJob('count', z.object({ what: z.string() }), async () => {})
const nightly = schedule('nightly', '30 2 * * *', count, { what: 'orders' }, { timezone: 'Europe/Vienna' })
const jobs = async () => (await db.selectFrom('jobs').select('data').execute()).map(({ data }) => data)
/** What is enqueued by whoever looks then. */
const lookAt = async (time: string, schedules: Schedule[] = [nightly]) => await enqueueDue(db, schedules, new Date(time))

/** What features export. */
let exported: [feature: string, exported?: object][] = []
vi.mock(import('#core/modules.ts'), async (original) => ({
  ...(await original()),
  loadFromFeatures: async () => exported,
}))

beforeEach(async () => {
  await db.deleteFrom('jobs').execute()
  await db.deleteFrom('schedule').execute()
})

describe('a schedule', () => {
  beforeEach(async () => void (await lookAt('2026-11-20T12:00:00Z')))

  it('is due at its time, and not before', async () => {
    expect(await lookAt('2026-11-21T01:29:59.999Z')).toEqual([])
    expect(await lookAt('2026-11-21T01:30:00Z')).toEqual(['nightly'])
    expect(await lookAt('2026-11-21T01:30:00Z')).toEqual([])
    expect(await jobs()).toEqual([{ what: 'orders' }])
  })

  it('is one job, however many look at once', async () => {
    const looks = await Promise.all(Array.from({ length: 20 }, () => lookAt('2026-11-21T01:30:01Z')))
    expect(looks.flat()).toEqual(['nightly'])
    expect(await jobs()).toHaveLength(1)
  })

  it('is one job where nights were missed', async () => {
    expect(await lookAt('2026-11-24T08:00:00Z')).toEqual(['nightly'])
    expect(await lookAt('2026-11-24T08:00:01Z')).toEqual([])
    expect(await lookAt('2026-11-25T01:30:00Z')).toEqual(['nightly'])
  })

  it('is not due again where the clock is put back', async () => {
    await lookAt('2026-11-21T01:30:00Z')
    for (const time of ['2026-11-20T01:30:00Z', '2026-11-21T01:29:00Z', '2026-11-21T01:30:00Z']) {
      expect(await lookAt(time)).toEqual([])
    }
    expect(await lookAt('2026-11-22T01:30:00Z')).toEqual(['nightly'])
  })

  it('is due as its new pattern says, once that is another', async () => {
    const noon = [schedule('nightly', '0 12 * * *', count, { what: 'orders' })]
    expect(await lookAt('2026-11-21T01:30:00Z', noon)).toEqual([])
    expect(await lookAt('2026-11-21T12:00:00Z', noon)).toEqual(['nightly'])
    const elsewhere = [schedule('nightly', '0 12 * * *', count, { what: 'orders' }, { timezone: 'Asia/Tokyo' })]
    expect(await lookAt('2026-11-21T12:00:01Z', elsewhere)).toEqual([])
    expect(await lookAt('2026-11-22T03:00:00Z', elsewhere)).toEqual(['nightly'])
  })

  it('that is over is never due', async () => {
    const over = [schedule('over', '0 0 0 1 1 * 2020', count, { what: 'nothing' })]
    for (const time of ['2026-11-21T00:00:00Z', '2030-01-01T00:00:00Z']) expect(await lookAt(time, over)).toEqual([])
  })
})

it('is noted once, by whoever is first', async () => {
  await Promise.all(Array.from({ length: 20 }, () => lookAt('2026-11-20T12:00:00Z')))
  expect(await db.selectFrom('schedule').select(['name', 'nextAt']).execute()).toEqual([
    { name: 'nightly', nextAt: '2026-11-21T01:30:00.000Z' },
  ])
})

describe('where clocks are changed', () => {
  const timesOf = (pattern: string, after: string, until: string) => {
    const { cron } = schedule('x', pattern, count, { what: 'x' }, { timezone: 'Europe/Vienna' })
    const times = cron.nextRuns(50, new Date(after)).map((time) => time.toISOString())
    return times.filter((time) => time < until).map((time) => time.slice(11, 16))
  }
  const spring = ['2026-03-28T23:00:00Z', '2026-03-29T02:00'] as const
  const autumn = ['2026-10-24T22:00:00Z', '2026-10-25T03:00'] as const

  it.each([
    ['30 2 * * *', spring, ['01:00']],
    ['30 2 * * *', autumn, ['00:30']],
    ['*/30 1-3 * * *', spring, ['00:00', '00:30', '01:00', '01:30']],
    ['0 * * * *', spring, ['00:00', '01:00']],
    ['0 * * * *', autumn, ['23:00', '00:00', '01:00', '02:00']],
  ] as const)('%s is due once for each time that there is: %j', (pattern, [after, until], expected) => {
    expect(timesOf(pattern, after, until)).toEqual(expected)
  })
})

describe('a scheduler', () => {
  it('enqueues what is due, and stops', async () => {
    const resources = { ...openResources(parseSettings({ NODE_ENV: 'test' })), db }
    const scheduler = startSchedules(resources, [schedule('often', '* * * * * *', count, { what: 'seconds' })])
    onTestFinished(() => scheduler.stop())
    await expect.poll(jobs, { timeout: 10_000 }).toContainEqual({ what: 'seconds' })
    await scheduler.stop()
  })
})

describe('the schedules of features', () => {
  it('are told with the next five times of each', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-10-23T12:00:00Z'), toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    exported = [['health'], ['orders', { nightly, count }]]
    expect((await list()).split('\n')).toEqual([
      'nightly  30 2 * * * Europe/Vienna  count',
      '  2026-10-24 02:30:00 CEST',
      '  2026-10-25 02:30:00 CEST',
      '  2026-10-26 02:30:00 CET',
      '  2026-10-27 02:30:00 CET',
      '  2026-10-28 02:30:00 CET',
    ])
    exported = []
    expect(await list()).toBe('There are none')
  })

  it('have names of their own', async () => {
    exported = [['orders', { nightly }], ['reports', { nightly }]]
    await expect(loadSchedules()).rejects.toThrow('features/reports/schedule.ts: there is another schedule nightly')
  })

  it.each([
    ['61 * * * *', 'UTC'],
    ['* * *', 'UTC'],
    ['* * * * *', 'Europe/Nowhere'],
  ])('are of patterns and time zones that there are: %s %s', (pattern, timezone) => {
    expect(() => schedule('wrong', pattern, count, { what: 'x' }, { timezone })).toThrow('The schedule wrong is none: ')
  })
})
