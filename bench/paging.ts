// The pages of a list of 1,000,000 rows, the first and the last in turns, for every sort and every filter, through the
// emitted services; and what the filters' indexes cost an insert. node bench/paging.ts [rows] [rounds]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openProject, type Project } from '../tests/emitted/lists.ts'
import { median } from './measure.ts'

const rows = Number(process.argv[2] ?? 1_000_000)
const rounds = Number(process.argv[3] ?? 31)
const paxx = path.join(import.meta.dirname, '../bin/paxx.cjs')
const folder = mkdtempSync(path.join(tmpdir(), 'paxx-bench-'))
const shop = path.join(folder, 'shop')
const limit = 20

/** Nine orders in ten are pending, a hundred are shipped; a customer has a thousandth of them. */
const fill = [
  `insert into customers (email, name) with recursive n (i) as (select 1 union all select i + 1 from n limit 1000)
  select i || '@example.com', 'Somebody' from n`,
  `insert into orders (customer_id, total, status, gift, notes, created_at)
  with recursive n (i) as (select 1 union all select i + 1 from n limit ${rows})
  select 1 + abs(random() % 1000), abs(random() % 1000000),
    case when i % ${rows / 100} = 0 then 'shipped' when i % 10 = 0 then 'paid' else 'pending' end, i % 2, 'Some notes',
    strftime('%Y-%m-%dT%H:%M:%fZ', 1.7e9 + i * 0.02, 'unixepoch') from n`,
]

try {
  const run = (cwd: string, ...args: string[]) =>
    execFileSync(process.execPath, [paxx, ...args], { cwd, stdio: 'ignore' })
  run(folder, 'bootstrap', 'shop', '--no-git')
  run(shop, 'feature', 'create', 'customers', 'email:email:unique', 'name:string')
  const status = 'status:enum=pending,paid,shipped:default=pending'
  const fields = ['customer:references', 'total:integer:min=0:index', status, 'gift:boolean', 'notes:text']
  run(shop, 'feature', 'create', 'orders', ...fields)
  const project = await openProject(shop, { database: path.join(folder, 'bench.db') })
  try {
    for (const statement of fill) project.database.exec(statement)
    await timePages(project)
    await timeInserts(project)
  } finally {
    await project.close()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function timePages(project: Project): Promise<void> {
  console.log('| list | first page | last page | ratio | plan |\n| --- | ---: | ---: | ---: | --- |')
  for (const filter of [
    '',
    'customerId=7',
    'status=pending',
    'status=shipped',
    'gift=true',
    'customerId=7&status=pending',
  ]) {
    for (const sort of ['createdAt', '-createdAt', 'total', '-total']) {
      const query = `/orders?${[filter, `sort=${sort}`, `limit=${limit}`].filter(Boolean).join('&')}`
      await timeList(query, await lastPage(query, sort, project), project)
    }
  }
}

async function timeList(first: string, last: string, project: Project): Promise<void> {
  const { list, plans } = project
  const times: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    for (const [index, url] of [first, last].entries()) times[index]!.push(await time(() => list(url)))
  }
  const [one, other] = times.map(median) as [number, number]
  const all = new Set([...(await plans(first)), ...(await plans(last))])
  const sorts = [...all].some((plan) => plan.includes('TEMP B-TREE'))
  const indexes = new Set([...all].flatMap((plan) => /INDEX (\w+)/.exec(plan)?.[1] ?? []))
  console.log(
    `| ${first.replace(/.*\?(.*)&limit.*/, '$1')} | ${one.toFixed(2)} ms | ${other.toFixed(2)} ms | ${(other / one).toFixed(2)} | ${[...indexes].join(', ')}${sorts ? ', and sorts' : ''} |`,
  )
}

/** The page that the backward list begins with, by the cursor of the row before it. */
async function lastPage(query: string, sort: string, { list }: Project): Promise<string> {
  const backward = sort.startsWith('-') ? sort.slice(1) : `-${sort}`
  const end = await list(query.replace(`sort=${sort}`, `sort=${backward}`).replace(/limit=\d+/, `limit=${limit + 1}`))
  const before = end.items.at(-1)!
  const cursor = JSON.stringify([sort, before[sort.replace('-', '')], [before['id']]])
  const url = `${query}&cursor=${Buffer.from(cursor).toString('base64url')}`
  const { items, nextCursor } = await list(url)
  if (items.length !== limit || nextCursor !== null) throw new Error(`${url} is not the last page`)
  return url
}

/** Each in a transaction of its own: with the filters' indexes, and with that of the reference alone. */
async function timeInserts({ database }: Project): Promise<void> {
  const insert = database.prepare('insert into orders (customer_id, total, status, gift, notes) values (?, ?, ?, ?, ?)')
  const each = async () => {
    const count = 10_000
    const elapsed = await time(() => {
      for (let n = 0; n < count; n++)
        insert.run(1 + (n % 1000), n * 97, n % 10 ? 'pending' : 'paid', n % 2, 'Some notes')
    })
    return ((elapsed / count) * 1000).toFixed(0)
  }
  database.exec('pragma synchronous = normal')
  await each()
  const withThem = await each()
  for (const filter of ['customer_id', 'status', 'gift']) database.exec(`drop index orders_${filter}_created_at_index`)
  database.exec('create index orders_customer_id_index on orders (customer_id)')
  await each()
  console.log(`\nAn insert takes ${withThem} µs with the filters' indexes, ${await each()} µs without.`)
}

async function time(act: () => unknown): Promise<number> {
  const started = performance.now()
  await act()
  return performance.now() - started
}
