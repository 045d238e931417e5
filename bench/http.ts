// Requests per second of the emitted project's GET /health, with all its middleware and logging, beside bare Hono and
// bare node:http: 32 connections for some seconds each, in turns. node bench/http.ts [seconds] [rounds]
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { median } from './measure.ts'

const seconds = Number(process.argv[2] ?? 10)
const rounds = Number(process.argv[3] ?? 3)
const paxx = path.join(import.meta.dirname, '../bin/paxx.cjs')
const folder = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))
const shop = path.join(folder, 'shop')

const bareNode = `import { createServer } from 'node:http'
createServer((req, res) => {
  res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ status: 'ok' }))
}).listen(Number(process.env.PORT), '127.0.0.1')
`
const bareHono = `import { serve } from '@hono/node-server'
import { Hono } from 'hono'
const app = new Hono().get('/health', (c) => c.json({ status: 'ok' }))
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' })
`

interface Server {
  readonly name: string
  readonly file: string
  readonly port: number
}

interface Load {
  readonly perSecond: number
  readonly failures: number
}

try {
  execFileSync(process.execPath, [paxx, 'bootstrap', shop, '--no-git'], { stdio: 'ignore' })
  execFileSync('npm', ['run', 'build'], { cwd: shop, stdio: 'ignore' })
  execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', 'autocannon@9.0.0'], {
    cwd: folder,
    stdio: 'ignore',
  })
  writeFileSync(path.join(shop, 'bare-node.mjs'), bareNode)
  writeFileSync(path.join(shop, 'bare-hono.mjs'), bareHono)

  const servers: Server[] = [
    { name: 'node:http', file: 'bare-node.mjs', port: 3701 },
    { name: 'Hono', file: 'bare-hono.mjs', port: 3702 },
    { name: 'the project, all middleware', file: 'dist/main.js', port: 3703 },
  ]
  const loads = new Map<string, Load[]>(servers.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const server of servers) loads.get(server.name)!.push(await measure(server))
  }
  printTable(loads)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure(server: Server): Promise<Load> {
  const child = await start(server)
  try {
    hammer(server, 2)
    return hammer(server, seconds)
  } finally {
    child.kill()
  }
}

async function start({ file, port }: Server): Promise<ChildProcess> {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: 'sqlite:data/shop.db',
  }
  const child = spawn(process.execPath, [file], { cwd: shop, env, stdio: ['ignore', 'ignore', 'inherit'] })
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined)
    if (answer?.ok) return child
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${file} did not start`)
}

function hammer({ port }: Server, duration: number): Load {
  const args = ['-c', '32', '-d', String(duration), '--json', `http://127.0.0.1:${port}/health`]
  const autocannon = path.join(folder, 'node_modules/autocannon/autocannon.js')
  const stdout = execFileSync(process.execPath, [autocannon, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
  const result = JSON.parse(stdout.toString()) as {
    requests: { average: number }
    errors: number
    timeouts: number
    non2xx: number
  }
  return { perSecond: result.requests.average, failures: result.errors + result.timeouts + result.non2xx }
}

function printTable(loads: Map<string, Load[]>): void {
  const rate = (all: readonly Load[]) => median(all.map(({ perSecond }) => perSecond))
  const bare = rate([...loads.values()][0]!)
  console.log('| server | requests/s | of node:http | failures |\n| --- | ---: | ---: | ---: |')
  for (const [name, all] of loads) {
    const failures = all.reduce((sum, load) => sum + load.failures, 0)
    console.log(`| ${name} | ${rate(all).toFixed(0)} | ${((rate(all) / bare) * 100).toFixed(0)} % | ${failures} |`)
  }
}
