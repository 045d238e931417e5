import { beforeAll, describe, expect, it } from 'vitest'
import { compare, isEmpty } from '../../src/schema/compare.ts'
import { migrations } from '../../src/schema/migration.ts'
import { postgres } from '../../src/schema/postgres/dialect.ts'
import { statementOf } from '../../src/schema/print/statement.ts'
import type { Migration, Step } from '../../src/schema/step.ts'
import { expectRoundTrip } from './postgres-round-trip.ts'
import { bootServer, build, read, type Server } from './postgres-support.ts'
import { print } from './print-samples.ts'

interface Change {
  readonly name: string
  readonly before: string
  readonly after: string
  readonly fills?: Readonly<Record<string, string>>
  /** How many statements look at all rows. */
  readonly looks: number
}

const u = 'create table u (id int primary key);'
const changes: readonly Change[] = [
  {
    name: 'a check',
    before: `${u} create table t (a int)`,
    after: `${u} create table t (a int check (a > 0))`,
    looks: 1,
  },
  {
    name: 'a check in the place of another',
    before: `${u} create table t (a text check (a in ('1', '2')))`,
    after: `${u} create table t (a text check (a in ('1', '2', '3')))`,
    looks: 1,
  },
  {
    name: 'a reference',
    before: `${u} create table t (a int)`,
    after: `${u} create table t (a int references u)`,
    looks: 1,
  },
  {
    name: 'a reference, of which only what happens on delete is another',
    before: `${u} create table t (a int references u)`,
    after: `${u} create table t (a int references u on delete cascade)`,
    looks: 1,
  },
  {
    name: 'no null any more',
    before: `${u} create table t (a int, b text)`,
    after: `${u} create table t (a int not null, b text not null)`,
    fills: { 't.a': '1', 't.b': "'x'" },
    looks: 6,
  },
  {
    name: 'no null any more, and a value where there is none',
    before: `${u} create table t (a int)`,
    after: `${u} create table t (a int not null default 1)`,
    looks: 3,
  },
  {
    name: 'a column that is computed once of another',
    before: `${u} create table t (a int)`,
    after: `${u} create table t (a int, b int not null check (b > 0) references u)`,
    fills: { 't.b': '(coalesce(a, 1))' },
    looks: 5,
  },
  {
    name: 'all at once, of two tables that refer to each other',
    before: `${u} create table t (a int primary key, b int); create table s (a int primary key, b int, c text)`,
    after: `${u} create table t (a int primary key, b int not null); create table s (a int primary key, b int references t check (b < 9), c text not null);
      alter table t add foreign key (b) references s`,
    fills: { 't.b': '1', 's.c': "'x'" },
    looks: 9,
  },
]

/** What one table is locked for as long as it takes. */
const locking: readonly Omit<Change, 'looks'>[] = [
  ...changes.slice(0, -1),
  { name: 'a primary key', before: 'create table t (a int not null)', after: 'create table t (a int primary key)' },
  {
    name: 'another primary key',
    before: 'create table t (a int primary key, b int not null)',
    after: 'create table t (a int, b int, primary key (a, b))',
  },
  {
    name: 'a unique constraint',
    before: 'create table t (a int)',
    after: 'create table t (a int unique)',
  },
  {
    name: 'a unique column',
    before: 'create table t (a int)',
    after: 'create table t (a int, b int unique)',
  },
  {
    name: 'an index',
    before: 'create table t (a int)',
    after: 'create table t (a int); create unique index i on t (a)',
  },
  {
    name: 'an empty column that refers to another',
    before: `${u} create table t (a int)`,
    after: `${u} create table t (a int, b int references u)`,
  },
  {
    name: 'an empty column that refers to its own table',
    before: 'create table t (a int primary key)',
    after: 'create table t (a int primary key, b int references t)',
  },
  {
    name: 'another type',
    before: 'create table t (a int)',
    after: 'create table t (a bigint)',
  },
  {
    name: 'another type that is indexed, and not rewritten',
    before: 'create table t (a varchar(9)); create index i on t (a)',
    after: 'create table t (a varchar(9) collate "C"); create index i on t (a)',
  },
  {
    name: 'a constraint of exclusion',
    before: 'create table t (a int)',
    after: 'create table t (a int, exclude (a with =))',
  },
]
/** The strongest first. */
const modes = ['ACCESS EXCLUSIVE', 'SHARE ROW EXCLUSIVE', 'SHARE', 'SHARE UPDATE EXCLUSIVE']

