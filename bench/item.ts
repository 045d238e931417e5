// Requests per second of the emitted project's GET /orders/:id, with all its middleware and logging to a file, beside the
// barest program that reads the same row: 32 connections that are kept alive, in short turns, so that a noisy machine is
// noisy for both. node bench/item.ts [seconds a turn] [rounds]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { compareServers, type Server, start } from './beside.ts'

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
const servers: Server[] = []
try {
  prepare()
  const common = { cwd: shop, route: '/orders/1', database: `sqlite:${database}` }
  servers.push(await start('bare `node:http` and `node:sqlite`', { ...common, file: 'bare-node.mjs', port: 3704 }))
  servers.push(await start('the project, all middleware', { ...common, file: 'dist/main.js', port: 3705 }))
  await compareServers(servers, seconds, rounds)
} finally {
  for (const server of servers) server.process.kill('SIGKILL')
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
