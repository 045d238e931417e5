import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Answers } from '../../src/render/answers.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { converse } from './conversation.ts'
import {
  createDatabase,
  hasServer,
  mysqlShop,
  nameDatabase,
  openClient,
  server,
  unreachable,
  writeMysql,
} from './mysql.ts'
import { scenarios } from './scenarios.ts'
import { run, succeed } from './shop.ts'
import { base, write } from './written.ts'

const isServed = await hasServer()

describe('a new project on MySQL', () => {
  it('is whole where no server answers, and says how it gets one', async () => {
    const cwd = await mysqlShop()
    expect(JSON.parse(await readFile(`${cwd}.json`, 'utf8'))).toMatchObject({
      ok: true,
      remarks: expect.arrayContaining([
        expect.stringMatching(/^It has no database yet: .+ECONNREFUSED 127\.0\.0\.1:1/),
      ]),
      next: ['cd mysql-shop', 'docker compose up --wait', 'npx paxx db upgrade', 'npx paxx start'],
    })
    expect(await succeed('git', ['status', '--porcelain'], { cwd })).toBe('')
    expect(await readFile(path.join(cwd, '.env'), 'utf8')).toContain(
      '\nDATABASE_URL=mysql://root@127.0.0.1:3306/shop\n',
    )
  })

  it('passes its own checks without a server, and says what its tests lack', async () => {
    const cwd = await mysqlShop()
    await succeed('npm', ['run', 'check'], { cwd })
    const tests = await run('npx', ['vitest', 'run', 'core/database/prepared.test.ts'], {
      cwd,
      env: { DATABASE_URL: unreachable },
    })
    expect(tests.exitCode).toBe(1)
    expect(tests.stderr).toContain('Tests need a server: docker compose up --wait, or its DATABASE_URL in .env')
  })

  it('does not start in production without DATABASE_URL, and says so', async () => {
    const cwd = await mysqlShop()
    await succeed('npm', ['run', 'build'], { cwd })
    const { exitCode, stderr } = await run('node', ['main.js'], { cwd: path.join(cwd, 'dist') })
    expect([exitCode, stderr]).toEqual([1, 'DATABASE_URL: expected mysql://user:password@host:3306/shop'])
  })
})

describe.skipIf(!isServed)('a project on MySQL', () => {
  it('has tests that are green', async () => {
    await succeed('npm', ['test'], { cwd: await mysqlShop(), env: { DATABASE_URL: server.href } })
  })

  it('creates its database, in development alone', async () => {
    const [cwd, env] = [await mysqlShop(), { DATABASE_URL: nameDatabase() }]
    const production = await run('npm', ['run', '--silent', 'db:upgrade'], {
      cwd,
      env: { ...env, NODE_ENV: 'production' },
    })
    expect([production.exitCode, production.stderr]).toEqual([1, expect.stringContaining('Unknown database')])
    await succeed('npm', ['run', 'db:upgrade'], { cwd, env })
    expect(await succeed('npm', ['run', '--silent', 'db:status'], { cwd, env })).toBe('There are no migrations')
  })

  it('hears from doctor what is wrong', async () => {
    const cwd = await mysqlShop()
    const doctor = async (change: object) => {
      const url = Object.assign(new URL(server), change)
      const { stdout } = await run('npx', ['paxx', 'doctor', '--json'], { cwd, env: { DATABASE_URL: url.href } })
      const { checks } = JSON.parse(stdout) as {
        checks: { name: string; state: string; found: string; hint?: string }[]
      }
      return checks.find(({ name }) => name === 'database')!
    }
    expect(await doctor({})).toMatchObject({ state: 'ok' })
    expect(await doctor({ port: '1' })).toMatchObject({
      found: expect.stringContaining('ECONNREFUSED'),
      hint: expect.stringContaining('docker compose up'),
    })
    expect(await doctor({ pathname: '/nowhere' })).toMatchObject({
      found: expect.stringContaining("Unknown database 'nowhere'"),
      hint: expect.stringContaining('paxx db upgrade'),
    })
    expect(await doctor({ username: 'nobody', password: 'wrong' })).toMatchObject({
      found: expect.stringContaining("Access denied for user 'nobody'"),
      hint: expect.stringContaining('the password in DATABASE_URL'),
    })
  })
})

describe.skipIf(!isServed)('features on MySQL', () => {
  it.each(Object.keys(scenarios).slice(0, 3))('%s', async (name) => {
    const cwd = await writeMysql(name)
    await succeed('npm', ['run', 'check'], { cwd })
    await succeed('npm', ['test'], { cwd, env: { DATABASE_URL: server.href } })
    await succeed('npm', ['run', 'build'], { cwd })
    const env = { DATABASE_URL: await createDatabase() }
    expect(await succeed('npm', ['run', '--silent', 'db:upgrade', '--', '--sql'], { cwd, env })).toContain(
      'create table `',
    )
    for (const script of ['db:upgrade', 'db:downgrade', 'db:upgrade', 'db:reset']) {
      await succeed('npm', ['run', script, ...(script === 'db:downgrade' ? ['--', '99'] : [])], { cwd, env })
    }
  })

  it('answer as they do on SQLite', async () => {
    const name = 'the two of the contract'
    const sqlite = await write(
      scenarios[name]!.features.reduce((sum: Answers, one) => addFeature(sum, one).answers, base),
    )
    const expected = await converse(sqlite, {})
    expect(await converse(await writeMysql(name), { DATABASE_URL: await createDatabase() })).toEqual(expected)
  })

  it('go on with a migration that failed on its way', async () => {
    const cwd = await writeMysql('the two of the contract')
    const url = await createDatabase()
    const db = (...args: string[]) =>
      run('tsx', ['scripts/db.ts', ...args], { cwd, env: { DATABASE_URL: url, PATH: binaries(cwd) } })
    await db('upgrade')
    const admin = await openClient(url)
    await admin.query("insert into customers (email, name) values ('a@example.com', ''), ('b@example.com', '')")
    await writeFile(path.join(cwd, 'migrations/20261121000000_tell_names_apart.ts'), tellNamesApart)

    const failed = await db('upgrade')
    expect([failed.exitCode, failed.stderr.replaceAll('`', '')]).toEqual([1, expect.stringMatching(howItFailed)])
    expect((await db('status')).stdout).toMatch(/^half applied {2}20261121000000_tell_names_apart$/m)
    expect((await db('downgrade')).stderr).toContain('20261121000000_tell_names_apart stopped on its way up')

    await admin.query('update customers set name = email')
    await admin.end()
    expect((await db('upgrade')).stdout).toBe('Applied 20261121000000_tell_names_apart')
    expect((await db('status')).stdout).not.toContain('half')
    expect((await db('downgrade')).stdout).toBe('Reverted 20261121000000_tell_names_apart')
  })
})

const binaries = (cwd: string) => `${path.join(cwd, 'node_modules/.bin')}${path.delimiter}${process.env['PATH']}`

const howItFailed =
  /^20261121000000_tell_names_apart: Another row has the same customers_name_unique: Duplicate entry .+\n {2}done: alter table customers add column nick .+\n {2}not done: alter table customers add constraint customers_name_unique .+\nMend it, /

const tellNamesApart = `import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('customers').addColumn('nick', 'varchar(20)').execute()
  await db.schema.alterTable('customers').addUniqueConstraint('customers_name_unique', ['name']).execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('customers').dropConstraint('customers_name_unique').execute()
  await db.schema.alterTable('customers').dropColumn('nick').execute()
}
`
