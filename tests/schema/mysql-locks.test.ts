import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../src/schema/migration.ts'
import { mysql } from '../../src/schema/mysql/dialect.ts'
import { statementOf } from '../../src/schema/print/statement.ts'
import { noRenames } from '../../src/schema/renames.ts'
import { build, createDatabase, needsServer, read, type Server } from './mysql-support.ts'

/** What a table has before and after. */
type Change = [name: string, before: string, after: string, fills?: Readonly<Record<string, string>>]

const u = 'create table u (id int primary key)'
const changes: Change[] = [
  ['a column', 'a int', 'a int, b int'],
  ['one with the same in each row', 'a int', 'a int, b int not null', { 't.b': '1' }],
  ['one with a value of its own', 'a int', 'a int, b int not null', { 't.b': '(coalesce(a, 1))' }],
  ['one with a check', 'a int', 'a int, b int, constraint c check (b > 0)'],
  ['one that is computed and kept', 'a int', 'a int, b int as (a + 1) stored'],
  ['a column less', 'a int, b int', 'a int'],
  ['a longer text', 'a varchar(20)', 'a varchar(40)'],
  ['another type', 'a int', 'a bigint'],
  ['another default', 'a int', 'a int default 1'],
  ['no null any more', 'a int', 'a int not null', { 't.a': '1' }],
  ['null again', 'a int not null', 'a int'],
  ['a check', 'a int', 'a int, constraint c check (a > 0)'],
  ['a check in the place of another', 'a int, constraint c check (a > 0)', 'a int, constraint c check (a > 1)'],
  ['a check less', 'a int, constraint c check (a > 0)', 'a int'],
  ['a value more of an enum', "a enum('a')", "a enum('a', 'b')"],
  ['an enum of other values', "a enum('a', 'b')", "a enum('b', 'a')"],
  ['a reference', 'a int, index r (a)', 'a int, index r (a), constraint r foreign key (a) references u (id)'],
  ['a reference less', 'a int, constraint r foreign key (a) references u (id)', 'a int, index r (a)'],
  ['an index', 'a int', 'a int, index i (a)'],
  ['an index in the place of another', 'a int, index i (a)', 'a int, b int, index i (a, b)'],
  ['what is unique', 'a int', 'a int, unique i (a)'],
  ['a primary key', 'a int not null', 'a int primary key'],
  ['another primary key', 'a int primary key, b int not null', 'a int, b int, primary key (a, b)'],
  ['a key that is counted', 'a int not null', 'a int not null, id bigint auto_increment primary key'],
  ['a key that is counted from now on', 'a int primary key', 'a int auto_increment primary key'],
  ['no primary key', 'a int primary key', 'a int not null'],
]

const { isSkipped, why } = await needsServer()

describe.skipIf(isSkipped)(`on MySQL${why}, a table that is there gets`, () => {
  let server: Server
  beforeAll(async () => {
    server = await createDatabase(`paxx_locks_${process.pid}`)
  })
  afterAll(() => server?.drop())

  const schemaOf = async (columns: string) => {
    await build(server, [u, `create table t (${columns})`])
    return await read(server)
  }
  /** Whether others can write while a table is altered: the server refuses what cannot be done so. */
  const isDoneBeside = async (statement: string) => {
    const asked = `${statement}, algorithm = inplace, lock = none`
    return await server.exec(asked).then(
      () => true,
      () => false,
    )
  }

  it.each(changes)('%s, and its hazards say when nobody else can write', async (_, before, after, fills = {}) => {
    const to = await schemaOf(after)
    const answered = { renames: noRenames, fills: new Map(Object.entries(fills)) }
    const { up, hazards } = migrate(await schemaOf(before), to, answered, mysql)!
    await server.exec('insert into u values (1)')
    let [stops, fillsRows] = [false, false]
    for (const step of up) {
      const statement = statementOf(step, mysql.sql)
      fillsRows ||= statement.startsWith('update ')
      if (statement.startsWith('alter table ') && (await isDoneBeside(statement))) continue
      stops ||= statement.startsWith('alter table ')
      await server.exec(statement)
    }
    expect(hazards.some((one) => /nothing can be written to/i.test(one))).toBe(stops)
    expect(hazards.some((one) => one.startsWith('Nobody else can write to rows of t'))).toBe(fillsRows)
  })
})
