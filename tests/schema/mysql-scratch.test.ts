import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer, Side } from '../../src/worker/protocol.ts'
import { repo } from '../support.ts'
import { createDatabase, needsServer, type Server, url } from './mysql-support.ts'

const { isSkipped, why } = await needsServer()
const create = "db.schema.createTable('orders').addColumn('id', 'bigint', (id) => id.primaryKey()).execute()"

describe.skipIf(isSkipped)(`the database in which migrations of MySQL are built${why}`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'paxx-scratch-'))
  let server: Server
  beforeAll(async () => {
    server = await createDatabase(`paxx_scratch_tests_${process.pid}`)
    symlinkSync(path.join(repo, 'node_modules'), path.join(folder, 'node_modules'))
    for (const name of ['core/database', 'migrations']) mkdirSync(path.join(folder, name), { recursive: true })
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }')
    writeFileSync(
      path.join(folder, 'core/database/pool.ts'),
      "export const limitSession = () => `set session sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE'`",
    )
    writeFileSync(
      path.join(folder, 'settings.ts'),
      'export const loadSettings = () => ({ DATABASE_URL: process.env.DATABASE_URL })',
    )
  })
  afterAll(async () => {
    await server?.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const write = (up: string, name = '1_create') =>
    writeFileSync(
      path.join(folder, 'migrations', `${name}.ts`),
      // It reaches out, so that it runs each time.
      `import { sql } from 'kysely'\nprocess.env.X\nexport async function up(db) {\n  await ${up}\n}\n`,
    )

  const run = (from: Side = 'migrations', databaseUrl = `${url}/${server.name}`) => {
    const request = JSON.stringify({ from, to: from, engine: 'mysql' })
    return execa(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(repo, 'dist/worker.js')], {
      cwd: folder,
      env: { DATABASE_URL: databaseUrl },
      input: request,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      reject: false,
    })
  }
  const answerOf = async (running: ReturnType<typeof run>): Promise<Answer> =>
    JSON.parse(String((await running).stdio[3])) as Answer

  /** Those of this machine's runs: other tests have theirs at the same time. */
  async function scratches(): Promise<string[]> {
    const rows = await server.query(
      `select schema_name as name, is_free_lock(schema_name) as free from information_schema.schemata where schema_name regexp '^paxx_scratch_[0-9a-f]{8}_'`,
    )
    return rows.filter(({ free }) => Number(free) === 1).map(({ name }) => String(name))
  }

  /** Waits in a migration, in a database that has its table already. */
  const waiting = async () => {
    write(`sql\`create table waits_${process.pid} (id int)\`.execute(db); await sql\`select sleep(30)\`.execute(db)`)
    const running = run()
    const own = `select table_schema as name from information_schema.tables where table_name = 'waits_${process.pid}'`
    for (;;) {
      const [row] = await server.query(own)
      if (row) return { running, name: String(row['name']) }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const isThere = async (name: string) =>
    (await server.query(`select 1 from information_schema.schemata where schema_name = '${name}'`)).length > 0

  it('has what the migrations build, and is gone then', async () => {
    write(create)
    const answer = await answerOf(run())
    expect(answer).toMatchObject({ from: { engine: 'mysql', tables: [{ name: 'orders' }] } })
    expect(await scratches()).toEqual([])
    expect(await server.query('show tables')).toEqual([])
  })

  it('is gone, too, when a migration fails', async () => {
    write('sql`create table a (id nothing)`.execute(db)')
    const answer = await answerOf(run())
    expect(answer).toMatchObject({
      error: { code: 'MIGRATION_FAILED', message: expect.stringContaining('migrations/1_create.ts: ') },
    })
    expect(await scratches()).toEqual([])
  })

  it("refuses what the project's own sessions refuse", async () => {
    const zero = "create table a (at date not null default '0000-00-00')"
    await server.exec(`set session sql_mode = ''; ${zero}; drop table a; set session sql_mode = default`)
    write(`sql\`${zero}\`.execute(db)`)
    const answer = await answerOf(run())
    expect(answer).toMatchObject({ error: { message: expect.stringContaining("Invalid default value for 'at'") } })
  })

  it('is gone when the process is ended', async () => {
    const { running, name } = await waiting()
    running.kill('SIGTERM')
    expect((await running).signal).toBe('SIGTERM')
    expect(await isThere(name)).toBe(false)
  })

  it('stays while its process lives, and goes by the next run once that was killed', async () => {
    const { running, name } = await waiting()
    write(create)
    await answerOf(run())
    expect(await isThere(name)).toBe(true)

    running.kill('SIGKILL')
    await running
    // The server is yet to see that nobody is there any more.
    for (let left = 100; left > 0 && !(await scratches()).includes(name); left--)
      await new Promise((resolve) => setTimeout(resolve, 50))
    await answerOf(run())
    expect(await isThere(name)).toBe(false)
  })

  it('is made though the database of the settings is not there yet', async () => {
    write(create)
    const answer = await answerOf(run('migrations', `${url}/paxx_nowhere_${process.pid}`))
    expect(answer).toMatchObject({ from: { tables: [{ name: 'orders' }] } })
  })

  it('says which grant lacks', async () => {
    const user = `paxx_${process.pid}`
    await server.exec(`create user ${user} identified by 'secret'; grant all on ${server.name}.* to ${user}`)
    try {
      const own = new URL(url)
      Object.assign(own, { username: user, password: 'secret', pathname: `/${server.name}` })
      const refused = { error: { code: 'SCRATCH_REFUSED', hint: expect.stringContaining(`.* to '${user}'@'%'`) } }
      expect(await answerOf(run('migrations', own.href))).toMatchObject(refused)

      await server.exec(`grant all on \`paxx\\_scratch\\_%\`.* to ${user}`)
      expect(await answerOf(run('migrations', own.href))).toMatchObject({ from: { tables: [{ name: 'orders' }] } })
    } finally {
      await server.exec(`drop user ${user}`)
    }
  })

  it('says that no server answers, without the password', async () => {
    const { error } = (await answerOf(run('migrations', 'mysql://shop:secret@127.0.0.1:1/shop'))) as {
      readonly error: { readonly code: string; readonly message: string }
    }
    expect(error.code).toBe('DATABASE_UNREADABLE')
    expect(error.message).toContain('mysql://shop:…@127.0.0.1:1/shop does not answer')
  })

  it('is another than a database that is named', async () => {
    await server.exec('create table named (id int primary key)')
    const answer = await answerOf(run({ url: `${url}/${server.name}` }))
    expect(answer).toMatchObject({ from: { engine: 'mysql', tables: [{ name: 'named' }] } })
    const { error } = (await answerOf(run({ url }))) as { readonly error: object }
    expect(error).toMatchObject({ code: 'SCHEMA_UNKNOWN', hint: 'As in: mysql://localhost/shop' })
  })
})
