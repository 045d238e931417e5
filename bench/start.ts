// How long a development server takes until it answers, and from a save to the next answer: `paxx start` beside NestJS' own.
// Both projects are new, and made as their guides say; NestJS comes from npm: node bench/start.ts [rounds]
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { median } from './measure.ts'

/** A project whose one route answers with a text of its source, `v0`. */
interface Project {
  readonly name: string
  readonly folder: string
  readonly port: number
  readonly command: readonly string[]
  readonly source: string
}

const rounds = Number(process.argv[2] ?? 9)
const paxx = path.join(import.meta.dirname, '../bin/paxx.cjs')
const root = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))
const inRoot = (...names: string[]) => path.join(root, ...names)
const run = (file: string, args: string[], cwd = root) => execFileSync(file, args, { cwd, stdio: 'ignore' })

try {
  const projects = [makePaxx(), makeNest()]
  const times = projects.map(({ name }) => ({ name, starts: [] as number[], saves: [] as number[] }))
  for (let round = -1; round < rounds; round++) {
    for (const [index, project] of projects.entries()) {
      const { start, save } = await measure(project)
      // The first round fills caches.
      if (round < 0) continue
      times[index]!.starts.push(start)
      times[index]!.saves.push(save)
    }
  }
  console.log('| development server | until it answers | from a save to the next answer |\n| --- | ---: | ---: |')
  for (const { name, starts, saves } of times) {
    console.log(`| \`${name}\` | ${median(starts).toFixed(0)} ms | ${median(saves).toFixed(0)} ms |`)
  }
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 3 })
}

function makePaxx(): Project {
  run(process.execPath, [paxx, 'bootstrap', 'shop', '--no-git', '--package-manager', 'npm'])
  const source = inRoot('shop', 'app.ts')
  edit(source, "  app.route('/', health", "  app.get('/', (c) => c.text('v0'))\n  app.route('/', health")
  const command = [inRoot('shop/node_modules/paxx/bin/paxx.cjs'), 'start']
  return { name: 'paxx start', folder: inRoot('shop'), port: 3721, command, source }
}

function makeNest(): Project {
  run('npx', ['--yes', '@nestjs/cli@12.0.8', 'new', 'nest', '--skip-git', '--package-manager=npm'])
  const source = inRoot('nest', 'src/app.service.ts')
  edit(source, 'Hello World!', 'v0')
  const command = [inRoot('nest/node_modules/@nestjs/cli/bin/nest.js'), 'start', '--watch']
  return { name: 'nest start --watch', folder: inRoot('nest'), port: 3722, command, source }
}

function edit(file: string, old: string, next: string): void {
  const text = readFileSync(file, 'utf8')
  if (!text.includes(old)) throw new Error(`${file} does not have ${old}`)
  writeFileSync(file, text.replace(old, next))
}

async function measure({ command, folder, port, source }: Project): Promise<{ start: number; save: number }> {
  const env = { ...process.env, PORT: String(port) }
  // A group of its own, so that what it starts ends with it.
  const server = spawn(process.execPath, command, { cwd: folder, env, stdio: 'ignore', detached: true })
  try {
    const start = await until(port, 'v0', server)
    // Nobody saves sooner, and a watcher may still be looking at what there is.
    await setTimeout(1_000)
    edit(source, 'v0', 'v1')
    return { start, save: await until(port, 'v1', server) }
  } finally {
    process.kill(-server.pid!, 'SIGKILL')
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
    edit(source, 'v1', 'v0')
  }
}

/** @returns the milliseconds until a server answers so */
async function until(port: number, text: string, server: ChildProcess): Promise<number> {
  const started = performance.now()
  while (performance.now() - started < 60_000 && server.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)
    if ((await answer?.text()) === text) return performance.now() - started
    await setTimeout(10)
  }
  throw new Error(`no server on ${port} answered ${text}`)
}
