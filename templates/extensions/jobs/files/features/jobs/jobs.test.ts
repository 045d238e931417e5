import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { upgradeDatabase } from '#core/database/migrations.ts'
import { UnrecoverableError } from '#core/errors.ts'
import { currentRequest } from '#core/logging.ts'
import { createTestDb } from '#tests/database.ts'
import { runJobs } from '#tests/jobs.ts'
import { openResources } from '../../resources.ts'
import { parseSettings } from '../../settings.ts'
import { discard, failed, list, retry } from './commands.ts'
import { defineJob } from './job.ts'
import { enqueue } from './services.ts'
import { startWorker } from './worker.ts'

const db = createTestDb()
const resources = { ...openResources(parseSettings({ NODE_ENV: 'test' })), db }
beforeAll(() => upgradeDatabase(db))
afterAll(() => db.destroy())

const done: unknown[] = []
const Note = z.object({ text: z.string(), day: z.coerce.date().optional() })
const note = defineJob('note', Note, async (_, data, { attempt }) => void done.push([data.text, attempt]))
const fail = defineJob('fail', z.object({}), async (_, _data, { attempt }) => {
  done.push(attempt)
  throw new Error('no luck')
}, { attempts: 3, backoff: 0 })
const jobs = new Map([note, fail].map((job) => [job.name, job]))
const run = () => runJobs(db, {}, jobs)

beforeEach(async () => {
  done.length = 0
  await db.deleteFrom('jobs').execute()
})

/** A worker, until the test ends. */
function work() {
  const worker = startWorker(resources, jobs)
  onTestFinished(() => worker.stop())
  return worker
}

describe('enqueue', () => {
  it('adds a job once its transaction is committed, and none where that is rolled back', async () => {
    await db.transaction().execute((trx) => enqueue(trx, note, { text: 'kept' }))
    const failing = db.transaction().execute(async (trx) => {
      await enqueue(trx, note, { text: 'lost' })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await run()).toBe(1)
    expect(done).toEqual([['kept', 1]])
    expect(await run()).toBe(0)
  })

  it('adds one of a key until that starts, and then another', async () => {
    for (let n = 0; n < 20; n += 1) await enqueue(db, note, { text: `no. ${n}` }, { key: 'one' })
    await enqueue(db, note, { text: 'other' }, { key: 'other' })
    expect(await run()).toBe(2)
    await enqueue(db, note, { text: 'again' }, { key: 'one' })
    expect(await run()).toBe(1)
    expect(done).toEqual([['no. 0', 1], ['other', 1], ['again', 1]])
  })

  it('puts those with a priority before others, and none before its time', async () => {
    await enqueue(db, note, { text: 'first' })
    await enqueue(db, note, { text: 'urgent' }, { priority: 60 })
    await enqueue(db, note, { text: 'late' }, { at: new Date(Date.now() + 60_000), priority: 3_600 })
    await run()
    expect(done).toEqual([['urgent', 1], ['first', 1]])
    expect(await list(resources)).toMatch(/^\S+ {2}note {2}is due \d{4}-/)
  })

  it('refuses what the schema does, and keeps what is given for it', async () => {
    await expect(enqueue(db, note, { text: 1 } as never)).rejects.toThrow('expected string')
    await enqueue(db, note, { text: 'dated', day: '2026-11-20' })
    await run()
    expect(done).toEqual([['dated', 1]])
  })

  it('tells a job of which request it is', async () => {
    const seen: unknown[] = []
    const look = defineJob('look', z.object({}), async () => void seen.push(currentRequest.getStore()?.requestId))
    await currentRequest.run({ requestId: 'r1' }, () => enqueue(db, look, {}))
    await enqueue(db, look, {})
    const worker = startWorker(resources, new Map([[look.name, look]]))
    onTestFinished(() => worker.stop())
    await expect.poll(() => seen, { timeout: 5_000 }).toEqual(['r1', undefined])
  })
})

describe('a worker', () => {
  it('does what is due, leaves what it does not know, and stops', async () => {
    await enqueue(db, { ...note, name: 'unknown' }, { text: 'stays' })
    await enqueue(db, note, { text: 'done' })
    const worker = work()
    await expect.poll(() => done, { timeout: 5_000 }).toEqual([['done', 1]])
    expect(worker.isReady()).toBe(true)
    await worker.stop()
    expect(worker.isReady()).toBe(false)
    expect(await list(resources)).toMatch(/^\S+ {2}unknown {2}is due \S+$/)
  })

  it('gives up a job after its attempts, and it is done anew or deleted when somebody says so', async () => {
    await enqueue(db, fail, {})
    const worker = work()
    await expect.poll(() => failed(resources), { timeout: 10_000 }).toMatch(/^\S+ {2}fail {2}\S+ {2}attempt 3: no luck$/)
    expect(done).toEqual([1, 2, 3])

    const id = (await failed(resources)).split(' ', 1)[0]!
    await worker.stop()
    expect(await retry(resources, id)).toBe('1 to be done again')
    expect(await failed(resources)).toBe('There are none')
    work()
    await expect.poll(() => failed(resources), { timeout: 10_000 }).toContain('no luck')
    expect(await discard(resources, 'all')).toBe('1 discarded')
    await expect(retry(resources, 'x')).rejects.toThrow('Name jobs by their ids')
  })

  it('gives up at once a job that says so', async () => {
    const refuse = defineJob('refuse', z.object({}), async () => {
      done.push('tried')
      throw new UnrecoverableError('there is no such address')
    })
    await enqueue(db, refuse, {})
    const worker = startWorker(resources, new Map([[refuse.name, refuse]]))
    onTestFinished(() => worker.stop())
    await expect.poll(() => failed(resources), { timeout: 5_000 }).toMatch(/ attempt 1: there is no such address$/)
    expect(done).toEqual(['tried'])
  })

  it('gives back what it cannot end', async () => {
    const endless = defineJob('endless', z.object({}), (_, _data, { signal }) => {
      done.push('started')
      return new Promise((resolve) => signal.addEventListener('abort', resolve))
    })
    await enqueue(db, endless, {})
    const settings = { ...resources.settings, SHUTDOWN_TIMEOUT: 0.1 }
    const worker = startWorker({ ...resources, settings }, new Map([[endless.name, endless]]))
    await expect.poll(() => done, { timeout: 5_000 }).toEqual(['started'])
    await worker.stop()
    expect(await db.selectFrom('jobs').select(['attempts', 'claim']).execute()).toEqual([{ attempts: 0, claim: null }])
  })
})
