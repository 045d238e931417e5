// How many empty jobs a second a worker does, at so many at once, what CPU each takes, and what it takes to wait for more with 20 kinds of
// jobs: the table of `paxx add jobs` on each database, beside graphile-worker on the same PostgreSQL and BullMQ on a Redis.
// The servers are those of POSTGRES_URL, MYSQL_URL and REDIS_URL; the programs are in `bench/jobs/`: node bench/jobs.ts [jobs]
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { mysqlDatabase, postgresDatabase } from './databases.ts'

interface Measured {
  readonly busy: { readonly wall: number; readonly cpu: number }
  readonly idle: { readonly wall: number; readonly cpu: number }
}

const count = Number(process.argv[2] ?? 2_000)
const paxx = path.join(import.meta.dirname, '../bin/paxx.cjs')
const root = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))
const inRoot = (...names: string[]) => path.join(root, ...names)
const run = (file: string, args: string[], cwd: string, env = {}) =>
  execFileSync(file, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })

const [postgres, mysql] = await Promise.all([postgresDatabase(), mysqlDatabase()])
try {
  const others = makeOthers()
  const subjects = [
    ['SQLite', makeProject('sqlite', 'sqlite:data/jobs.db'), 'project.mjs', {}],
    ['PostgreSQL', makeProject('postgres', postgres.url), 'project.mjs', {}],
    ['MariaDB', makeProject('mysql', mysql.url), 'project.mjs', {}],
    ['graphile-worker', others, 'graphile.mjs', { DATABASE_URL: postgres.url }],
    ['BullMQ', others, 'bullmq.mjs', { REDIS_URL: process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379' }],
  ] as const

  console.log(
    '| jobs | at once | jobs/s | CPU a job | CPU of a second that waits |\n| --- | ---: | ---: | ---: | ---: |',
  )
  for (const atOnce of [1, 10, 50]) {
    for (const [name, folder, program, env] of subjects) {
      const settings = { ...env, COUNT: String(count), AT_ONCE: String(atOnce), JOBS_AT_ONCE: String(atOnce) }
      const printed = run(process.execPath, [program], folder, settings)
      const { busy, idle } = JSON.parse(printed.trim().split('\n').at(-1)!) as Measured
      const figures = [
        `${((count / busy.wall) * 1_000).toFixed(0)}`,
        `${(busy.cpu / count).toFixed(2)} ms`,
        `${((idle.cpu / idle.wall) * 1_000).toFixed(1)} ms`,
      ]
      console.log(`| ${name} | ${atOnce} | ${figures.join(' | ')} |`)
    }
  }
} finally {
  await Promise.all([postgres.drop(), mysql.drop()])
  rmSync(root, { recursive: true, force: true })
}

/** A project with 20 kinds of jobs that do nothing. */
function makeProject(database: 'sqlite' | 'postgres' | 'mysql', url: string): string {
  const folder = inRoot(database)
  const fixed = ['--no-git', '--package-manager', 'npm', '--with', 'jobs', '--no-install']
  run(process.execPath, [paxx, 'bootstrap', database, '--name', 'shop', '--database', database, ...fixed], root)
  run('npm', ['install', '--no-audit', '--no-fund'], folder)
  mkdirSync(path.join(folder, 'features/kinds'))
  const kinds = Array.from({ length: 20 }, (_, kind) => {
    return `export const kind${kind} = defineJob('kinds:${kind}', z.object({}), async () => {})`
  })
  const imports = ["import { z } from 'zod'", "import { defineJob } from '#features/jobs/job.ts'"]
  writeFileSync(path.join(folder, 'features/kinds/jobs.ts'), [...imports, ...kinds, ''].join('\n'))
  writeFileSync(path.join(folder, '.env'), `DATABASE_URL=${url}\n`)
  cpSync(path.join(import.meta.dirname, 'jobs'), folder, { recursive: true })
  run('npm', ['run', 'db:upgrade'], folder)
  return folder
}

function makeOthers(): string {
  const folder = inRoot('others')
  cpSync(path.join(import.meta.dirname, 'jobs'), folder, { recursive: true })
  const dependencies = { bullmq: '6.7.0', 'graphile-worker': '0.18.0', ioredis: '6.0.0', pg: '8.23.1' }
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], folder)
  return folder
}
