import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createDatabase, hasServer, openClient, writePostgres } from './postgres.ts'
import { copyOfShop, run, succeed } from './shop.ts'

const isServed = await hasServer()
const places = [['PGlite'] as const, ...(isServed ? [['a server'] as const] : [])]

async function migrate(cwd: string, ...args: string[]) {
  const { stdout } = await run('npx', ['--no-install', 'paxx', 'db', 'migrate', ...args, '--json'], { cwd })
  return JSON.parse(stdout) as { ok: boolean; changes?: { path: string }[]; error?: { message: string; hint: string } }
}

/** Says more in a model. */
async function edit(cwd: string, file: string, from: string, to: string): Promise<void> {
  const text = await readFile(path.join(cwd, file), 'utf8')
  expect(text).toContain(from)
  await writeFile(path.join(cwd, file), text.replace(from, to))
}

it.each(places)('indexes are built outside of a transaction, and again after a failure, on %s', async (place) => {
  const cwd = await writePostgres('the two of the contract')
  const env: Record<string, string> = place === 'PGlite' ? {} : { DATABASE_URL: await createDatabase() }
  const db = (...args: string[]) => run('npx', ['--no-install', 'tsx', 'scripts/db.ts', ...args], { cwd, env })
  await succeed('npm', ['run', 'db:upgrade'], { cwd, env })
  const seed = path.join(cwd, 'seeds/01_twice.ts')
  await succeed('mkdir', ['seeds'], { cwd })
  await writeFile(
    seed,
    `import { sql } from 'kysely'\nimport type { Db } from '#core/database/database.ts'\n
export default async (db: Db) => {
  await sql\`insert into customers (email, name) values ('a', 'same'), ('b', 'same')\`.execute(db)
}\n`,
  )
  await succeed('npm', ['run', 'db:seed'], { cwd, env })

  await edit(cwd, 'features/customers/models.ts', 'name: ', 'vip: z.boolean().default(false),\n    name: ')
  await edit(
    cwd,
    'features/customers/models.ts',
    'z.string().max(255).check(notBlank)',
    '$&.register(column, { unique: true })',
  )
  await edit(cwd, 'features/orders/models.ts', "['status', 'createdAt'],", "['status', 'createdAt'],\n      ['total'],")
  const { changes, error } = await migrate(cwd, 'sort by total', '--concurrently')
  expect(error).toBeUndefined()
  const [first, second] = changes!.map(({ path: file }) => path.basename(file, '.ts')) as [string, string]
  expect([first, second].map((name) => name.slice(15))).toEqual(['sort_by_total', 'sort_by_total_indexes'])
  await succeed('npx', ['--no-install', 'paxx', 'db', 'check'], { cwd })
  expect((await db('upgrade', '--sql')).stdout).toContain('create index concurrently')

  const failed = await db('upgrade')
  expect(failed.exitCode).toBe(1)
  expect(failed.stderr).toMatch(
    new RegExp(`^${second}: Another row has the same name.*It has no transaction: .* Run it again`, 'm'),
  )
  expect((await db('status')).stdout).toMatch(new RegExp(`applied +${first} .*\\npending +${second}`))

  await edit(
    cwd,
    'seeds/01_twice.ts',
    /insert into .*(?=`)/.exec(await readFile(seed, 'utf8'))![0],
    'update customers set name = email',
  )
  await succeed('npm', ['run', 'db:seed'], { cwd, env })
  // Nobody waits by a statement that the index would wait for.
  const upgrades = await Promise.all(Array.from({ length: place === 'PGlite' ? 1 : 4 }, () => db('upgrade')))
  expect(upgrades.map(({ exitCode }) => exitCode)).toEqual(upgrades.map(() => 0))
  expect(upgrades.map(({ stdout }) => stdout).join()).toContain(`Applied ${second}`)
  if (env['DATABASE_URL'] !== undefined) {
    const client = await openClient(env['DATABASE_URL'])
    expect((await client.query('select from pg_index where not indisvalid')).rows).toEqual([])
    await client.end()
  }
  for (const args of [['downgrade', '2'], ['upgrade']]) expect((await db(...args)).exitCode).toBe(0)
})

it('is PostgreSQL only', async () => {
  const cwd = await copyOfShop()
  const { error } = await migrate(cwd, 'sort', '--concurrently')
  expect(error).toMatchObject({ message: 'Only PostgreSQL builds indexes outside of a transaction.' })
  expect(await readdir(cwd)).not.toContain('migrations')
})
