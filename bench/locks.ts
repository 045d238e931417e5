// What the changes of a table with 1,000,000 rows take, and what others wait for meanwhile: the statements that paxx writes for
// each on SQLite, PostgreSQL and MySQL or MariaDB, one after another, while a reader and a writer ask for a row of that table
// again and again. A server that does not answer is left out (POSTGRES_URL, MYSQL_URL). node bench/locks.ts [rows] [rounds] [engine]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import mysql2 from 'mysql2/promise'
import pg from 'pg'
import { dialectOf } from '../src/schema/dialects.ts'
import { migrations } from '../src/schema/migration.ts'
import { readSchema as readMysql } from '../src/schema/mysql/read-schema.ts'
import { readSchema as readPostgres } from '../src/schema/postgres/read-schema.ts'
import { statementOf } from '../src/schema/print/statement.ts'
import { noRenames, type Renames } from '../src/schema/renames.ts'
import type { Engine, Schema } from '../src/schema/schema.ts'
import { readSchema as readSqlite } from '../src/schema/sqlite/read-schema.ts'
import type { Migration } from '../src/schema/step.ts'
import { median } from './measure.ts'

const rows = Number(process.argv[2] ?? 1_000_000)
const rounds = Number(process.argv[3] ?? 3)
const only = process.argv[4]
const database = `paxx_bench_${process.pid}`
const probes = ['select total from orders where id = 7', 'update orders set total = 7 where id = 7'] as const

interface Place {
  readonly engine: Engine
  readonly run: (statement: string) => Promise<unknown>
  readonly read: () => Promise<Schema>
  /** Asks for a row until it is told to stop: how long that took at most, in milliseconds, to read it and to write it. */
  readonly probe: () => Promise<() => Promise<readonly number[]>>
  readonly close: () => Promise<void>
}

interface Change {
  readonly name: string
  /** Other columns: `undefined` where one goes. */
  readonly columns?: Readonly<Record<string, string | undefined>>
  readonly constraints?: readonly string[]
  /** What there is besides the table, before and after. */
  readonly before?: string
  readonly after?: string
  readonly fills?: Readonly<Record<string, string>>
  readonly renames?: Renames
  readonly isConcurrent?: boolean
  /** Those that it is said of; all, unless told. */
  readonly engines?: readonly Engine[]
}

const columns: Readonly<Record<string, string>> = {
  id: 'integer primary key',
  customer_id: 'integer',
  total: 'integer not null',
  status: 'varchar(20) not null',
  notes: 'varchar(20)',
  code: 'varchar(20) not null',
}
const statusIn = (values: string): string => `constraint orders_status_check check (status in (${values}))`
const usual = statusIn("'open', 'paid'")
const renamed = { tables: [], columns: [{ table: 'orders', from: 'notes', to: 'remarks' }] }
const changes: readonly Change[] = [
  { name: 'a column that may be null', columns: { place: 'integer' } },
  { name: 'one with the same in each row', columns: { place: 'integer not null' }, fills: { 'orders.place': '1' } },
  {
    name: 'one with a value of its own in each row',
    columns: { place: 'integer not null' },
    fills: { 'orders.place': '(total + 1)' },
  },
  { name: 'a column less', columns: { notes: undefined } },
  { name: 'a column of another name', columns: { notes: undefined, remarks: 'varchar(20)' }, renames: renamed },
  { name: 'a longer text', columns: { notes: 'varchar(40)' } },
  { name: 'another type', columns: { total: 'bigint not null' } },
  { name: 'another default', columns: { total: 'integer default 1 not null' } },
  {
    name: 'null no more, of a tenth of the rows',
    columns: { notes: 'varchar(20) not null' },
    fills: { 'orders.notes': "'none'" },
  },
  { name: 'null again', columns: { code: 'varchar(20)' } },
  { name: 'a check', constraints: [usual, 'constraint orders_total_check check (total >= 0)'] },
  { name: 'a value more of an enum', constraints: [statusIn("'open', 'paid', 'sent'")] },
  {
    name: 'a reference',
    constraints: [usual, 'constraint orders_customer_fkey foreign key (customer_id) references customers (id)'],
  },
  { name: 'an index', after: 'create index orders_total_idx on orders (total)' },
  {
    name: 'an index, with `--concurrently`',
    after: 'create index orders_total_idx on orders (total)',
    isConcurrent: true,
    engines: ['postgres'],
  },
  {
    name: 'an index in the place of another',
    before: 'create index orders_total_idx on orders (total)',
    after: 'create index orders_total_idx on orders (total, id)',
  },
  { name: 'a unique index', after: 'create unique index orders_code_key on orders (code)' },
  {
    name: 'a unique constraint',
    constraints: [usual, 'constraint orders_code_key unique (code)'],
    engines: ['postgres'],
  },
  {
    name: 'one of a unique index that is there',
    before: 'create unique index orders_code on orders (code)',
    constraints: [usual, 'constraint orders_code_key unique (code)'],
    engines: ['postgres'],
  },
  { name: 'an index less', before: 'create index orders_total_idx on orders (total)' },
]

