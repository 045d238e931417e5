import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { readTrace, startWorker, writeTrials } from './jobs.ts'
import { openProxy } from './proxy.ts'
import { emptyDatabase, testable } from './servers.ts'
import { freePort, serve, succeed } from './shop.ts'

const patience = { timeout: 40_000, interval: 100 }
const lease = 2
const rounds = Number(process.env['JOBS_ROUNDS'] ?? 1)

describe.each(testable)('jobs on %s', { repeats: rounds - 1 }, (database) => {
  let cwd: string
  let removeShop = () => {}
  const total = { enqueued: 0, started: 0, done: 0, dead: 0, left: 0, lost: 0 }
  beforeAll(async () => {
    cwd = await writeTrials(database, (remove) => void (removeShop = remove))
  })
  afterAll(() => {
    removeShop()
    if (rounds > 1) process.stdout.write(`${database}, ${rounds} rounds: ${JSON.stringify(total)}\n`)
    expect(total.lost).toBe(0)
  })

  /** A migrated database, and what is asked of it and of its workers. */
  async function setUp() {
    const DATABASE_URL = (await emptyDatabase(database))!.replace('shop.db', `${randomUUID()}.db`)
    const TRACE = path.join(cwd, `${randomUUID()}.log`)
    const env = { NODE_ENV: 'production', DATABASE_URL, TRACE, JOBS_LEASE: String(lease), SHUTDOWN_DELAY: '0' }
    const node = (...args: string[]) => succeed('npx', ['--no-install', 'node', ...args], { cwd, env })
    await node('dist/scripts/db.js', 'upgrade')
    const { url } = await serve('node', ['dist/main.js'], { cwd, env })
    const post = async (to: string, body: object, headers = {}): Promise<number> => {
      const json = { 'Content-Type': 'application/json', ...headers }
      return (await fetch(`${url}/${to}`, { method: 'POST', headers: json, body: JSON.stringify(body) })).status
    }
    const command = (name: string, ...args: string[]) => node('dist/scripts/command.js', `jobs:${name}`, ...args)
    const countOf = async (name: string) => (await command(name)).split('\n').filter((line) => /^\d/.test(line)).length
    const enqueued = new Set<unknown>()
    // What became of them all, once no worker is left.
    onTestFinished(async () => {
      const { starts, ends } = readTrace(TRACE)
      const [done, dead, left] = [new Set(ends).size, await countOf('failed'), await countOf('list')]
      const lost = enqueued.size - done - dead - left
      const counted = { enqueued: enqueued.size, started: starts.length, done, dead, left, lost }
      for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += counted[name]
    })
    return {
      trace: () => readTrace(TRACE),
      ends: () => readTrace(TRACE).ends.toSorted((a, b) => a - b),
      work: (more: Record<string, string> = {}) => startWorker(cwd, { ...env, ...more }),
      /** Has jobs done, numbered; what that is answered. */
      async enqueue(job: string, [from, to]: [number, number], more: { key?: string; [option: string]: unknown } = {}) {
        const status = await post('trials', { job, from, to, ...more }, { 'X-Request-Id': `request-${from}` })
        if (status === 204) for (let n = from; n <= to; n += 1) enqueued.add(more.key ?? n)
        return status
      },
      /** Puts the clock of the database so many seconds ahead. */
      putAhead: async (ahead: number) => expect(await post('clock', { ahead })).toBe(204),
      command,
      databaseUrl: DATABASE_URL,
    }
  }

  it('are done once for a key, and never where their transaction is rolled back', async () => {
    const { enqueue, work, trace, ends, command } = await setUp()
    expect(await enqueue('slow', [1, 3], { rollback: true })).toBe(409)
    const answers = Array.from({ length: 20 }, (_, n) => enqueue('slow', [10 + n, 10 + n], { key: 'one' }))
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 20 }, () => 204))
    expect((await command('list')).split('\n')).toHaveLength(1)

    // A change that is not committed yet is seen by the job that waits for it.
    const waitFor = path.join(cwd, randomUUID())
    const change = enqueue('slow', [40, 40], { key: 'one', waitFor })
    await sleep(500)
    const { log } = await work()
    await sleep(1_500)
    expect(trace().starts).toEqual([])
    await writeFile(waitFor, '')
    expect(await change).toBe(204)
    await expect.poll(ends, patience).toHaveLength(1)
    await sleep(500)
    expect(trace().starts).toHaveLength(1)
    expect(log()).toMatch(/"job":"trials:slow","jobId":\d+,"attempt":1,"requestId":"request-\d+","msg":"job done"/)
  })

  it('are each done, though a worker is killed with all of them under way', async () => {
    const { enqueue, work, trace, ends, command } = await setUp()
    await enqueue('slow', [1, 6], { ms: 1_500 })
    const killed = await work()
    await expect.poll(() => trace().starts, patience).toHaveLength(6)
    killed.process.kill('SIGKILL')
    await Promise.all([work(), work()])
    await expect.poll(ends, patience).toEqual([1, 2, 3, 4, 5, 6])
    expect(trace().starts).toHaveLength(12)
    await expect.poll(() => command('list'), patience).toBe('There are none')
  })

  it('are one worker’s while they take longer than its lease, whatever the clocks of workers say', async () => {
    const { enqueue, work, trace, ends, command } = await setUp()
    await Promise.all([work({ SKEW: '3600' }), work({ SKEW: '-3600' })])
    await enqueue('slow', [1, 1], { ms: 3 * lease * 1_000 })
    await enqueue('poison', [2, 2])
    await enqueue('slow', [3, 60])
    await expect
      .poll(() => command('failed'), patience)
      .toMatch(/trials:poison .+ attempt 3 for request request-2: no luck$/)
    await expect.poll(() => ends().length, patience).toBe(59)
    expect(trace().starts.filter((n) => n !== 2)).toHaveLength(59)

    const [first, second, third] = trace().startsOf(2)
    expect(trace().startsOf(2)).toHaveLength(3)
    expect(second! - first!).toBeGreaterThan(800)
    expect(third! - second!).toBeGreaterThan(3_200)
    expect(await command('retry', 'all')).toBe('1 to be done again')
    await expect.poll(() => trace().startsOf(2), patience).toHaveLength(4)
  })

  it('are given up where they end their worker, and at once where they say so', async () => {
    const { enqueue, work, trace, command } = await setUp()
    await enqueue('deadly', [1, 1])
    for (const _ of [1, 2]) await (await work()).process
    const { process } = await work()
    await expect.poll(() => command('failed'), patience).toContain('Each attempt ended its worker')
    await enqueue('hopeless', [2, 2])
    await expect.poll(() => command('failed'), patience).toContain('attempt 1 for request request-2: never')
    expect(trace().starts).toEqual([1, 1, 2])
    expect(process.exitCode).toBeNull()
  })

  it('are ended or given back by a worker that is stopped', async () => {
    const { enqueue, work, trace, ends, command } = await setUp()
    await enqueue('slow', [1, 4], { ms: 1_500 })
    const port = await freePort()
    const statusOf = async (what: string) => (await fetch(`http://localhost:${port}/${what}`)).status
    const patient = await work({ WORKER_PORT: String(port) })
    expect([await statusOf('health'), await statusOf('ready')]).toEqual([200, 200])
    await expect.poll(() => trace().starts, patience).toHaveLength(4)
    patient.process.kill('SIGTERM')
    await expect.poll(() => statusOf('ready')).toBe(503)
    expect((await patient.process).exitCode).toBe(0)
    expect(ends()).toEqual([1, 2, 3, 4])
    expect(await command('list')).toBe('There are none')

    await enqueue('slow', [5, 5], { ms: 60_000 })
    const hasty = await work({ SHUTDOWN_TIMEOUT: '1' })
    await expect.poll(() => trace().starts, patience).toHaveLength(5)
    const since = Date.now()
    hasty.process.kill('SIGTERM')
    expect((await hasty.process).exitCode).toBe(0)
    expect(Date.now() - since).toBeLessThan(4_000)
    expect(await command('list')).toMatch(/trials:slow {2}is due/)
  })

  it('are all done, though the clock of the database is put an hour ahead, and an hour back', async () => {
    const { enqueue, work, trace, ends, putAhead } = await setUp()
    const workers = await Promise.all([work(), work()])
    await enqueue('slow', [1, 4], { ms: 3_000 })
    await expect.poll(() => trace().starts, patience).toHaveLength(4)
    // Whoever runs looks dead: what he does is begun elsewhere, too.
    await putAhead(3_600)
    await expect.poll(() => [...new Set(ends())], patience).toEqual([1, 2, 3, 4])
    expect(trace().starts.length).toBeLessThanOrEqual(8)

    await enqueue('slow', [5, 8], { ms: 3_000 })
    await expect.poll(() => [...new Set(trace().starts)], patience).toHaveLength(8)
    await putAhead(-3_600)
    await expect.poll(() => [...new Set(ends())], patience).toHaveLength(8)
    for (const worker of workers) worker.process.kill('SIGTERM')
    await Promise.all(workers.map((worker) => worker.process))

    // What waits, waits as much longer, and what is new does not.
    await enqueue('slow', [9, 12])
    await putAhead(-3_600)
    await work()
    await enqueue('slow', [13, 13])
    await expect.poll(() => [...new Set(ends())].at(-1), patience).toBe(13)
    expect(new Set(ends()).size).toBe(9)
    await putAhead(3_600)
    await expect.poll(() => [...new Set(ends())], patience).toHaveLength(13)
  })

  it.skipIf(database === 'sqlite')('are all done after a database that was away for ten seconds', async () => {
    const { enqueue, work, trace, ends, command, databaseUrl } = await setUp()
    const proxy = await openProxy(databaseUrl)
    const { log, process } = await work({ DATABASE_URL: proxy.url })
    await enqueue('slow', [1, 3], { ms: 1_000 })
    await expect.poll(() => trace().starts, patience).toHaveLength(3)
    await proxy.down()
    await enqueue('slow', [4, 6])
    await sleep(10_000)
    expect(ends()).toEqual([1, 2, 3])
    await proxy.up()
    await expect.poll(() => command('list'), patience).toBe('There are none')
    expect([...new Set(ends())]).toEqual([1, 2, 3, 4, 5, 6])
    expect(process.exitCode).toBeNull()
    expect(log()).toContain('how a job went cannot be noted')
  })
})
