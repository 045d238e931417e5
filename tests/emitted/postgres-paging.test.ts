import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import type { Answers } from '../../src/render/answers.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { readFeatures } from '../../src/render/features/feature.ts'
import { filtersOf, sortableOf } from '../../src/render/features/lists.ts'
import { createDatabase, hasServer, openClient, postgresShop } from './postgres.ts'
import { read } from './scenarios.ts'
import { base, write } from './written.ts'

const lines = [
  'customers email:email:unique name:string',
  'orders customer:references total:integer:min=0:index status:enum=pending,paid:index gift:boolean code:string:optional:index sku:string:unique',
]
const fill = `
  insert into customers (email, name) select n || '@example.com', 'N ' || n from generate_series(1, 200) n;
  insert into orders (customer_id, total, status, gift, code, sku, created_at)
    select 1 + n % 200, n * 7919 % 20000, case when n % 10 = 0 then 'paid' else 'pending' end, n % 3 = 0,
      case when n % 2 = 0 then 'c' || n * 31 % 1000 end, 's' || n, now() - n * interval '1 minute'
    from generate_series(1, 20000) n;
  analyze`

it.runIf(await hasServer())('a list on a server reads one range of an index, and sorts nothing', async () => {
  const answers = lines
    .map(read)
    .reduce((sum: Answers, request) => addFeature(sum, request).answers, { ...base, database: 'postgres' } as Answers)
  const folder = await write(answers, await postgresShop())
  const url = await createDatabase()
  const load = async (name: string) => await import(pathToFileURL(path.join(folder, name)).href)
  const [{ createApp }, { closeResources, openResources }] = [await load('app.ts'), await load('resources.ts')]
  const settings = (await load('settings.ts')).parseSettings({ NODE_ENV: 'test', DATABASE_URL: url })
  const resources = openResources(settings)
  onTestFinished(() => closeResources(resources))
  await (await load('core/database/migrations.ts')).upgradeDatabase(resources.db)
  const client = await openClient(url)
  await client.query(fill)

  const app = createApp(resources)
  const { Client } = createRequire(path.join(await postgresShop(), 'package.json'))('pg')
  const { query } = Client.prototype
  const asked: { text: string; values: unknown[] }[] = []
  Client.prototype.query = function (config: (typeof asked)[number], ...more: unknown[]) {
    if (/^select .* from "orders"/.test(config.text)) asked.push(config)
    return query.call(this, config, ...more)
  }
  onTestFinished(() => void (Client.prototype.query = query))

  const orders = readFeatures(answers.features).get('orders')!
  const filters = ['customerId=7', 'status=paid', 'gift=true']
  expect(filters.map((filter) => filter.split('=')[0]).toSorted()).toEqual(
    filtersOf(orders)
      .map(({ name }) => name)
      .toSorted(),
  )
  // Of what is unique, PostgreSQL knows that there is one row to sort at a time.
  const sortings = { unique: /Seq Scan/, other: /Sort|Seq Scan/ }
  const sorts = sortableOf(orders).flatMap((column) => [`sort=${column}`, `sort=-${column}`])
  for (const wanted of [...sorts, ...filters]) {
    let cursor: string | null = ''
    for (let page = 0; page < 3 && cursor !== null; page++) {
      const res: Response = await app.request(`/orders?limit=20&${wanted}${cursor && `&cursor=${cursor}`}`)
      expect(res.status, wanted).toBe(200)
      cursor = ((await res.json()) as { nextCursor: string | null }).nextCursor
    }
    const sorting = sortings[/=-?sku$/.test(wanted) ? 'unique' : 'other']
    for (const { text, values } of asked.splice(0)) {
      // Where a column cannot be null, the index says that there is no row, and there is nothing to sort.
      if (/"(?!code")\w+" is null/.test(text)) continue
      const plan = (await client.query(`explain ${text}`, values)).rows.map((row) => row['QUERY PLAN']).join('\n')
      expect(plan, `${wanted}: ${text}`).toMatch(/Index (Only )?Scan|One-Time Filter: false/)
      expect(plan, `${wanted}: ${text}`).not.toMatch(sorting)
    }
  }
  await client.end()
})
