// How much memory a server takes for `GET /orders.csv`, with so many rows and with a tenth of them, and how long the rows took that were
// created before by batches. The servers are those of POSTGRES_URL and MYSQL_URL. node bench/csv.ts [rows] [database …]
import { execFileSync, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { onEachDatabase } from './shops.ts'

const most = Number(process.argv[2] ?? 1_000_000)
const chosen = process.argv.slice(3)

const fields = 'customer:string total:integer status:enum=open,paid:default=open price:decimal=10,2 note:text:optional'

/** Creates so many orders by batches. */
const fill = `import { createOrderBatch } from '#features/orders/services.ts'
import { createDb } from '#core/database/database.ts'
import { loadSettings } from './settings.ts'

const db = createDb(loadSettings().DATABASE_URL)
const rows = Number(process.argv[2])
for (let at = 0; at < rows; at += 1_000) {
  await createOrderBatch(db, Array.from({ length: 1_000 }, (_, n) => (
    { customer: 'Customer ' + (at + n), total: n, status: 'paid', price: '12.50', note: 'A line, with "quotes"' })))
}
await db.destroy()
`

/** In MB. */
const memoryOf = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1_024

/** Reads a file, and gives the most memory that its server had meanwhile. */
async function download(url: string, pid: number) {
  let [peak, bytes] = [0, 0]
  const sampling = setInterval(() => (peak = Math.max(peak, memoryOf(pid))), 200)
  for await (const chunk of (await fetch(url)).body!) bytes += chunk.length
  clearInterval(sampling)
  return { peak, bytes }
}

/** The memory of a server before a file, and the most during it and during the same once more: what is kept would add up. */
async function measure(shop: string, env: NodeJS.ProcessEnv) {
  const port = String(20_000 + (process.pid % 20_000))
  const server = spawn(process.execPath, ['main.ts'], { cwd: shop, env: { ...env, PORT: port }, stdio: 'ignore' })
  const url = `http://localhost:${port}/orders`
  try {
    while (!(await fetch(url).catch(() => undefined))?.ok) {
      if (server.exitCode !== null) throw new Error('The server does not start')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const before = memoryOf(server.pid!)
    const start = performance.now()
    const first = await download(`${url}.csv`, server.pid!)
    const seconds = (performance.now() - start) / 1_000
    const second = await download(`${url}.csv`, server.pid!)
    return { before, first: first.peak, second: second.peak, seconds, megabytes: first.bytes / 1_000_000 }
  } finally {
    server.kill()
  }
}

console.log('| database | rows | created in | file | written in | memory before | at most | again |')
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
await onEachDatabase(chosen, async ({ title, folder, env, run }) => {
  run('feature', 'create', 'orders', ...fields.split(' '), '--bulk')
  run('db', 'upgrade')
  writeFileSync(path.join(folder, 'fill.ts'), fill)
  let rows = 0
  for (const more of [most / 10, (most * 9) / 10]) {
    const start = performance.now()
    execFileSync(process.execPath, ['fill.ts', String(more)], { cwd: folder, env, stdio: 'inherit' })
    const created = (performance.now() - start) / 1_000
    rows += more
    const { before, first, second, seconds, megabytes } = await measure(folder, env)
    const cells = [
      title,
      rows.toLocaleString('en'),
      `${created.toFixed(0)} s`,
      `${megabytes.toFixed(0)} MB`,
      `${seconds.toFixed(0)} s`,
      `${before.toFixed(0)} MB`,
      `${first.toFixed(0)} MB`,
      `${second.toFixed(0)} MB`,
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
})
