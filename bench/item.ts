// The emitted project's get, list of 20, POST and PATCH, with all its middleware and logging to a file, beside the barest
// program that does the same by prepared statements: 32 connections that are kept alive, in short turns, so that a noisy
// machine is noisy for both. On PostgreSQL the server is that of POSTGRES_URL.
// node bench/item.ts [sqlite|postgres] [seconds a turn] [rounds] [another built project to measure with them]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { bareProgram } from './bare.ts'
import { compareServers, type Server, start } from './beside.ts'
import type { Request } from './load.ts'

const kind = process.argv[2] === 'postgres' ? 'postgres' : 'sqlite'
const seconds = Number(process.argv[3] ?? 1)
const rounds = Number(process.argv[4] ?? 20)
const other = process.argv[5]
const paxx = path.join(import.meta.dirname, '../bin/paxx.cjs')
const folder = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))
const shop = path.join(folder, 'shop')
const server = new URL(process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres')
const name = `paxx_bench_${process.pid}`
const database =
  kind === 'sqlite'
    ? `sqlite:${path.join(shop, 'data/bench.db')}`
    : Object.assign(new URL(server), { pathname: `/${name}` }).href

const order = { total: 4200, status: 'paid', gift: true, notes: 'Leave it at the door' }
const requests: Record<string, Request> = {
  get: { method: 'GET', path: (connection) => `/orders/${connection + 1}` },
  'list of 20': { method: 'GET', path: () => '/orders' },
  POST: { method: 'POST', path: () => '/orders', body: order },
  PATCH: { method: 'PATCH', path: (connection) => `/orders/${connection + 1}`, body: { total: 4300, status: 'paid' } },
}

const servers: Server[] = []
if (kind === 'postgres') await ask(server.href, `create database ${name}`)
try {
  prepare()
  const add = async (title: string, port: number, cwd: string, ...args: string[]) => {
    servers.push(await start(title, { cwd, args, port, database }, '/orders'))
    if (servers.length > 1) return
    const init = { method: 'POST', body: JSON.stringify(order), headers: { 'Content-Type': 'application/json' } }
    for (let n = 0; n < 100; n++) await fetch(`http://127.0.0.1:${port}/orders`, init)
  }
  await add('bare', 3704, shop, 'bare.mjs')
  await add('the project', 3705, shop, ...startOf(shop))
  if (other) await add('the other', 3706, other, ...startOf(other))
  await compareServers(servers, requests, seconds, rounds)
} finally {
  for (const one of servers) one.process.kill('SIGKILL')
  if (kind === 'postgres') await ask(server.href, `drop database ${name} with (force)`)
  rmSync(folder, { recursive: true, force: true })
}

/** What its `npm start` gives to Node. */
function startOf(project: string): string[] {
  const { scripts } = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  return scripts['start']!.split(' ').slice(1)
}

function prepare(): void {
  const env = { ...process.env, DATABASE_URL: database }
  const run = (file: string, ...args: string[]) => execFileSync(file, args, { cwd: shop, stdio: 'ignore', env })
  execFileSync(process.execPath, [paxx, 'bootstrap', shop, '--database', kind, '--no-git'], { stdio: 'ignore' })
  const fields = ['total:integer', 'status:enum=pending,paid:default=pending', 'gift:boolean', 'notes:text:optional']
  run(process.execPath, paxx, 'feature', 'create', 'orders', ...fields)
  run('npm', 'run', 'build')
  run('npm', 'run', 'db:upgrade')
  writeFileSync(path.join(shop, 'bare.mjs'), bareProgram(kind))
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
