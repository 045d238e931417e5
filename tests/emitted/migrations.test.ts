import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paxxJson } from '../support.ts'
import { inShop, npx, run, shop, succeed } from './shop.ts'

const migration = (up: string, down = '') => `import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  ${up}
}

export async function down(db: Kysely<unknown>): Promise<void> {
  ${down}
}
`

const createTable = (name: string) =>
  migration(
    `await sql\`create table ${name} (id integer primary key)\`.execute(db)`,
    `await sql\`drop table ${name}\`.execute(db)`,
  )

const write = async (name: string, source: string) => await writeFile(inShop('migrations', `${name}.ts`), source)
const allApplied = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'applied']))

/** Runs statements as a person would who has them from `--sql`. */
function byHand(file: string, statements: readonly string[]): void {
  const database = new DatabaseSync(file)
  database.exec(statements.join('\n'))
  database.close()
}

const remove = async (name: string) => await rm(inShop('migrations', `${name}.ts`))

describe('migrations of a project', () => {
  let file: string
  let env: { DATABASE_URL: string }
  const db = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await run('npx', ['--no-install', 'tsx', 'scripts/db.ts', ...args, '--json'], {
      env,
    })
    return { exitCode, stderr, answer: JSON.parse(stdout) as Record<string, any> }
  }
  const states = async () => {
    const { answer } = await db('status')
    return Object.fromEntries(answer['migrations'].map(({ name, status }: Record<string, string>) => [name, status]))
  }

  beforeAll(async () => {
    await mkdir(inShop('migrations'), { recursive: true })
    await write('20260101000000_a', createTable('a'))
    await write('20260101000001_b', createTable('b'))
  })
  beforeEach(() => {
    file = `data/${randomUUID()}.db`
    env = { DATABASE_URL: `sqlite:${file}` }
  })
  afterAll(() => rm(inShop('migrations'), { recursive: true }))

  it('are each applied once by ten processes at once', async () => {
    const slow = `await new Promise((resolve) => setTimeout(resolve, 700))`
    await write('20260101000002_slow', migration(`${slow}\n  await sql\`create table slow (id integer)\`.execute(db)`))
    try {
      const ten = await Promise.all(Array.from({ length: 10 }, () => db('upgrade')))
      expect(ten.map(({ exitCode, answer }) => exitCode === 0 || answer)).toEqual(Array(10).fill(true))
      const applied = ten.flatMap(({ answer }) => answer['applied'] as string[])
      expect(applied.toSorted()).toEqual(['20260101000000_a', '20260101000001_b', '20260101000002_slow'])
    } finally {
      await remove('20260101000002_slow')
    }
  })

  it('that fail leave the database as it was before them', async () => {
    const three = ['create table half (id integer)', 'insert into half values (1)', 'insert into nowhere values (1)']
    await write('20260101000002_broken', migration(three.map((sql) => `await sql\`${sql}\`.execute(db)`).join('\n  ')))
    try {
      const { exitCode, answer } = await db('upgrade')
      expect(exitCode).toBe(1)
      expect(answer['error']).toContain('20260101000002_broken')
      expect(await states()).toEqual({
        '20260101000000_a': 'applied',
        '20260101000001_b': 'applied',
        '20260101000002_broken': 'pending',
      })
      await write('20260101000002_broken', createTable('half'))
      expect((await db('upgrade')).answer).toEqual({ applied: ['20260101000002_broken'] })
    } finally {
      await remove('20260101000002_broken')
    }
  })

  it('that are killed half-way leave the database as it was before them', async () => {
    const hang = `await sql\`create table half (id integer)\`.execute(db)\n  process.kill(process.pid, 'SIGKILL')`
    await write('20260101000002_killed', migration(hang))
    try {
      await run('npx', ['--no-install', 'tsx', 'scripts/db.ts', 'upgrade'], { env })
      await sleep(100)
      await write('20260101000002_killed', createTable('half'))
      expect((await db('upgrade')).answer).toEqual({ applied: ['20260101000002_killed'] })
    } finally {
      await remove('20260101000002_killed')
    }
  })

  it('that break a reference are undone', async () => {
    const orphan = [
      'create table parents (id integer primary key)',
      'create table children (parent_id integer references parents (id))',
      'insert into children values (42)',
    ]
    await write('20260101000002_orphan', migration(orphan.map((sql) => `await sql\`${sql}\`.execute(db)`).join('\n  ')))
    try {
      expect((await db('upgrade')).exitCode).toBe(1)
      expect(await states()).toMatchObject({ '20260101000002_orphan': 'pending' })
    } finally {
      await remove('20260101000002_orphan')
    }
  })

  it('go up to a target, back by steps, and say what is missing', async () => {
    expect((await db('upgrade', '20260101000000_a')).answer).toEqual({ applied: ['20260101000000_a'] })
    expect(await states()).toEqual({ '20260101000000_a': 'applied', '20260101000001_b': 'pending' })
    await db('upgrade')
    expect((await db('downgrade')).answer).toEqual({ reverted: ['20260101000001_b'] })

    await write('20260101000003_gone', createTable('gone'))
    await db('upgrade')
    await remove('20260101000003_gone')
    expect(await states()).toMatchObject({ '20260101000003_gone': 'missing' })
    const { exitCode, answer } = await db('upgrade')
    expect(exitCode).toBe(1)
    expect(answer['error']).toMatch(
      /^20260101000003_gone: applied, and without a file\. Bring it back .+npm run db:reset/,
    )
    expect((await db('downgrade')).answer['error']).toMatch(/^20260101000003_gone: applied, and without a file/)
  })

  it('that were edited after they were applied are named, from a build too, and stop nothing', async () => {
    await db('upgrade')
    const source = createTable('b')
    await write('20260101000001_b', source.replaceAll('\n', '\r\n'))
    expect(await states(), 'line endings are no change').toEqual(allApplied('20260101000000_a', '20260101000001_b'))

    await write('20260101000001_b', `${source}// edited\n`)
    await write('20260101000002_c', createTable('c'))
    try {
      expect(await states()).toMatchObject({ '20260101000001_b': 'changed', '20260101000002_c': 'pending' })
      const { exitCode, stderr, answer } = await db('upgrade')
      expect({ exitCode, answer }).toEqual({
        exitCode: 0,
        answer: { applied: ['20260101000002_c'], changed: ['20260101000001_b'] },
      })
      expect(stderr).toContain('20260101000001_b was edited after it was applied')
      const doctor = await run('npx', ['--no-install', 'paxx', 'doctor'], { env })
      expect(doctor.stdout).toContain('migrations edited after they were applied: 1')

      await succeed('npm', ['run', 'build'])
      const built = await succeed('npx', ['--no-install', 'node', 'dist/scripts/db.js', 'status'], { env })
      expect(built.split('\n').map((line) => line.split(/ +/).slice(0, 2))).toEqual([
        ['applied', '20260101000000_a'],
        ['changed', '20260101000001_b'],
        ['applied', '20260101000002_c'],
      ])
    } finally {
      await write('20260101000001_b', source)
      await remove('20260101000002_c')
    }
  })

  it('of two branches are applied in whatever order they come, and go back in the reverse of it', async () => {
    await remove('20260101000000_a')
    await db('upgrade')
    await write('20260101000000_a', createTable('a'))
    expect(await states()).toEqual({ '20260101000000_a': 'pending', '20260101000001_b': 'applied' })

    expect((await db('upgrade')).answer).toEqual({ applied: ['20260101000000_a'] })
    const { migrations } = (await db('history')).answer
    expect(migrations.map(({ name }: { name: string }) => name)).toEqual(['20260101000001_b', '20260101000000_a'])
    expect(migrations[0].appliedAt < migrations[1].appliedAt).toBe(true)
    expect((await db('downgrade', '2')).answer).toEqual({ reverted: ['20260101000000_a', '20260101000001_b'] })
  })

  it('print the SQL that would run, which does the same by hand, and leave the database alone', async () => {
    const nothing = await db('upgrade', '--sql')
    expect(nothing.answer['sql']).toContain('create table a (id integer primary key);')
    expect(existsSync(inShop(file))).toBe(false)

    await db('upgrade', '20260101000000_a')
    const before = await readFile(inShop(file))
    const locked = new DatabaseSync(inShop(file))
    locked.exec('begin exclusive')
    const up: string[] = (await db('upgrade', '--sql')).answer['sql']
    const down: string[] = (await db('downgrade', '--sql')).answer['sql']
    locked.close()
    expect(await readFile(inShop(file))).toEqual(before)
    expect(up.join()).not.toContain('create table a ')
    expect(down).toContain('drop table a;')

    await copyFile(inShop(file), inShop(`${file}.copy`))
    env = { DATABASE_URL: `sqlite:${file}.copy` }
    byHand(inShop(`${file}.copy`), up)
    expect(await states()).toEqual(allApplied('20260101000000_a', '20260101000001_b'))
    byHand(inShop(`${file}.copy`), (await db('downgrade', '20260101000000_a', '--sql')).answer['sql'])
    expect(await states()).toEqual({ '20260101000000_a': 'applied', '20260101000001_b': 'pending' })
  })

  describe('in the place of which there is one', () => {
    const paxx = async (...args: string[]) => (await paxxJson(['db', ...args], { cwd: shop, env })).json
    const squashed = '20260101000000_until_20260101000001'
    beforeAll(() => cp(inShop('migrations'), inShop('data/migrations'), { recursive: true }))
    afterEach(async () => {
      await rm(inShop('migrations'), { recursive: true })
      await cp(inShop('data/migrations'), inShop('migrations'), { recursive: true })
    })

    it('are taken for it where all are applied, and only there', async () => {
      expect(await paxx('squash', '--allow-dirty')).toMatchObject({ error: { code: 'MIGRATIONS_PENDING' } })
      await db('upgrade', '20260101000000_a')
      const some = env
      env = { DATABASE_URL: `sqlite:${file}.all` }
      await db('upgrade')
      expect(await paxx('squash', '--allow-dirty')).toMatchObject({ ok: true, migration: squashed })

      byHand(inShop(`${file}.all`), ['alter table b add more text'])
      expect(await paxx('upgrade')).toMatchObject({
        error: { code: 'SCHEMA_DIFFERS', message: expect.stringContaining('add column b.more') },
      })
      byHand(inShop(`${file}.all`), ['alter table b drop more;', 'insert into b values (7);'])
      await write('20260101000002_c', createTable('c'))
      const sql: string[] = (await db('upgrade', '--sql')).answer['sql']
      expect(sql.join()).toMatch(new RegExp(`${squashed}.*create table c `))
      expect(await paxx('upgrade')).toMatchObject({ applied: [squashed, '20260101000002_c'] })
      expect((await db('downgrade', '2')).answer['error']).toContain(`${squashed}: recorded (--fake) and never run`)

      env = some
      expect((await paxx('upgrade'))['error'].message).toContain(`${squashed}: it stands for 20260101000001_b, too`)
    })

    it('are left alone where rows that they wrote would be lost', async () => {
      await write('20260101000002_c', migration('await sql`insert into a values (1)`.execute(db)'))
      await db('upgrade')
      expect(await paxx('squash', '--allow-dirty')).toMatchObject({
        error: { code: 'NOT_SQUASHABLE', message: expect.stringContaining('rows of a') },
      })
      const through = await paxx('squash', '20260101000001_b', '--allow-dirty')
      expect(through).toMatchObject({ ok: true, migration: squashed })
      expect(await paxx('upgrade')).toMatchObject({ applied: [squashed] })
      await write('20260101000003_d', createTable('d'))
      expect(await paxx('upgrade')).toMatchObject({ applied: ['20260101000003_d'] })
      expect(await states()).toEqual(allApplied(squashed, '20260101000002_c', '20260101000003_d'))
    })
  })

  it('start over by reset, under the feet of another process, but not in production', async () => {
    await db('upgrade')
    const other = new DatabaseSync(inShop(file))
    other.exec('insert into a values (7); create table by_hand (id integer)')
    env = { ...env, NODE_ENV: 'production' } as typeof env
    expect(await db('reset')).toMatchObject({ exitCode: 1, answer: { error: expect.stringContaining('production') } })
    expect(other.prepare('select * from a').all()).toHaveLength(1)

    env = { DATABASE_URL: env.DATABASE_URL }
    expect((await db('reset')).answer['error']).toContain('This would drop all rows: a (1).')
    expect((await db('reset', '--yes')).answer).toEqual({
      applied: ['20260101000000_a', '20260101000001_b'],
      seeded: [],
    })
    expect(other.prepare('select * from a').all()).toEqual([])
    expect(() => other.exec('select * from by_hand')).toThrow('no such table')
    other.close()
  })

  it('start over by paxx only when somebody says so', async () => {
    const refused = await run('npx', ['--no-install', 'paxx', 'db', 'reset'], { env })
    expect(refused.exitCode).toBe(1)
    expect(refused.stderr).toContain('with its rows: there are none.')
    expect(refused.stderr).toContain('hint:  If that is meant: paxx db reset --yes')
    expect(existsSync(inShop(file))).toBe(false)

    const { stdout } = await run('npx', ['--no-install', 'paxx', 'db', 'reset', '--yes', '--json'], { env })
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, command: 'db reset', seeded: [] })
  })

  it('are followed by seeds, in the order of their names, each whole or not at all', async () => {
    expect((await run('npx', ['--no-install', 'paxx', 'db', 'seed'], { env })).stdout).toContain('There are no seeds')
    const seed = (statement: string) =>
      `import { sql } from 'kysely'\nimport type { Db } from '#core/database/database.ts'\n\nconst run = async (db: Db) => {\n  await sql\`${statement}\`.execute(db)\n}\n`
    await mkdir(inShop('seeds'))
    try {
      await writeFile(inShop('seeds/2_more.ts'), `${seed('insert into b select id from a')}export { run as seed }\n`)
      await writeFile(inShop('seeds/1_first.ts'), `${seed('insert into a values (1), (2)')}export default run\n`)
      expect((await db('reset', '--seed')).answer['seeded']).toEqual(['1_first', '2_more'])

      await writeFile(inShop('seeds/1_first.ts'), `${seed('insert into a values (3), (1)')}export default run\n`)
      expect((await db('seed')).answer['error']).toMatch(/^seeds\/1_first: Another row has the same id/)
      const seeded = new DatabaseSync(inShop(file))
      expect(seeded.prepare('select id from a').all()).toHaveLength(2)
      expect(seeded.prepare('select id from b').all()).toHaveLength(2)
      seeded.close()

      await writeFile(inShop('seeds/1_first.ts'), 'export const nothing = 1\n')
      expect((await db('seed')).answer['error']).toMatch(/^seeds\/1_first exports no function: export default async/)
    } finally {
      await rm(inShop('seeds'), { recursive: true })
    }
  })

  it.each([
    ['reset', '--sql'],
    ['status', 'now'],
    ['upgrade', '--seed'],
    ['seed', 'users'],
  ])('refuse %s %s', async (...words) => {
    expect(await db(...words)).toMatchObject({ exitCode: 1, answer: { error: expect.stringMatching(/^Usage: db /) } })
  })

  it('make /ready say 503 until they are applied, and paxx doctor say which', async () => {
    const { stdout, exitCode } = await npx('doctor', '--json')
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout).checks).toContainEqual(
      expect.objectContaining({
        name: 'database',
        state: 'warning',
        found: 'pending migrations: 2',
        hint: 'paxx db upgrade',
      }),
    )
  })
})
