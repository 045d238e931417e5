// The emitted project's get, list of 20, POST and PATCH, with all its middleware and logging to a file, beside the barest
// program that does the same by prepared statements: 32 connections that are kept alive, in short turns, so that a noisy
// machine is noisy for both. On PostgreSQL the server is that of POSTGRES_URL.
// node bench/item.ts [sqlite|postgres] [seconds a turn] [rounds] [another built project to measure with them]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { bareProgram } from './bare.ts'
import { compareServers, type Server, start } from './beside.ts'
import { postgresDatabase } from './databases.ts'
import { fill, makeShop, requests, startOf } from './orders.ts'

const kind = process.argv[2] === 'postgres' ? 'postgres' : 'sqlite'
const seconds = Number(process.argv[3] ?? 1)
const rounds = Number(process.argv[4] ?? 20)
const other = process.argv[5]
const folder = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))
const shop = path.join(folder, 'shop')
const database = kind === 'postgres' ? await postgresDatabase() : undefined
const url = database?.url ?? `sqlite:${path.join(shop, 'data/bench.db')}`

const servers: Server[] = []
try {
  makeShop(shop, kind, url)
  writeFileSync(path.join(shop, 'bare.mjs'), bareProgram(kind))
  const add = async (title: string, port: number, cwd: string, ...args: string[]) =>
    servers.push(await start(title, { cwd, args, port, database: url }, '/orders'))
  await add('bare', 3704, shop, 'bare.mjs')
  await fill(servers[0]!)
  await add('the project', 3705, shop, ...startOf(shop))
  if (other) await add('the other', 3706, other, ...startOf(other))
  await compareServers(servers, requests, seconds, rounds)
} finally {
  for (const one of servers) one.process.kill('SIGKILL')
  await database?.drop()
  rmSync(folder, { recursive: true, force: true })
}
