// A page of 20 orders with their customers, 200 items and 60 tags by a join: by ?include=, and as a loop over the orders would ask
// for it, in turns. The CPU time is that of the process alone, which is what asking costs a project; the servers are those of
// POSTGRES_URL and MYSQL_URL. node bench/include.ts [rounds] [database …]
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { onEachDatabase } from './shops.ts'

const rounds = Number(process.argv[2] ?? 9)
const chosen = process.argv.slice(3)

const features = [
  'customers email:email:unique name:string',
  'tags label:string:unique',
  'orders customer:references total:integer',
  'items order:references:cascade:many sku:string quantity:integer price:decimal=10,2',
]

/** Fills the database of a project, measures, and prints a row of the table. */
const program = (title: string) => `import { loadSettings } from './settings.ts'
import { createDb } from '#core/database/database.ts'
import { include } from '#core/database/relations.ts'
import { createCustomer, getCustomer } from '#features/customers/services.ts'
import { createItem, listItems } from '#features/items/services.ts'
import { orderRelations } from '#features/orders/relations.ts'
import { createOrder, listOrders, setOrderTags } from '#features/orders/services.ts'
import { createTag, listTags } from '#features/tags/services.ts'

let queries = 0
const db = createDb(loadSettings().DATABASE_URL, { log: () => void queries++ })
const range = (length) => Array.from({ length }, (_, index) => index)
await db.transaction().execute(async (trx) => {
  const tags = []
  for (const n of range(40)) tags.push(await createTag(trx, { label: 'Tag ' + n }))
  for (const n of range(200)) {
    const customer = await createCustomer(trx, { email: n + '@example.com', name: 'Somebody' })
    const order = await createOrder(trx, { customerId: customer.id, total: n })
    for (const at of range(10)) await createItem(trx, { orderId: order.id, sku: 'sku-' + at, quantity: at, price: '1.50' })
    await setOrderTags(trx, order.id, range(3).map((at) => tags[(n * 3 + at) % 40].id))
  }
})
const sort = { limit: 20, sort: '-createdAt' }
const page = () => listOrders(db, sort)
const ways = {
  alone: page,
  included: async () => await include(db, (await page()).items, orderRelations, ['customer', 'items', 'tags']),
  loop: async () => {
    for (const { id, customerId } of (await page()).items) {
      await getCustomer(db, customerId)
      await listItems(db, { limit: 100, sort: 'createdAt', orderId: id })
      await listTags(db, { limit: 100, sort: 'createdAt', orderId: id })
    }
  },
}
const counted = {}
for (const [name, run] of Object.entries(ways)) {
  for (const _ of range(50)) await run()
  queries = 0
  await run()
  counted[name] = queries
}
const times = { alone: [], included: [], loop: [] }
for (const _ of range(${rounds})) {
  for (const [name, run] of Object.entries(ways)) {
    const before = process.cpuUsage()
    for (const _ of range(50)) await run()
    const { user, system } = process.cpuUsage(before)
    times[name].push((user + system) / 50_000)
  }
}
const cpu = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, all.toSorted((a, b) => a - b)[all.length >> 1]]))
const cell = (name) => cpu[name].toFixed(2) + ' ms, ' + counted[name]
console.log(['| ${title}', cell('alone'), cell('included'), cell('loop'), (cpu.included / cpu.loop).toFixed(2) + ' |'].join(' | '))
await db.destroy()
`

console.log('CPU time of the process, and queries\n')
console.log('| database | page alone | `?include=` | a loop | ratio |\n| --- | ---: | ---: | ---: | ---: |')
await onEachDatabase(chosen, ({ title, folder, env, run }) => {
  for (const feature of features) run('feature', 'create', ...feature.split(' '))
  run('feature', 'join', 'orders', 'tags')
  run('db', 'upgrade')
  writeFileSync(path.join(folder, 'bench.ts'), program(title))
  console.log(execFileSync(process.execPath, ['bench.ts'], { cwd: folder, env, encoding: 'utf8' }).trim())
})
