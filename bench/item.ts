// Requests per second of the emitted project's GET /orders/:id, with all its middleware and logging to a file, beside the
// barest program that reads the same row: 32 connections that are kept alive, in short turns, so that a noisy machine is
// noisy for both. node bench/item.ts [seconds a turn] [rounds]
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Load, load } from './load.ts'
import { median } from './measure.ts'

const seconds = Number(process.argv[2] ?? 1)
const rounds = Number(process.argv[3] ?? 20)
const paxx = path.join(import.meta.dirname, '../bin/paxx.cjs')
const folder = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))
const shop = path.join(folder, 'shop')
const database = path.join(shop, 'data/bench.db')

const bareNode = `import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync(process.env.DATABASE_URL.replace('sqlite:', ''))
db.exec('pragma journal_mode = wal; pragma synchronous = normal')
const columns = 'id, created_at as createdAt, updated_at as updatedAt, total, status, gift, notes'
const find = db.prepare('select ' + columns + ' from orders where id = ?')
createServer((req, res) => {
  const order = find.get(Number(req.url.slice('/orders/'.length)))
  if (!order) return res.writeHead(404).end()
  order.gift = order.gift === 1
  const body = JSON.stringify(order)
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
  res.writeHead(200, headers).end(body)
}).listen(Number(process.env.PORT), '127.0.0.1')
`
/** Says, when it is asked, what CPU time the process has taken. */
const confess = `data:text/javascript,process.on('message', () => process.send(process.cpuUsage()))`

interface Server {
  readonly name: string
  readonly url: URL
  readonly process: ChildProcess
  readonly turns: Turn[]
}

interface Turn extends Load {
  /** Of the server's process, in microseconds a request. */
  readonly cpu: number
  /** How much of a core the server and the load generator each had, of 1. */
  readonly busy: number
  readonly generator: number
}

const servers: Server[] = []
try {
  prepare()
  servers.push(await start('bare `node:http` and `node:sqlite`', 'bare-node.mjs', 3704))
  servers.push(await start('the project, all middleware', 'dist/main.js', 3705))
  for (const server of servers) await load(server.url, 32, 3)
  for (let round = 0; round < rounds; round++) {
    for (const server of round % 2 === 0 ? servers : servers.toReversed()) server.turns.push(await measure(server))
  }
  printTable()
} finally {
  for (const server of servers) server.process.kill()
  rmSync(folder, { recursive: true, force: true })
}

function prepare(): void {
  const run = (file: string, ...args: string[]) =>
    execFileSync(file, args, {
      cwd: shop,
      stdio: 'ignore',
      env: { ...process.env, DATABASE_URL: `sqlite:${database}` },
    })
  execFileSync(process.execPath, [paxx, 'bootstrap', shop, '--no-git'], { stdio: 'ignore' })
  const fields = ['total:integer', 'status:enum=pending,paid:default=pending', 'gift:boolean', 'notes:text:optional']
  run(process.execPath, paxx, 'feature', 'create', 'orders', ...fields)
  run('npm', 'run', 'build')
  run('npm', 'run', 'db:upgrade')
  writeFileSync(path.join(shop, 'bare-node.mjs'), bareNode)

  const db = new DatabaseSync(database)
  db.exec("insert into orders (total, status, gift, notes) values (4200, 'paid', 1, 'Leave it at the door')")
  db.close()
}

async function start(name: string, file: string, port: number): Promise<Server> {
  const log = openSync(path.join(folder, `${port}.log`), 'w')
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: `sqlite:${database}`,
  }
  const args = ['--import', confess, file]
  const child = spawn(process.execPath, args, { cwd: shop, env, stdio: ['ignore', log, 'inherit', 'ipc'] })
  closeSync(log)
  const url = new URL(`http://127.0.0.1:${port}/orders/1`)
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return { name, url, process: child, turns: [] }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill()
  throw new Error(`${file} did not start`)
}

async function measure(server: Server): Promise<Turn> {
  const [before, ownBefore, started] = [await cpuTime(server), process.cpuUsage(), performance.now()]
  const result = await load(server.url, 32, seconds)
  const elapsed = (performance.now() - started) * 1_000
  const own = process.cpuUsage(ownBefore)
  const taken = (await cpuTime(server)) - before
  return { ...result, cpu: taken / result.answers, busy: taken / elapsed, generator: (own.user + own.system) / elapsed }
}

async function cpuTime({ process: child }: Server): Promise<number> {
  child.send('cpu')
  const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage]
  return user + system
}

function printTable(): void {
  const of = ({ turns }: Server, key: keyof Turn) => median(turns.map((turn) => turn[key]))
  const [bare] = servers
  console.log('| server | requests/s | of bare | CPU a request | of bare | busy | generator busy | failures |')
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
  const percent = (part: number) => `${(part * 100).toFixed(0)} %`
  for (const server of servers) {
    const [rate, cpu] = [of(server, 'perSecond'), of(server, 'cpu')]
    const cells = [
      server.name,
      rate.toFixed(0),
      percent(rate / of(bare!, 'perSecond')),
      `${cpu.toFixed(1)} µs`,
      percent(of(bare!, 'cpu') / cpu),
      percent(of(server, 'busy')),
      percent(of(server, 'generator')),
      server.turns.reduce((sum, { failures }) => sum + failures, 0),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}
