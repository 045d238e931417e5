import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Answers } from '../../src/render/answers.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { mysqlShop } from './mysql.ts'
import { postgresShop } from './postgres.ts'
import { emptyDatabase } from './servers.ts'
import { run, shop, succeed } from './shop.ts'
import { base, write } from './written.ts'

const features = [
  { name: 'customers', fields: ['email:email:unique', 'name:string'] },
  {
    name: 'orders',
    fields: [
      'customer:references',
      'parent:references=orders:optional:set-null',
      'total:integer:min=0:index',
      'status:enum=pending,paid,shipped:default=pending',
      'notes:text:optional',
    ],
  },
  { name: 'order-items', fields: ['order:references:cascade', 'quantity:integer'] },
]

/** Commands of the user's own, in the folder that moves: they write rows, and tell what is in a table. */
const commands = `import { sql } from 'kysely'
import { draftOrder } from './factory.ts'
import { createOrder } from './services.ts'
import type { Resources } from '../../resources.ts'

export async function fill({ db }: Resources): Promise<string> {
  const { id, customerId } = await createOrder(db, await draftOrder(db, { total: 7, status: 'shipped' }))
  await createOrder(db, await draftOrder(db, { customerId, parentId: id, total: 8, status: 'paid', notes: 'mine' }))
  return 'done'
}

export async function rows({ db }: Resources, ...columns: string[]): Promise<string> {
  const [table = ''] = columns
  const list = sql.join(columns.slice(1).map((column) => sql.ref(column)))
  const { rows: all } = await sql\`select \${list} from \${sql.table(table)} order by \${sql.ref(columns[1]!)}\`.execute(db)
  return JSON.stringify(all)
}
`

const shops = { sqlite: async () => shop, postgres: postgresShop, mysql: mysqlShop }

/** A project whose feature has rows, edits and a file of its user's. */
async function withRows(database: Answers['database'], ids: Answers['ids'], url: string) {
  const start: Answers = { ...base, database, ids }
  const answers = features.reduce((sum, request) => addFeature(sum, request).answers, start)
  const cwd = await write(answers, await shops[database]())
  const env = { DATABASE_URL: url }
  const paxx = async (...args: string[]) => await succeed('node_modules/.bin/paxx', args, { cwd, env })
  const file = (name: string) => path.join(cwd, 'features', name)
  const models = file('orders/models.ts')
  await writeFile(models, (await readFile(models, 'utf8')).replace(/^( *)total:/m, '$1/** In cents. */\n$&'))
  await writeFile(file('orders/commands.ts'), commands)
  await paxx('db', 'upgrade')
  await paxx('run', 'orders:fill')
  const own = async () => {
    await succeed('npx', ['tsc'], { cwd })
    await succeed('npx', ['vitest', 'run', 'features'], { cwd, env: database === 'mysql' ? env : {} })
    expect(await paxx('db', 'check')).toContain('say the same')
  }
  return { cwd, env, paxx, file, own }
}

describe.each([
  ['sqlite', 'integer'],
  ['postgres', 'uuid'],
  ['mysql', 'integer'],
] as const)('a feature on %s', (database, ids) => {
  it('takes another name, and its fields others, with every row and edit, forward and back', async (context) => {
    const url = await emptyDatabase(database)
    if (url === undefined) return context.skip()
    const { cwd, env, paxx, file, own } = await withRows(database, ids, url)

    const old = await readdir(path.join(cwd, 'migrations'))
    const said = await paxx('feature', 'rename', 'orders', 'purchases')
    expect(said).toMatch(/merge {2}features\/orders\/models\.ts → features\/purchases\/models\.ts/)
    expect(said).toContain("features/purchases/commands.ts:3  import { createOrder } from './services.ts'")
    expect(said).toContain('paxx field rename order-items order purchase')
    expect(await readdir(file(''))).not.toContain('orders')
    expect(await readFile(file('purchases/models.ts'), 'utf8')).toContain('/** In cents. */')
    const renamed = commands.replaceAll('Order', 'Purchase')
    await writeFile(file('purchases/commands.ts'), renamed)

    expect(await paxx('field', 'rename', 'purchases', 'total', 'amount')).toContain('purchases/commands.ts:7')
    await writeFile(file('purchases/commands.ts'), renamed.replaceAll('total:', 'amount:'))
    await paxx('field', 'rename', 'order-items', 'order', 'purchase')
    const { exitCode, stderr } = await run(
      'node_modules/.bin/paxx',
      ['field', 'change', 'purchases', 'status:enum=pending,paid'],
      { cwd, env },
    )
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('--fill status=pending')])
    const change = 'field change purchases notes:string=80:index status:enum=pending,paid:default=paid'
    await paxx(...change.split(' '), '--fill', 'notes=none', '--fill', 'status=pending')
    await writeFile(file('purchases/commands.ts'), renamed.replaceAll('total:', 'amount:').replace('shipped', 'paid'))
    const model = await readFile(file('purchases/models.ts'), 'utf8')
    await writeFile(file('purchases/models.ts'), model.replace('z.int().min(0)', 'z.int().min(1)'))
    expect(await paxx('status')).toContain(
      'amount:integer:index:min=0 in paxx.json, amount:integer:index:min=1 in models.ts',
    )
    await paxx('feature', 'sync', 'purchases')
    await own()

    await paxx('db', 'upgrade')
    const rows = async (...args: string[]) => JSON.parse(await paxx('run', 'purchases:rows', ...args)) as object[]
    expect(await rows('purchases', 'amount', 'status', 'notes')).toEqual([
      { amount: 7, status: 'pending', notes: expect.stringMatching(/^no/i) },
      { amount: 8, status: 'paid', notes: 'mine' },
    ])
    const made = (await readdir(path.join(cwd, 'migrations'))).length - old.length
    await paxx('db', 'downgrade', String(made))
    expect(await rows('orders', 'total', 'status')).toEqual([
      { total: 7, status: 'pending' },
      { total: 8, status: 'paid' },
    ])
    await paxx('db', 'upgrade')
    expect(await rows('purchases', 'amount')).toEqual([{ amount: 7 }, { amount: 8 }])
  })
})
