import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, needsServer, type Server, url } from './mysql-support.ts'
import { itGoes, until } from './scratch-lives.ts'
import { answerOf, scratchProject } from './scratch-project.ts'

const { isSkipped, why } = await needsServer()
const create = "db.schema.createTable('orders').addColumn('id', 'bigint', (id) => id.primaryKey()).execute()"

describe.skipIf(isSkipped)(`the database in which migrations of MySQL are built${why}`, () => {
  const project = scratchProject('mysql', {
    'core/database/pool.ts':
      "export const limitSession = () => `set session sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE'`",
  })
  let server: Server
  beforeAll(async () => {
    server = await createDatabase(`paxx_scratch_tests_${process.pid}`)
  })
  afterAll(async () => {
    await server?.drop()
    project.remove()
  })
  const own = () => `${url}/${server.name}`

  /** Those of this machine's runs: other tests have theirs at the same time. */
  async function scratches(): Promise<string[]> {
    const rows = await server.query(
      `select schema_name as name, is_free_lock(schema_name) as free from information_schema.schemata where schema_name regexp '^paxx_scratch_[0-9a-f]{8}_'`,
    )
    return rows.filter(({ free }) => Number(free) === 1).map(({ name }) => String(name))
  }

  /** Waits in a migration, in a database that has its table already. */
  const waiting = async () => {
    project.migrate(
      `sql\`create table waits_${process.pid} (id int)\`.execute(db); await sql\`select sleep(30)\`.execute(db)`,
    )
    const running = project.read(own())
    const made = `select table_schema as name from information_schema.tables where table_name = 'waits_${process.pid}'`
    const scratch = await until(async () => {
      const [row] = await server.query(made)
      return row && String(row['name'])
    })
    return { running, scratch }
  }
  const isThere = async (name: string) =>
    (await server.query(`select 1 from information_schema.schemata where schema_name = '${name}'`)).length > 0

  it('has what the migrations build, and is gone then', async () => {
    project.migrate(create)
    const answer = await answerOf(project.read(own()))
    expect(answer).toMatchObject({ from: { engine: 'mysql', tables: [{ name: 'orders' }] } })
    expect(await scratches()).toEqual([])
    expect(await server.query('show tables')).toEqual([])
  })

  it('is gone, too, when a migration fails', async () => {
    project.migrate('sql`create table a (id nothing)`.execute(db)')
    const answer = await answerOf(project.read(own()))
    expect(answer).toMatchObject({
      error: { code: 'MIGRATION_FAILED', message: expect.stringContaining('migrations/1_create.ts: ') },
    })
    expect(await scratches()).toEqual([])
  })

  it("refuses what the project's own sessions refuse", async () => {
    const zero = "create table a (at date not null default '0000-00-00')"
    await server.exec(`set session sql_mode = ''; ${zero}; drop table a; set session sql_mode = default`)
    project.migrate(`sql\`${zero}\`.execute(db)`)
    const answer = await answerOf(project.read(own()))
    expect(answer).toMatchObject({ error: { message: expect.stringContaining("Invalid default value for 'at'") } })
  })

  itGoes({
    waiting,
    isThere,
    async runAnother() {
      project.migrate(create)
      await answerOf(project.read(own()))
    },
    async noticeEnd(scratch) {
      await until(async () => (await scratches()).includes(scratch) || undefined)
    },
  })

  it('is made though the database of the settings is not there yet', async () => {
    project.migrate(create)
    const answer = await answerOf(project.read(`${url}/paxx_nowhere_${process.pid}`))
    expect(answer).toMatchObject({ from: { tables: [{ name: 'orders' }] } })
  })

  it('says which grant lacks', async () => {
    const user = `paxx_${process.pid}`
    await server.exec(`create user ${user} identified by 'secret'; grant all on ${server.name}.* to ${user}`)
    try {
      const other = new URL(url)
      Object.assign(other, { username: user, password: 'secret', pathname: `/${server.name}` })
      const refused = { error: { code: 'SCRATCH_REFUSED', hint: expect.stringContaining(`.* to '${user}'@'%'`) } }
      expect(await answerOf(project.read(other.href))).toMatchObject(refused)

      await server.exec(`grant all on \`paxx\\_scratch\\_%\`.* to ${user}`)
      expect(await answerOf(project.read(other.href))).toMatchObject({ from: { tables: [{ name: 'orders' }] } })
    } finally {
      await server.exec(`drop user ${user}`)
    }
  })

  it('says that no server answers, without the password', async () => {
    const { error } = (await answerOf(project.read('mysql://shop:secret@127.0.0.1:1/shop'))) as {
      readonly error: { readonly code: string; readonly message: string }
    }
    expect(error.code).toBe('DATABASE_UNREADABLE')
    expect(error.message).toContain('mysql://shop:…@127.0.0.1:1/shop does not answer')
  })

  it('is another than a database that is named', async () => {
    await server.exec('create table named (id int primary key)')
    const answer = await answerOf(project.read(own(), { url: own() }))
    expect(answer).toMatchObject({ from: { engine: 'mysql', tables: [{ name: 'named' }] } })
    const { error } = (await answerOf(project.read(own(), { url }))) as { readonly error: object }
    expect(error).toMatchObject({ code: 'SCHEMA_UNKNOWN', hint: 'As in: mysql://localhost/shop' })
  })
})
