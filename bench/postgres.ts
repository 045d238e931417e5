// Requests per second of the emitted project's GET /orders/:id on PostgreSQL, beside the barest program that reads the same
// row by the same SQL and as many connections: as bench/item.ts has it. The server is that of POSTGRES_URL.
// node bench/postgres.ts [seconds a turn] [rounds]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { compareServers, type Server, start } from './beside.ts'

const seconds = Number(process.argv[2] ?? 1)
const rounds = Number(process.argv[3] ?? 20)
const paxx = path.join(import.meta.dirname, '../bin/paxx.cjs')
const folder = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))
const shop = path.join(folder, 'shop')
const server = new URL(process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres')
const name = `paxx_bench_${process.pid}`
const database = Object.assign(new URL(server), { pathname: `/${name}` }).href

/** @param query what `pg` is asked, and with which values: JavaScript in which `id` is the row's */
const bareNode = (query: string): string => `import { createServer } from 'node:http'
import pg from 'pg'
pg.types.setTypeParser(20, Number)
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const columns = '"id", "created_at" as "createdAt", "updated_at" as "updatedAt", "total", "status", "gift", "notes"'
const find = 'select ' + columns + ' from "orders" where "id" = $1'
createServer(async (req, res) => {
  const id = Number(req.url.slice('/orders/'.length))
  const { rows } = await pool.query(${query})
  if (!rows[0]) return res.writeHead(404).end()
  const body = JSON.stringify(rows[0])
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
  res.writeHead(200, headers).end(body)
}).listen(Number(process.env.PORT), '127.0.0.1')
`

const servers: Server[] = []
await ask(server.href, `create database ${name}`)
try {
  await prepare()
  const common = { cwd: shop, route: '/orders/1', database }
  servers.push(await start('bare `node:http` and `pg`', { ...common, file: 'bare.mjs', port: 3706 }))
  servers.push(await start('the same, its statement prepared', { ...common, file: 'bare-prepared.mjs', port: 3708 }))
  servers.push(await start('the project, all middleware', { ...common, file: 'dist/main.js', port: 3707 }))
  await compareServers(servers, seconds, rounds)
} finally {
  for (const one of servers) one.process.kill('SIGKILL')
  await ask(server.href, `drop database ${name} with (force)`)
  rmSync(folder, { recursive: true, force: true })
}

async function prepare(): Promise<void> {
  const run = (file: string, ...args: string[]) =>
    execFileSync(file, args, { cwd: shop, stdio: 'ignore', env: { ...process.env, DATABASE_URL: database } })
  execFileSync(process.execPath, [paxx, 'bootstrap', shop, '--database', 'postgres', '--no-git'], { stdio: 'ignore' })
  const fields = ['total:integer', 'status:enum=pending,paid:default=pending', 'gift:boolean', 'notes:text:optional']
  run(process.execPath, paxx, 'feature', 'create', 'orders', ...fields)
  run('npm', 'run', 'build')
  run('npm', 'run', 'db:upgrade')
  writeFileSync(path.join(shop, 'bare.mjs'), bareNode('find, [id]'))
  writeFileSync(path.join(shop, 'bare-prepared.mjs'), bareNode("{ name: 'find', text: find, values: [id] }"))
  await ask(
    database,
    "insert into orders (total, status, gift, notes) values (4200, 'paid', true, 'Leave it at the door')",
  )
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
