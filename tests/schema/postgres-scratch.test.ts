import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SchemasRead } from '../../src/worker/protocol.ts'
import { createDatabase, url as server, whyNoServer } from './postgres-support.ts'
import { itGoes, until } from './scratch-lives.ts'
import { answerOf, answersOf, scratchProject } from './scratch-project.ts'

const project = scratchProject('postgres', {
  'core/database/database.ts': `import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely'
import pg from 'pg'

export const createDb = (url, { log, size }) => {
  const isInMemory = url.startsWith('pglite:')
  const pool = new pg.Pool({ connectionString: url, max: size })
  // As those of a project, it bears that its connections are taken away.
  pool.on('error', () => {}).on('connect', (client) => client.on('error', () => {}))
  return new Kysely({
    log,
    dialect: isInMemory ? new PGliteDialect({ pglite: () => PGlite.create() }) : new PostgresDialect({ pool }),
  })
}
`,
})
afterAll(() => project.remove())

const run = (...statements: string[]) =>
  statements.map((one) => `sql.raw(${JSON.stringify(one)}).execute(db)`).join('; await ')
const request = { from: 'migrations', to: 'migrations', engine: 'postgres' } as const

/** PostgreSQL comes with it, and PGlite has not got it. */
const extension = 'insert_username'
const using = [
  `create extension ${extension}`,
  'create table notes (id bigint primary key, author text)',
  `create trigger sign before insert on notes for each row execute function ${extension}(author)`,
]

describe('the database in which migrations of PostgreSQL are built', () => {
  it.each([
    ['schemas', ['create schema other', 'create table other.notes (id bigint)', 'create table notes (id bigint)']],
    ['what is in no schema', ['create role author', 'create table notes (id bigint)']],
  ])(
    'is empty each time, of %s, too',
    async (_, statements) => {
      project.migrate(run(...statements))
      const answers = await answersOf(project.ask('pglite::memory:', request, request))
      expect(answers).toMatchObject([
        { from: { tables: [{ name: 'notes' }] } },
        { from: { tables: [{ name: 'notes' }] } },
      ])
    },
    60_000,
  )

  it('cannot be made without a server, where PGlite lacks an extension', async () => {
    project.migrate(run(...using))
    expect(await answerOf(project.read('pglite::memory:'))).toMatchObject({
      error: {
        code: 'EXTENSION_MISSING',
        message: expect.stringContaining(`"${extension}" is not available`),
        hint: expect.stringContaining('Set DATABASE_URL to a PostgreSQL server where it is installed'),
      },
    })
  }, 60_000)
})

const reason = await whyNoServer()
const isSkipped = reason !== undefined && process.env['CI'] !== 'true'

describe.skipIf(isSkipped)(`on a server, for an extension that PGlite lacks${reason ? ` (${reason})` : ''}`, () => {
  let own: Awaited<ReturnType<typeof createDatabase>>
  const name = `paxx_scratch_tests_${process.pid}`
  const urlOf = (database: string, user?: string) =>
    Object.assign(new URL(server), { pathname: `/${database}`, ...(user && { username: user, password: 'secret' }) })
      .href
  const url = urlOf(name)
  beforeAll(async () => {
    own = await createDatabase(name)
  })
  afterAll(async () => await own?.drop())

  const isThere = async (scratch: string) =>
    (await own.query(`select 1 from pg_database where datname = '${scratch}'`)).length > 0

  /** Its tables are called as the database is that they are in. */
  const builtIn = ({ from }: SchemasRead) =>
    from.tables.map((table) => table.name).find((one) => one.startsWith('paxx_'))!
  const saying = "do $$ begin execute format('create table %I (id integer)', current_database()); end $$"

  /** Waits in a migration. */
  const waiting = async () => {
    const sleep = `select pg_sleep(30) as "${name}"`
    project.migrate(run(`select 'create extension ${extension}'`, sleep))
    const running = project.read(url)
    const scratch = await until(async () => {
      const [row] = await own.query(`select datname as name from pg_stat_activity where query = '${sleep}'`)
      return row && String(row['name'])
    })
    return { running, scratch }
  }

  it('has what the migrations build, and is gone then', async () => {
    project.migrate(run(...using, saying))
    const answers = (await answersOf(project.ask(url, request, request))) as SchemasRead[]
    for (const { from } of answers) {
      expect(from.objects).toContainEqual(expect.objectContaining({ name: `extension ${extension}` }))
      expect(from.tables).toContainEqual(expect.objectContaining({ name: 'notes' }))
    }
    const scratches = answers.map(builtIn)
    expect(new Set(scratches).size).toBe(2)
    expect(await Promise.all(scratches.map(isThere))).toEqual([false, false])
    expect(await own.query("select relname from pg_class where relnamespace = 'public'::regnamespace")).toEqual([])
  })

  it('is gone, too, when a migration fails', async () => {
    project.migrate(run(`create extension ${extension}`, "do $$ begin raise 'in %', current_database(); end $$"))
    const { error } = (await answerOf(project.read(url))) as { readonly error: { readonly message: string } }
    const [scratch] = /paxx_scratch_\w+/.exec(error.message) ?? []
    expect(await isThere(scratch!)).toBe(false)
  })

  itGoes({
    waiting,
    isThere,
    async runAnother() {
      project.migrate(run(...using))
      await answerOf(project.read(url))
    },
    // What runs in it ends when the server looks for whoever asked.
    async noticeEnd(scratch) {
      await own.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${scratch}'`)
    },
  })

  it('is made though the database of the settings is not there yet', async () => {
    project.migrate(run(...using))
    expect(await answerOf(project.read(urlOf(`paxx_nowhere_${process.pid}`)))).toMatchObject({
      from: { tables: [{ name: 'notes' }] },
    })
  })

  it('says which right lacks', async () => {
    const user = `paxx_${process.pid}`
    await own.exec(`create role ${user} login password 'secret'`)
    try {
      project.migrate(run(`select 'create extension ${extension}'`, 'create table notes (id integer)'))
      expect(await answerOf(project.read(urlOf(name, user)))).toMatchObject({
        error: {
          code: 'SCRATCH_REFUSED',
          message: expect.stringContaining('permission denied to create database'),
          hint: expect.stringContaining(`alter role ${user} createdb`),
        },
      })
      await own.exec(`alter role ${user} createdb`)
      expect(await answerOf(project.read(urlOf(name, user)))).toMatchObject({ from: { tables: [{ name: 'notes' }] } })

      project.migrate(run(...using))
      expect(await answerOf(project.read(urlOf(name, user)))).toMatchObject({
        error: {
          code: 'EXTENSION_REFUSED',
          hint: expect.stringContaining(`create extension ${extension}`),
        },
      })
    } finally {
      await own.exec(`drop role ${user}`)
    }
  })

  it('says that no server answers, without the password', async () => {
    project.migrate(run(...using))
    expect(await answerOf(project.read('postgres://shop:secret@127.0.0.1:1/shop'))).toMatchObject({
      error: {
        code: 'DATABASE_UNREADABLE',
        message: expect.stringContaining('postgres://shop:…@127.0.0.1:1/shop does not answer'),
      },
    })
  })
})