describe('on PostgreSQL, a table that is there gets', () => {
  let server: Server
  beforeAll(async () => {
    server = await bootServer()
  }, 60_000)

  const schemaOf = async (sql: string) => {
    await build(server, [sql])
    return await read(server)
  }
  const between = async ({ before, after, fills = {} }: Omit<Change, 'name' | 'looks'>, isConcurrent = false) => {
    const to = await schemaOf(after)
    const from = await schemaOf(before)
    const answered = { renames: { tables: [], columns: [] }, fills: new Map(Object.entries(fills)) }
    return { from, to, answered, migrations: migrations(from, to, answered, postgres, isConcurrent) }
  }
  /** How often this transaction has gone through the rows of a table, and whether it has one for itself. */
  const state = async () => {
    const [row] = await server.query(`select
      (select sum(seq_scan)::int from pg_stat_xact_user_tables) as scans,
      exists (select from pg_locks join pg_class on relation = pg_class.oid
        where relkind = 'r' and mode = 'AccessExclusiveLock' and relnamespace = 'public'::regnamespace) as "isLocked"`)
    return row as { readonly scans: number; readonly isLocked: boolean }
  }
  const fill = (tables: readonly string[]) =>
    server.exec(tables.map((table) => `insert into ${table} values (1)`).join(';'))

  it.each(changes.map((one) => [one.name, one] as const))(
    '%s, and nobody waits while rows are read',
    async (_, one) => {
      const { from, to, answered, migrations: all } = await between(one)
      await fill(
        from.tables
          .map(({ name }) => name)
          .toSorted()
          .toReversed(),
      )
      let looks = 0
      for (const { up, isConcurrent } of all) {
        await server.exec('begin')
        for (const step of up) {
          const before = await state()
          await server.exec(statementOf(step, postgres.sql))
          const after = await state()
          if (after.scans !== before.scans) {
            expect(after.isLocked, statementOf(step, postgres.sql)).toBe(false)
            looks += 1
          }
          if (isConcurrent) await server.exec('commit; begin')
        }
        await server.exec('commit')
      }
      expect(looks).toBe(one.looks)
      expect(isEmpty(compare(await read(server), to, postgres))).toBe(true)

      await schemaOf(one.before)
      await fill(
        from.tables
          .map(({ name }) => name)
          .toSorted()
          .toReversed(),
      )
      await expectRoundTrip(server, to, answered)
    },
  )

  it.each(
    locking.flatMap((one) => [
      [one.name, one, false] as const,
      [`${one.name}, with --concurrently`, one, true] as const,
    ]),
  )('%s, and its hazards name each lock that is held while rows are looked at', async (_, one, isConcurrent) => {
    const { from, migrations: all } = await between(one, isConcurrent)
    for (const { up, hazards, isConcurrent: isAlone } of all) {
      if (!isAlone) await server.exec('begin')
      for (const step of up) {
        const statement = statementOf(step, postgres.sql)
        // What is built so is in no transaction whose locks could be asked for.
        if (statement.includes(' concurrently')) {
          expect(hazards.join('\n')).toContain('SHARE UPDATE EXCLUSIVE on t')
          await server.exec(statement)
          continue
        }
        if (isAlone) await server.exec('begin')
        const { scans } = await state()
        await server.exec(statement)
        if ((await state()).scans !== scans) {
          for (const [table, lock] of await strongestLocks(from.tables.map(({ name }) => name))) {
            expect(hazards.join('\n'), statement).toContain(`${lock} on ${table} while `)
          }
        }
        if (isAlone) await server.exec('commit')
      }
      if (!isAlone) await server.exec('commit')
    }
  })

  /** The locks of this transaction that keep somebody from reading, writing or changing a table. */
  async function strongestLocks(tables: readonly string[]): Promise<Map<string, string>> {
    const rows =
      await server.query(`select relname as table, mode from pg_locks join pg_class on relation = pg_class.oid
      where relkind = 'r' and relnamespace = 'public'::regnamespace`)
    const held = rows.map(({ table, mode }) => ({
      table: String(table),
      lock: String(mode)
        .replace('Lock', '')
        .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
        .toUpperCase(),
    }))
    return new Map(
      tables.flatMap((table) => {
        const lock = modes.find((mode) => held.some((one) => one.table === table && one.lock === mode))
        return lock === undefined ? [] : [[table, lock] as const]
      }),
    )
  }

  const sources = async (all: readonly Migration[]) => await Promise.all(all.map((one) => print(one, postgres)))

  it('what is checked by a migration of its own', async () => {
    const { migrations: all } = await between({
      before: `${u} create table t (a int, b int)`,
      after: `${u} create table t (a int not null check (a > 0), b int references u)`,
      fills: { 't.a': '1' },
    })
    expect(await sources(all)).toMatchInlineSnapshot(`
      [
        "import { type Kysely, sql } from 'kysely'

      export async function up(db: Kysely<unknown>): Promise<void> {
        await sql\`alter table t add constraint t_a_check check (a > 0) not valid\`.execute(db)

        await sql\`alter table t add constraint t_b_fkey foreign key (b) references u (id) not valid\`.execute(db)
      }

      export async function down(db: Kysely<unknown>): Promise<void> {
        await db.schema.alterTable('t').dropConstraint('t_b_fkey').execute()
        await db.schema.alterTable('t').dropConstraint('t_a_check').execute()
      }
      ",
        "import { type Kysely, sql } from 'kysely'

      /** Each statement is a transaction of its own, and no lock is held for longer. What fails can run again. */
      export const transaction = false

      /**
       * Hazards:
       * - t.a becomes 1 where it was null: select * from t where a is null
       * - It fails where a row of t breaks its check: select * from t where not (a > 0)
       * - It fails where t.b refers to a row of u that is not there: select * from t where b not in (select id from u)
       * - ROW EXCLUSIVE on t while rows are filled: everybody can read it and write to it, but to those rows.
       * - SHARE UPDATE EXCLUSIVE on t while its rows are looked at: everybody can read it and write to it.
       */
      export async function up(db: Kysely<unknown>): Promise<void> {
        await sql\`update t set a = 1 where a is null\`.execute(db)

        await sql\`alter table t drop constraint if exists t_a_present\`.execute(db)

        await sql\`alter table t add constraint t_a_present check (a is not null) not valid\`.execute(db)

        await sql\`update t set a = 1 where a is null\`.execute(db)

        await sql\`alter table t validate constraint t_a_present\`.execute(db)

        await db.schema
          .alterTable('t')
          .alterColumn('a', (column) => column.setNotNull())
          .execute()

        await sql\`alter table t drop constraint if exists t_a_present\`.execute(db)

        await sql\`alter table t validate constraint t_a_check\`.execute(db)

        await sql\`alter table t validate constraint t_b_fkey\`.execute(db)
      }

      /** What was null keeps what it was filled with. */
      export async function down(db: Kysely<unknown>): Promise<void> {
        await db.schema
          .alterTable('t')
          .alterColumn('a', (column) => column.dropNotNull())
          .execute()
      }
      ",
      ]
    `)
  })

  it.each([
    ['that is of another type', 'create table u (id text primary key); create table t (a text references u)'],
    [
      'whose index is another',
      `create table u (id int, unique (id) include (id)); create table t (a int references u (id))`,
    ],
  ])(
    'a reference anew, because it leads to a key %s, and has it checked by a migration of its own',
    async (_, after) => {
      const {
        answered,
        migrations: all,
        to,
      } = await between({ before: `${u} create table t (a int references u)`, after })
      expect(all).toHaveLength(2)
      expect(all[0]!.up.map(shortly)).toContain('add foreign_key not valid')
      expect(all[1]!.up.map(shortly)).toEqual(['alter table t validate constraint t_a_fkey'])
      await fill(['u', 't'])
      await expectRoundTrip(server, to, answered)
    },
  )

  it.each([
    ['a new table', '', 'create table v (a int not null check (a > 0) references u)'],
    [
      'columns that are the same in each row',
      '',
      "alter table t add b int references u, add c text not null default 'x' check (c <> '')",
    ],
    [
      'what was not valid',
      'alter table t add constraint c check (a > 0) not valid',
      'alter table t add constraint c check (a > 0)',
    ],
  ])('%s by one migration', async (_, before, after) => {
    const t = `${u} create table t (a int);`
    expect((await between({ before: t + before, after: t + after })).migrations).toHaveLength(1)
  })

  it.each([
    [
      'takes over a unique index',
      'create unique index i on t (a, b)',
      'alter table t add constraint k unique (a, b)',
      ['alter table t add constraint k unique using index i'],
    ],
    [
      'takes over one that a reference leads to, and that has its name',
      'create unique index t_b_key on t (b); create table s (b int references t (b))',
      'alter table t add unique (b); create table s (b int references t (b))',
      ['alter table t add constraint t_b_key unique using index t_b_key'],
    ],
    [
      'is not what the index is',
      'create unique index i on t (a) where b > 0',
      'alter table t add constraint k unique (a)',
      ['add unique k', 'drop i'],
    ],
    [
      'has another name',
      'create index i on t (lower(c))',
      'create index j on t (lower(c))',
      ['alter index i rename to j'],
    ],
    ['comes in the place of another', 'create index i on t (a)', 'create index j on t (a, b)', ['create j', 'drop i']],
    [
      'has the name of that in whose place it comes',
      'create index i on t (a)',
      'create index i on t (a, b)',
      ['alter index i rename to i_old', 'create i', 'drop i_old'],
    ],
    [
      'of a constraint has, too',
      'alter table t add constraint k unique (a)',
      'alter table t add constraint k unique (a) include (b)',
      ['alter index k rename to k_old', 'add unique k', 'drop k_old'],
    ],
    [
      'has nothing to do with one that goes',
      'create index i on t (a)',
      'create index j on t (b)',
      ['drop i', 'create j'],
    ],
    [
      'is of a column that becomes another',
      'create index i on t (a)',
      'alter table t alter a type text; create index i on t (a, b)',
      ['drop i', 'alter a', 'create i'],
    ],
  ])('an index or a constraint: it %s', async (_, before, after, expected) => {
    const t = 'create table t (a int, b int, c text);'
    const {
      answered,
      migrations: [migration],
      to,
    } = await between({ before: t + before, after: t + after })
    expect(migration!.up.map(shortly)).toEqual(expected)
    await server.exec("insert into t values (1, 2, 'x')")
    await expectRoundTrip(server, to, answered)
  })
})

function shortly(step: Step): string {
  switch (step.kind) {
    case 'createIndex':
      return `create ${step.index.name}`
    case 'dropIndex':
      return `drop ${step.index}`
    case 'addConstraint':
      return step.constraint.kind === 'foreign_key'
        ? `add foreign_key${step.constraint.isNotValid ? ' not valid' : ''}`
        : `add ${step.constraint.kind} ${step.constraint.name}`
    case 'dropConstraint':
      return `drop ${step.constraint}`
    case 'alterColumn':
      return `alter ${step.column}`
    default:
      return statementOf(step, postgres.sql)
  }
}
