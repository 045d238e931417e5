import { beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../src/schema/migration.ts'
import { postgres } from '../../src/schema/postgres/dialect.ts'
import { bootServer, build, read, type Server } from './postgres-support.ts'
import { print } from './print-samples.ts'

describe('a migration for PostgreSQL', () => {
  let server: Server
  beforeAll(async () => {
    server = await bootServer()
  }, 60_000)

  const schemaOf = async (sql: string) => {
    await build(server, [sql])
    return await read(server)
  }

  /** What `up` does, and what is said of it. */
  async function between(before: string, after: string, fills: Record<string, string> = {}) {
    const [from, to] = [await schemaOf(before), await schemaOf(after)]
    const renames = { tables: [], columns: [] }
    const migration = migrate(from, to, { renames, fills: new Map(Object.entries(fills)) }, postgres)!
    const source = await print({ up: migration.up }, postgres)
    const body = source.slice(source.indexOf('{\n', source.indexOf('up(')) + 2, source.indexOf('\n}\n'))
    return { up: body.replaceAll(/^ {2}/gm, ''), hazards: migration.hazards }
  }

  it('adds a column to rows that are there without writing them again', async () => {
    const { up, hazards } = await between('create table t (a int)', 'create table t (a int, b text not null)', {
      't.b': "'x'",
    })
    expect(up).toBe(
      `await db.schema
  .alterTable('t')
  .addColumn('b', 'text', (column) => column.notNull().defaultTo('x'))
  .execute()

await db.schema
  .alterTable('t')
  .alterColumn('b', (column) => column.dropDefault())
  .execute()`,
    )
    expect(hazards).toEqual(["t.b is 'x' in the rows that are there."])
  })

  it('changes several columns of a table in one statement', async () => {
    const { up, hazards } = await between(
      'create table t (a int not null default 1, b varchar(10), c varchar(10))',
      'create table t (a bigint default 2, b varchar(20), c text)',
    )
    expect(up).toBe(
      `await db.schema
  .alterTable('t')
  .alterColumn('a', (column) => column.setDataType('bigint'))
  .alterColumn('a', (column) => column.setDefault(2))
  .alterColumn('a', (column) => column.dropNotNull())
  .alterColumn('b', (column) => column.setDataType('varchar(20)'))
  .alterColumn('c', (column) => column.setDataType('text'))
  .execute()`,
    )
    expect(hazards).toEqual(['ACCESS EXCLUSIVE on t while it is rewritten: nobody can read it or write to it.'])
  })

  it('says how values of another kind come about', async () => {
    const { up, hazards } = await between('create table t (a text)', 'create table t (a integer)')
    expect(up).toBe('await sql`alter table t alter column a type integer using a::integer`.execute(db)')
    expect(hazards[0]).toBe(
      "t.a was text and becomes integer: it fails where a value is none: select * from t where not pg_input_is_valid(a::text, 'integer')",
    )
  })

  it('fills nulls before there may be none', async () => {
    const { up } = await between('create table t (a text)', 'create table t (a text not null)', { 't.a': "''" })
    expect(up).toContain("await sql`update t set a = '' where a is null`.execute(db)")
  })

  it.each([
    ["'a', 'b'", "'a', 'new', 'b'", "await sql`alter type e add value 'new' before 'b'`.execute(db)"],
    [
      "'a', 'b'",
      "'b'",
      `await sql\`alter type e rename to e_old\`.execute(db)

await db.schema.createType('e').asEnum(['b']).execute()

await sql\`alter table t alter column a type e using a::text::e\`.execute(db)

await sql\`drop type e_old\`.execute(db)`,
    ],
  ])('changes the values of an enum from %s to %s', async (from, to, expected) => {
    const sql = (values: string) => `create type e as enum (${values}); create table t (a e)`
    const { up } = await between(sql(from), sql(to))
    expect(up).toBe(expected)
  })

  it('creates tables that refer to each other, and drops them', async () => {
    const circle = `create table a (id int primary key, b int); create table b (id int primary key, a int references a);
      alter table a add foreign key (b) references b`
    const { up } = await between('', circle)
    expect(up.match(/createTable\('\w+'\)|addForeignKeyConstraint\('\w+'/g)).toEqual([
      "createTable('b')",
      "createTable('a')",
      "addForeignKeyConstraint('b_a_fkey'",
    ])
    const { up: dropping } = await between(circle, '')
    expect(dropping.match(/drop\w+\('\w+'\)/g)).toEqual([
      "dropConstraint('b_a_fkey')",
      "dropTable('a')",
      "dropTable('b')",
    ])
  })

  it('counts on where a serial column becomes an identity', async () => {
    const { up } = await between(
      'create table t (id serial primary key)',
      'create table t (id int generated always as identity primary key)',
    )
    expect(up).toBe(`await sql\`alter table t alter column id drop default\`.execute(db)

await sql\`drop sequence t_id_seq\`.execute(db)

await sql\`alter table t alter column id add generated always as identity\`.execute(db)

await sql\`
  select setval(pg_get_serial_sequence('t', 'id'), coalesce(max(id), 0) + 1, false)
  from t
\`.execute(db)`)
  })

  it('puts a view out of the way', async () => {
    const view = '; create view v as select a from t'
    const { up } = await between(`create table t (a int)${view}`, `create table t (a bigint)${view}`)
    expect(up.match(/drop view \w+|setDataType\('\w+'\)|create view \w+/g)).toEqual([
      'drop view v',
      "setDataType('bigint')",
      'create view v',
    ])
  })

  it('leaves other schemas, partitions and what extensions own alone', async () => {
    await server.exec('drop schema if exists other cascade')
    const { tables } = await schemaOf(`create schema other; create table other.t (a int);
      create table p (a int) partition by range (a); create table p1 partition of p for values from (0) to (9);
      create table kysely_migration (name text)`)
    expect(tables).toEqual([])
  })
})
