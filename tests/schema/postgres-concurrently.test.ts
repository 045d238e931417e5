import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compare, isEmpty } from '../../src/schema/compare.ts'
import { migrations as migrate } from '../../src/schema/migration.ts'
import { postgres } from '../../src/schema/postgres/dialect.ts'
import { statementOf } from '../../src/schema/print/statement.ts'
import type { Migration } from '../../src/schema/step.ts'
import { bootServer, build, read, type Server } from './postgres-support.ts'
import { print } from './print-samples.ts'

const none = { renames: { tables: [], columns: [] }, fills: new Map<string, string>() }

describe('indexes that are built while rows are written', () => {
  let server: Server
  beforeAll(async () => {
    server = await bootServer()
  }, 60_000)

  const schemaOf = async (sql: string) => {
    await build(server, [sql])
    return await read(server)
  }
  const run = async (steps: Migration['up']) => {
    for (const step of steps) await server.exec(statementOf(step, postgres.sql))
  }
  const between = async (before: string, after: string, answered = none) => {
    const to = await schemaOf(after)
    const from = await schemaOf(before)
    return { from, to, migrations: migrate(from, to, answered, postgres, true) }
  }

  it.each([
    ['an index', 'create table t (a int)', 'create table t (a int); create index i on t (a)', 1],
    [
      'one of another kind, and one that goes',
      'create table t (a int, b int); create index i on t (a); create index j on t (b)',
      "create table t (a int, b int); create index i on t using hash (a) where b > 0; create index k on t (b desc) with (fillfactor='70')",
      1,
    ],
    [
      'a unique constraint and an expression',
      'create table t (a int, b text)',
      'create table t (a int unique, b text, unique (b, a) deferrable); create index "odd name" on t (lower(b))',
      1,
    ],
    [
      'one of a column that comes, of another that goes',
      'create table t (a int, b int); create index i on t (a, b)',
      'create table t (a int, c int); create index i on t (a, c); create table u (id int primary key); create index v on u (id)',
      2,
    ],
    [
      'what a reference needs',
      'create table t (a int); create table u (b int)',
      'create table t (a int unique); create table u (b int references t (a)); create index i on u (b)',
      3,
    ],
    [
      'one of the same name, in whose place it comes',
      'create table t (a int, b int, constraint k unique (a)); create index i on t (a); create unique index j on t (b)',
      'create table t (a int, b int, constraint k unique (a) include (b)); create index i on t (a desc); create unique index j on t (b, a)',
      1,
    ],
  ])('%s', async (_, before, after, count) => {
    const { from, to, migrations } = await between(before, after)
    expect(migrations).toHaveLength(count)
    for (const { up } of migrations) await run(up)
    expect(isEmpty(compare(await read(server), to, postgres))).toBe(true)
    // One that failed after its last statement runs again.
    const last = migrations.at(-1)!
    await run(last.up)
    for (const { down } of migrations.toReversed()) await run(down)
    expect(isEmpty(compare(await read(server), from, postgres))).toBe(true)
  })

  it('stand by themselves, outside of a transaction', async () => {
    const { migrations } = await between(
      'create table t (a int)',
      'create table t (a int, b int unique); create index i on t (a)',
    )
    const [first, second] = migrations as [Migration, Migration]
    expect(await print(first, postgres)).not.toContain('transaction')
    expect(await print(second, postgres)).toBe(`import { type Kysely, sql } from 'kysely'

/** Each statement is a transaction of its own, and no lock is held for longer. What fails can run again. */
export const transaction = false

/**
 * Hazards:
 * - It fails where rows of t have the same b: select b, count(*) from t where b is not null group by b having count(*) > 1
 * - SHARE UPDATE EXCLUSIVE on t while indexes are built: everybody can read it and write to it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql\`drop index concurrently if exists i\`.execute(db)

  await sql\`create index concurrently i on t (a)\`.execute(db)

  await sql\`alter table t drop constraint if exists t_b_key\`.execute(db)

  await sql\`drop index concurrently if exists t_b_key\`.execute(db)

  await sql\`create unique index concurrently t_b_key on t (b)\`.execute(db)

  await sql\`alter table t add constraint t_b_key unique using index t_b_key\`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql\`drop index concurrently if exists i\`.execute(db)

  await sql\`alter table t drop constraint if exists t_b_key\`.execute(db)
}
`)
  })

  it('are all that there is to do, or there is nothing', async () => {
    const sql = 'create table t (a int)'
    expect((await between(sql, sql)).migrations).toEqual([])
    const { migrations } = await between(sql, 'create table t (a bigint)')
    expect(migrations.map((migration) => migration.isConcurrent)).toEqual([undefined])
  })

  it('that a failure left invalid are built again', async () => {
    const { migrations, to } = await between('create table t (a int)', 'create table t (a int unique)')
    await server.exec('insert into t values (1), (1)')
    await expect(run(migrations[0]!.up)).rejects.toThrow('could not create unique index')
    expect(await server.query('select indisvalid as valid from pg_index where indrelid = $$t$$::regclass')).toEqual([
      { valid: false },
    ])
    await server.exec('delete from t')
    await run(migrations[0]!.up)
    expect(isEmpty(compare(await read(server), to, postgres))).toBe(true)
  })

  afterAll(async () => await server.kysely.destroy())
})
