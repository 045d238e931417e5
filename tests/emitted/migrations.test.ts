import { randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inShop, npx, run } from './shop.ts'

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
const remove = async (name: string) => await rm(inShop('migrations', `${name}.ts`))

describe('migrations of a project', () => {
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
    env = { DATABASE_URL: `sqlite:data/${randomUUID()}.db` }
  })
  afterAll(() => rm(inShop('migrations'), { recursive: true }))

  it('are each applied once by four processes at once', async () => {
    const slow = `await new Promise((resolve) => setTimeout(resolve, 700))`
    await write('20260101000002_slow', migration(`${slow}\n  await sql\`create table slow (id integer)\`.execute(db)`))
    try {
      const four = await Promise.all(Array.from({ length: 4 }, () => db('upgrade')))
      expect(four.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0])
      const applied = four.flatMap(({ answer }) => answer['applied'] as string[])
      expect(applied.toSorted()).toEqual(['20260101000000_a', '20260101000001_b', '20260101000002_slow'])
    } finally {
      await remove('20260101000002_slow')
    }
  })

  it('that fail leave the database as it was before them', async () => {
    const broken = `await sql\`create table half (id integer)\`.execute(db)\n  await sql\`nonsense\`.execute(db)`
    await write('20260101000002_broken', migration(broken))
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