const create = ({ columns: other = {}, constraints = [usual] }: Partial<Change>): string => {
  const own = Object.entries({ ...columns, ...other }).flatMap(([name, type]) =>
    type === undefined ? [] : [`${name} ${type}`],
  )
  return `create table orders (${[...own, ...constraints].join(', ')})`
}
const customers = 'create table customers (id integer primary key)'
const numbers = (count: number): string =>
  `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${count})`

async function measureAll(place: Place): Promise<void> {
  console.log(`\n## ${place.engine}, ${rows.toLocaleString('en')} rows, medians of ${rounds}\n`)
  console.log('| change | SQL | seconds | a reader waits | a writer waits |\n| --- | --- | ---: | ---: | ---: |')
  for (const change of changes.filter(({ engines = [place.engine] }) => engines.includes(place.engine))) {
    const all = await plan(change, place)
    const times: number[][] = []
    for (let round = 0; round < rounds; round++) times.push(await measure(all, place))
    const seconds = times[0]!.map((_, at) => (median(times.map((time) => time[at]!)) / 1_000).toFixed(2))
    const statements = all.flatMap(({ up }) => up.map((step) => statementOf(step, dialectOf(place.engine).sql)))
    console.log(
      `| ${change.name} | ${statements.map((sql) => `\`${sql.replaceAll(/\s+/g, ' ')}\``).join('; ')} | ${seconds.join(' | ')} |`,
    )
  }
}

/** The migrations for a change; the table is made anew for it, with all of its rows. */
async function plan(change: Change, { engine, run, read }: Place): Promise<Migration[]> {
  const build = async (one: Partial<Change>, then = ''): Promise<Schema> => {
    for (const statement of [
      'drop table if exists orders',
      'drop table if exists customers',
      customers,
      create(one),
      then,
    ]) {
      if (statement) await run(statement)
    }
    return await read()
  }
  const to = await build(change, change.after)
  const from = await build({}, change.before)
  await run(`insert into customers ${numbers(1_000)} select i from n`)
  await run(`insert into orders (id, customer_id, total, status, notes, code) ${numbers(rows)}
    select i, 1 + i % 1000, i % 1000000, case when i % 2 = 0 then 'paid' else 'open' end,
      case when i % 10 = 0 then null else 'some' end, concat('C', i) from n`)
  const answered = { renames: change.renames ?? noRenames, fills: new Map(Object.entries(change.fills ?? {})) }
  return migrations(from, to, answered, dialectOf(engine), change.isConcurrent)
}

/** How long they took, and what others waited for; it takes them back. */
async function measure(all: readonly Migration[], place: Place): Promise<number[]> {
  const stop = await place.probe()
  const started = performance.now()
  for (const migration of all) await transact(migration.up, migration, place)
  const elapsed = performance.now() - started
  const waited = await stop()
  for (const migration of all.toReversed()) await transact(migration.down, migration, place)
  return [elapsed, ...waited]
}

async function transact(steps: Migration['up'], { isConcurrent }: Migration, { engine, run }: Place): Promise<void> {
  if (!isConcurrent) await run('begin')
  for (const step of steps) await run(statementOf(step, dialectOf(engine).sql))
  if (!isConcurrent) await run('commit')
}

async function openSqlite(): Promise<Place> {
  const folder = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))
  const file = path.join(folder, 'bench.db')
  const client = new DatabaseSync(file, { enableForeignKeyConstraints: false, timeout: 600_000 })
  client.exec('pragma journal_mode = wal')
  return {
    engine: 'sqlite',
    run: async (statement) => client.exec(statement),
    read: () => readSqlite(async (sql) => client.prepare(sql).all() as never),
    async probe() {
      // The migration keeps this thread busy.
      const worker = new Worker(proberOf(file), { eval: true })
      await new Promise((resolve) => worker.once('message', resolve))
      return async () => {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is for windows
        worker.postMessage('stop')
        const longest = await new Promise<readonly number[]>((resolve) => worker.once('message', resolve))
        await worker.terminate()
        return longest
      }
    },
    async close() {
      client.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const proberOf = (file: string): string => `
  const { parentPort } = require('node:worker_threads')
  const { DatabaseSync } = require('node:sqlite')
  const client = new DatabaseSync(${JSON.stringify(file)}, { timeout: 600_000 })
  const longest = [0, 0]
  const turn = () => {
    for (const [at, sql] of ${JSON.stringify(probes)}.entries()) {
      const started = performance.now()
      client.exec(sql)
      longest[at] = Math.max(longest[at], performance.now() - started)
    }
    setTimeout(turn, 1)
  }
  parentPort.once('message', () => parentPort.postMessage(longest))
  parentPort.postMessage('ready')
  turn()`

interface Client {
  readonly run: (sql: string) => Promise<unknown>
  readonly end: () => Promise<unknown>
}

/** Two others, by connections of their own. */
async function probeBy(connect: () => Promise<Client>) {
  const over = new AbortController()
  const clients = [await connect(), await connect()]
  const all = probes.map(async (sql, at) => {
    const { run, end } = clients[at]!
    let longest = 0
    while (!over.signal.aborted) {
      const started = performance.now()
      await run(sql)
      longest = Math.max(longest, performance.now() - started)
      await setTimeout(1)
    }
    await end()
    return longest
  })
  return async (): Promise<readonly number[]> => {
    over.abort()
    return await Promise.all(all)
  }
}

async function openPostgres(): Promise<Place> {
  const url = new URL(process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres')
  const admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
  await admin.query(`create database ${database}`)
  url.pathname = database
  const connect = async () => {
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    return { client, run: (sql: string) => client.query(sql), end: () => client.end() }
  }
  const { client, run, end } = await connect()
  return {
    engine: 'postgres',
    run,
    read: () => readPostgres(async (sql) => (await client.query(sql)).rows as never),
    probe: () => probeBy(connect),
    async close() {
      await end()
      await admin.query(`drop database ${database} with (force)`)
      await admin.end()
    },
  }
}

async function openMysql(): Promise<Place> {
  const uri = process.env['MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306'
  const admin = await mysql2.createConnection({ uri })
  await admin.query(`create database ${database}`)
  await admin.end()
  const connect = async () => {
    const client = await mysql2.createConnection({ uri, dateStrings: true })
    await client.query(`use ${database}`)
    await client.query('set session innodb_lock_wait_timeout = 600')
    return { client, run: (sql: string) => client.query(sql), end: () => client.end() }
  }
  const { client, run, end } = await connect()
  await run(`set session max_recursive_iterations = ${rows + 1}`).catch(() =>
    run(`set session cte_max_recursion_depth = ${rows + 1}`),
  )
  return {
    engine: 'mysql',
    run,
    read: () => readMysql(async (sql) => (await client.query(sql))[0] as never),
    probe: () => probeBy(connect),
    async close() {
      await run(`drop database ${database}`)
      await end()
    },
  }
}

for (const [engine, open] of Object.entries({ sqlite: openSqlite, postgres: openPostgres, mysql: openMysql })) {
  if (engine !== (only ?? engine)) continue
  const place = await open().catch((error: Error) => console.log(`\nLeft out: ${error.message}`))
  if (!place) continue
  try {
    await measureAll(place)
  } finally {
    await place.close()
  }
}
