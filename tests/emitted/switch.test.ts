import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { repo } from '../support.ts'
import { hasServer, mysqlShop, nameDatabase } from './mysql.ts'
import { postgresShop } from './postgres.ts'
import { commit, copyOfShop, inShop, installApart, run, serve, succeed } from './shop.ts'

const features = [
  ['customers', 'email:email:unique', 'name:string'],
  [
    'orders',
    'customer:references',
    'total:integer:min=0',
    'price:decimal=10,2:default=1.5',
    'status:enum=pending,paid,shipped:default=pending',
    'gift:boolean:default=false',
    'data:json:optional',
    'notes:text:optional',
  ],
]

/** What the user made of a project, in a file: a text, and what takes its place. */
const edits: readonly (readonly [file: string, old: string, fresh: string])[] = [
  [
    'app.ts',
    "app.route('/', health(lifecycle))",
    "app.route('/', health(lifecycle))\n  app.get('/mine', (c) => c.text('mine'))",
  ],
  ['features/orders/models.ts', '    notes: ', '    code: z.string().max(9).nullable().default(null),\n    notes: '],
  ['features/orders/models.ts', '    indexes: [', "    checks: ['total < 1000'],\n    indexes: [\n      ['code'],"],
  ['features/orders/factory.ts', '    notes: ', "    code: 'c',\n    notes: "],
  [
    'features/orders/orders.test.ts',
    "describe('POST /orders', () => {",
    "describe('POST /orders', () => {\n  it('is mine', () => expect(1).toBe(1))\n",
  ],
  ['core/database/columns.ts', '/** An instant,', '/** Mine: an instant,'],
]

/** A project on SQLite with features, rows and edits, committed. */
async function writeProject(): Promise<string> {
  const cwd = await copyOfShop()
  for (const feature of features) await succeed('npx', ['paxx', 'feature', 'create', ...feature], { cwd })
  for (const [file, old, fresh] of edits) {
    const text = await readFile(path.join(cwd, file), 'utf8')
    expect(text).toContain(old)
    await writeFile(path.join(cwd, file), text.replace(old, fresh))
  }
  await succeed('npm', ['run', 'format'], { cwd })
  await succeed('npx', ['paxx', 'db', 'migrate', 'what is mine'], { cwd })
  await succeed('npx', ['paxx', 'db', 'migrate', 'rows', '--empty'], { cwd })
  const file = path.join(cwd, 'migrations', (await readdir(path.join(cwd, 'migrations'))).toSorted().at(-1)!)
  const source = `import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql\`insert into customers (id, email, name) values (7, 'ada@example.com', 'Ada')\`.execute(db)
  await sql\`create view big as select * from orders where total > 100\`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql\`drop view big\`.execute(db)
  await sql\`delete from customers\`.execute(db)
}
`
  await writeFile(file, source)
  await succeed('npm', ['run', 'db:upgrade'], { cwd })
  await commit(cwd)
  return cwd
}

/** Has a project use what another one has installed. */
async function useDependencies(cwd: string, other: string): Promise<void> {
  await rm(path.join(cwd, 'node_modules'))
  await symlink(path.join(other, 'node_modules'), path.join(cwd, 'node_modules'))
}

const order = { total: 5, code: 'x', data: { a: [1] } }

/** Creates an order and reads it. */
async function converse(
  cwd: string,
  env: Record<string, string> = {},
): Promise<{ status: number; order: Record<string, unknown>; mine: string }> {
  const { url, process } = await serve('tsx', ['main.ts'], { cwd, env })
  const post = async (route: string, body: object) =>
    await fetch(url + route, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    })
  const { items } = (await (await fetch(`${url}/customers`)).json()) as { items: { id: number }[] }
  const customer = items[0] ?? (await (await post('/customers', { email: 'bo@example.com', name: 'Bo' })).json())
  const created = await post('/orders', { ...order, customerId: (customer as { id: number }).id })
  const { createdAt: _, updatedAt: __, ...answered } = (await created.json()) as Record<string, unknown>
  const mine = await (await fetch(`${url}/mine`)).text()
  process.kill()
  await process
  return { status: created.status, order: answered, mine }
}

/** The project's own script for its rows, as the documentation has it. */
async function moveRows(cwd: string): Promise<void> {
  const document = await readFile(path.join(repo, 'docs/switching.md'), 'utf8')
  await writeFile(path.join(cwd, 'move-rows.ts'), /^```ts\n([^]*?)^```$/m.exec(document)![1]!)
  await succeed('npx', ['tsx', 'move-rows.ts'], { cwd })
  await rm(path.join(cwd, 'move-rows.ts'))
}

