// Servers that answer the same requests, measured in turns.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { type Load, load } from './load.ts'
import { median } from './measure.ts'

/** Says, when it is asked, what CPU time the process has taken. */
const confess = `data:text/javascript,process.on('message', () => process.send(process.cpuUsage()))`

export interface Server {
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

/** Starts a program that listens on a port, and writes its log to a file. */
export async function start(
  name: string,
  { cwd, file, port, route, database }: { cwd: string; file: string; port: number; route: string; database: string },
): Promise<Server> {
  const log = openSync(`${cwd}/${port}.log`, 'w')
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: database,
  }
  const args = ['--import', confess, file]
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', log, 'inherit', 'ipc'] })
  closeSync(log)
  const url = new URL(route, `http://127.0.0.1:${port}`)
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return { name, url, process: child, turns: [] }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill()
  throw new Error(`${file} did not start`)
}

/** Loads the servers with 32 connections each, one after the other, some seconds in each of some rounds. */
export async function compareServers(servers: readonly Server[], seconds: number, rounds: number): Promise<void> {
  for (const server of servers) await load(server.url, 32, 3)
  for (let round = 0; round < rounds; round++) {
    for (const server of round % 2 === 0 ? servers : servers.toReversed()) {
      server.turns.push(await measure(server, seconds))
    }
  }
  printTable(servers)
}

async function measure(server: Server, seconds: number): Promise<Turn> {
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

function printTable(servers: readonly Server[]): void {
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
