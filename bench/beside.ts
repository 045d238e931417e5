// Servers that answer the same requests, measured in turns.
import { type ChildProcess, spawn } from 'node:child_process'
import { on } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { type Load, load, type Request } from './load.ts'
import { median } from './measure.ts'

/** Says, when it is asked, what CPU time the process has taken. */
const confess = `data:text/javascript,process.on('message', () => process.send(process.cpuUsage()))`
const connections = 32

export interface Server {
  readonly name: string
  readonly port: number
  readonly process: ChildProcess
}

interface Turn extends Load {
  /** Of the server's process, in microseconds a request. */
  readonly cpu: number
  /** How much of a core the server and the load generator each had, of 1. */
  readonly busy: number
  readonly generator: number
}

interface Program {
  readonly cwd: string
  /** What Node is given: its options, and the file. */
  readonly args: readonly string[]
  readonly port: number
  readonly database: string
}

/** Starts a program that listens on a port, answers at `ready`, and writes its log to a file. */
export async function start(name: string, { cwd, args, port, database }: Program, ready: string): Promise<Server> {
  const log = openSync(`${cwd}/${port}.log`, 'w')
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: database,
  }
  const stdio = ['ignore', log, 'inherit', 'ipc'] as const
  const child = spawn(process.execPath, ['--import', confess, ...args], { cwd, env, stdio: [...stdio] })
  closeSync(log)
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${port}${ready}`).catch(() => undefined)
    if (answer?.ok) return { name, port, process: child }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill()
  throw new Error(`${args.join(' ')} did not start: ${readFileSync(`${cwd}/${port}.log`, 'utf8')}`)
}

/** Loads the servers with 32 connections each, in an order that is drawn anew, some seconds with each request in each of some rounds. */
export async function compareServers(
  servers: readonly Server[],
  requests: Record<string, Request>,
  seconds: number,
  rounds: number,
): Promise<void> {
  const turns = new Map<Server, Map<string, Turn[]>>(servers.map((server) => [server, new Map()]))
  for (let round = -1; round < rounds; round++) {
    for (const [name, request] of Object.entries(requests)) {
      for (const server of shuffled(servers)) {
        const turn = await measure(server, request, seconds)
        const before = turns.get(server)!.get(name) ?? []
        // The first round is for the compiler.
        turns.get(server)!.set(name, round < 0 ? [] : [...before, turn])
      }
    }
  }
  for (const name of Object.keys(requests)) {
    printTable(name, new Map(servers.map((server) => [server, turns.get(server)!.get(name)!])))
  }
  for (const server of servers) console.log(`${server.name}: ${memory(server)} MB of memory after all that`)
}

/** Whoever comes after the same one each time has its leftovers each time, such as the database's. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  const drawn = items.map((item) => ({ item, at: Math.random() }))
  return drawn.toSorted((one, other) => one.at - other.at).map(({ item }) => item)
}

async function measure(server: Server, request: Request, seconds: number): Promise<Turn> {
  const [before, ownBefore, started] = [await cpuTime(server), process.cpuUsage(), performance.now()]
  const result = await load(server.port, request, connections, seconds)
  const elapsed = (performance.now() - started) * 1_000
  const own = process.cpuUsage(ownBefore)
  const taken = (await cpuTime(server)) - before
  return { ...result, cpu: taken / result.answers, busy: taken / elapsed, generator: (own.user + own.system) / elapsed }
}

async function cpuTime({ process: child }: Server): Promise<number> {
  child.send('cpu')
  for await (const [message] of on(child, 'message') as AsyncIterable<[Partial<NodeJS.CpuUsage>]>) {
    // A program may have more to say to who started it.
    if (message.user !== undefined && message.system !== undefined) return message.user + message.system
  }
  throw new Error('it went away')
}

/** What it keeps in memory, as Linux has it. */
const memory = ({ process: { pid } }: Server): number =>
  Math.round(Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024)

function printTable(title: string, turns: Map<Server, Turn[]>): void {
  const of = (all: readonly Turn[], key: keyof Turn) => median(all.map((turn) => turn[key]))
  const [bare] = turns.values()
  const percent = (part: number) => `${(part * 100).toFixed(0)} %`
  console.log(`\n| ${title} | requests/s | of bare | CPU a request | of bare | busy | generator busy | failures |`)
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
  for (const [server, all] of turns) {
    const [rate, cpu] = [of(all, 'perSecond'), of(all, 'cpu')]
    const cells = [
      server.name,
      rate.toFixed(0),
      percent(rate / of(bare!, 'perSecond')),
      `${cpu.toFixed(1)} µs`,
      percent(of(bare!, 'cpu') / cpu),
      percent(of(all, 'busy')),
      percent(of(all, 'generator')),
      all.reduce((sum, { failures }) => sum + failures, 0),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}