describe('a project that is switched to PostgreSQL', () => {
  it('runs, with features, edits and, by the script of the documentation, rows; and so it does on the way back', async () => {
    const cwd = await writeProject()
    const here = await converse(cwd)
    expect(here).toMatchObject({
      status: 201,
      order: { ...order, customerId: 7, price: '1.50', gift: false },
      mine: 'mine',
    })

    const said = await succeed('npx', ['paxx', 'switch', '--database', 'postgres', '--no-install'], { cwd })
    expect(said).toMatch(/No model says these[^]+ {2}view big\n/)
    expect(said).toMatch(/These migrations changed rows[^]+ {2}migrations\/\d{14}_rows\.ts\n/)
    await useDependencies(cwd, await postgresShop())
    await succeed('npm', ['run', 'check'], { cwd })
    await succeed('npm', ['test'], { cwd })
    await succeed('npm', ['run', 'db:upgrade'], { cwd })
    await succeed('npx', ['paxx', 'db', 'check'], { cwd })
    await moveRows(cwd)
    const there = await converse(cwd)
    expect(there).toEqual({ ...here, order: { ...here.order, id: Number(here.order['id']) + 1 } })

    await commit(cwd)
    expect(await succeed('npx', ['paxx', 'switch', '--database', 'sqlite', '--no-install'], { cwd })).toContain(
      'data/shop.db is there already: this empties it first',
    )
    await useDependencies(cwd, inShop())
    await succeed('git', ['add', '--all'], { cwd })
    expect(await succeed('git', ['diff', '--cached', '--stat', 'HEAD~1', '--', '.', ':!migrations'], { cwd })).toBe('')
    await succeed('npx', ['paxx', 'db', 'reset', '--yes'], { cwd })
    await succeed('npx', ['paxx', 'db', 'check'], { cwd })
    await succeed('npm', ['run', 'check'], { cwd })
    await succeed('npm', ['test'], { cwd })
  })

  it('is installed, and says what its new database refuses', async () => {
    const cwd = await writeProject()
    await installApart(cwd)
    const file = path.join(cwd, 'features/orders/models.ts')
    await writeFile(file, (await readFile(file, 'utf8')).replace("'total < 1000'", "'total glob 7'"))
    await commit(cwd)

    const said = await succeed('npx', ['paxx', 'switch', '--database', 'postgres'], { cwd })
    expect(said).toMatch(/Mend this before you migrate: .*(syntax error|glob)/)
    const { dependencies } = JSON.parse(await readFile(path.join(cwd, 'package.json'), 'utf8')) as Record<
      string,
      object
    >
    expect(dependencies).toHaveProperty('pg')
    expect(await readdir(path.join(cwd, 'node_modules'))).toContain('pg')

    await writeFile(file, (await readFile(file, 'utf8')).replace("'total glob 7'", "'total < 1000'"))
    const migrations = path.join(cwd, 'migrations')
    const [name] = await readdir(migrations)
    const source = await readFile(path.join(migrations, name!), 'utf8')
    await writeFile(path.join(migrations, name!), source.replace('total glob 7', 'total < 1000'))
    await succeed('npx', ['paxx', 'db', 'check'], { cwd })
    await succeed('npm', ['run', 'db:upgrade'], { cwd })
    expect((await converse(cwd)).mine).toBe('mine')
  })
})

it('leaves the migration to be written where conflicts keep the models from being read', async () => {
  const cwd = await copyOfShop()
  await succeed('npx', ['paxx', 'feature', 'create', 'customers', 'name:string'], { cwd })
  const replace = async (file: string, old: string, fresh: string) => {
    const text = await readFile(path.join(cwd, file), 'utf8')
    expect(text).toContain(old)
    await writeFile(path.join(cwd, file), text.replace(old, fresh))
  }
  await replace('settings.ts', "DATABASE_URL: 'sqlite:data/shop.db'", "DATABASE_URL: 'sqlite:data/mine.db'")
  await replace('features/customers/models.ts', 'import', "import '../../settings.ts'\nimport")
  await commit(cwd)
  const to = ['paxx', 'switch', '--database', 'postgres', '--no-install']
  expect((await run('npx', to, { cwd })).stderr).toContain('settings.ts: you changed the lines')

  const said = await succeed('npx', [...to, '--conflicts', 'markers'], { cwd })
  expect(said).toContain('The models cannot be read before the conflicts are resolved (features/customers/models.ts: ')
  expect(await readdir(path.join(cwd, 'migrations')).catch(() => [])).toEqual([])

  await useDependencies(cwd, await postgresShop())
  const settings = await readFile(path.join(cwd, 'settings.ts'), 'utf8')
  await writeFile(path.join(cwd, 'settings.ts'), settings.replace(/<{7}.*\n[^]*={7}\n([^]*?)>{7}.*\n/, '$1'))
  await succeed('npx', ['paxx', 'db', 'migrate', 'create tables'], { cwd })
  await succeed('npm', ['run', 'db:upgrade'], { cwd })
})

describe.runIf(await hasServer())('a project that is switched to MySQL', () => {
  it('runs, with features and edits; and so it does on the way back', async () => {
    const cwd = await writeProject()
    await succeed('npx', ['paxx', 'switch', '--database', 'mysql', '--no-install'], { cwd })
    await useDependencies(cwd, await mysqlShop())
    const env = { DATABASE_URL: nameDatabase() }
    await succeed('npm', ['run', 'check'], { cwd })
    await succeed('npm', ['run', 'db:upgrade'], { cwd, env })
    await succeed('npx', ['paxx', 'db', 'check'], { cwd, env })
    await succeed('npm', ['test'], { cwd, env })
    expect(await converse(cwd, env)).toMatchObject({
      status: 201,
      order: { ...order, price: '1.50', gift: false, status: 'pending' },
      mine: 'mine',
    })

    await commit(cwd)
    await succeed('npx', ['paxx', 'switch', '--database', 'sqlite', '--no-install'], { cwd })
    await useDependencies(cwd, inShop())
    await succeed('git', ['add', '--all'], { cwd })
    expect(await succeed('git', ['diff', '--cached', '--stat', 'HEAD~1', '--', '.', ':!migrations'], { cwd })).toBe('')
    await succeed('npx', ['paxx', 'db', 'reset', '--yes'], { cwd })
    await succeed('npx', ['paxx', 'db', 'check'], { cwd })
  })
})
