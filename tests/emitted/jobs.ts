import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { execa, type ResultPromise } from 'execa'
import { expect, onTestFinished } from 'vitest'
import type { Answers } from '../../src/render/answers.ts'
import { mysqlShop } from './mysql.ts'
import { postgresShop } from './postgres.ts'
import { machinePath, shop, succeed } from './shop.ts'
import { base, write } from './written.ts'

const shops = { sqlite: async () => shop, postgres: postgresShop, mysql: mysqlShop }

/** Jobs that write down when they start and end, and a way to have them done by a request. */
const trials: Readonly<Record<string, string>> = {
  'jobs.ts': `import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { UnrecoverableError } from '#core/errors.ts'
import { defineJob } from '#features/jobs/job.ts'

const trace = (what: string, n: number) => appendFileSync(process.env.TRACE!, [what, n, process.pid, performance.timeOrigin + performance.now()].join(' ') + '\\n')
const Trial = z.object({ n: z.int(), ms: z.int().default(0) })

export const slow = defineJob('trials:slow', Trial, async (_, { n, ms }) => {
  trace('start', n)
  await sleep(ms)
  trace('end', n)
})

export const poison = defineJob('trials:poison', Trial, async (_, { n }) => {
  trace('start', n)
  throw new Error('no luck')
}, { attempts: 3, backoff: 1 })

export const hopeless = defineJob('trials:hopeless', Trial, async (_, { n }) => {
  trace('start', n)
  throw new UnrecoverableError('never')
})

export const deadly = defineJob('trials:deadly', Trial, async (_, { n }) => {
  trace('start', n)
  process.kill(process.pid, 'SIGKILL')
  await sleep(10_000)
}, { attempts: 2 })
`,
  'routes.ts': `import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { ConflictError } from '#core/errors.ts'
import { createRouter } from '#core/http/router.ts'
import { enqueue } from '#features/jobs/services.ts'
import * as jobs from './jobs.ts'

/** To put the clock of the database ahead is, for the jobs in it, to put back all of their times. */
export const clock = createRouter().post('/', async (c) => {
  const { ahead } = await c.req.json()
  await c.var.db.transaction().execute(async (trx) => {
    for (const { id, runAt } of await trx.selectFrom('jobs').select(['id', 'runAt']).where('runAt', 'is not', null).execute()) {
      const moved = new Date(Date.parse(runAt!) - ahead * 1_000).toISOString()
      await trx.updateTable('jobs').set({ runAt: moved }).where('id', '=', id).execute()
    }
  })
  return c.body(null, 204)
})

export const trials = createRouter().post('/', async (c) => {
  const { job, from, to, ms, key, rollback, waitFor } = await c.req.json()
  await c.var.db.transaction().execute(async (trx) => {
    for (let n = from; n <= to; n += 1) await enqueue(trx, jobs[job as 'slow'], { n, ms }, { key })
    if (rollback) throw new ConflictError('Rolled back')
    while (waitFor && !existsSync(waitFor)) {
      await sleep(100)
      // What does nothing for too long is ended.
      await trx.selectFrom('jobs').select('id').limit(1).execute()
    }
  })
  return c.body(null, 204)
})
`,
}

/** A project whose workers are tried, built. */
export async function writeTrials(database: Answers['database'], atEnd: (remove: () => void) => void): Promise<string> {
  const cwd = await write({ ...base, database, extensions: { jobs: {} } }, await shops[database](), atEnd)
  await mkdir(path.join(cwd, 'features/trials'))
  for (const [file, text] of Object.entries(trials)) await writeFile(path.join(cwd, 'features/trials', file), text)
  const app = await readFile(path.join(cwd, 'app.ts'), 'utf8')
  const mounted = app.replace(
    /^ {2}app\.route\('\/', health.*$/m,
    "$&\n  app.route('/trials', trials)\n  app.route('/clock', clock)",
  )
  await writeFile(path.join(cwd, 'app.ts'), `import { clock, trials } from '#features/trials/routes.ts'\n${mounted}`)
  await writeFile(path.join(cwd, 'skewed.mjs'), skewed)
  await succeed('npm', ['run', 'build'], { cwd })
  return cwd
}

/** A clock that is wrong by SKEW seconds. */
const skewed = `const [Real, off] = [Date, process.env.SKEW * 1_000]
globalThis.Date = class extends Real {
  constructor(...given) {
    super(...(given.length > 0 ? given : [Real.now() + off]))
  }
  static now = () => Real.now() + off
}
`

export interface Trace {
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** When a job started, each time. */
  readonly startsOf: (n: number) => readonly number[]
}

export function readTrace(file: string): Trace {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  const entries = lines.filter(Boolean).map((line) => line.split(' '))
  const of = (kind: string) => entries.filter(([what]) => what === kind)
  return {
    starts: of('start').map(([, n]) => Number(n)),
    ends: of('end').map(([, n]) => Number(n)),
    startsOf: (n) =>
      of('start')
        .filter((entry) => Number(entry[1]) === n)
        .map((entry) => Number(entry[3])),
  }
}

export interface Work {
  readonly process: ResultPromise<{ reject: false }>
  readonly log: () => string
}

/** Starts a worker of a project that was built, and waits until it works. */
export async function startWorker(cwd: string, env: Record<string, string>): Promise<Work> {
  const PATH = [path.join(cwd, 'node_modules/.bin'), machinePath].join(path.delimiter)
  const args = ['SKEW' in env ? '--import=./skewed.mjs' : '', 'dist/worker.js'].filter(Boolean)
  const child = execa('node', args, {
    cwd,
    env: { NODE_ENV: 'production', VITEST: '', ...env, PATH },
    stdin: 'ignore',
    reject: false,
    all: true,
  })
  let printed = ''
  child.all.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  onTestFinished(async () => {
    // What it has ended it notes, where it can.
    child.kill()
    await child
  })
  await expect.poll(() => printed, { timeout: 30_000 }).toContain('"working"')
  return { process: child as unknown as Work['process'], log: () => printed }
}
