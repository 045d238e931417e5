import { beforeAll, describe, expect, it } from 'vitest'
import { migrations } from '../../src/schema/migration.ts'
import { postgres } from '../../src/schema/postgres/dialect.ts'
import { catalogueOf } from './postgres-catalogue.ts'
import { expectRoundTrip } from './postgres-round-trip.ts'
import { bootServer, build, read, type Server } from './postgres-support.ts'

const nothing = { renames: { tables: [], columns: [] }, fills: new Map<string, string>() }

describe('on PostgreSQL, what is no column', () => {
  let server: Server
  beforeAll(async () => {
    server = await bootServer()
  }, 60_000)

  /** There, back and there again, each time with all that the catalogue has. */
  const roundTrip = async (before: readonly string[], after: readonly string[]): Promise<string> => {
    await build(server, after)
    const [target, there] = [await read(server), await catalogueOf(server, 'all')]
    await build(server, before)
    const here = await catalogueOf(server, 'all')
    return await expectRoundTrip(server, target, nothing, async (direction) => {
      expect(await catalogueOf(server, 'all'), direction).toEqual(direction === 'up' ? there : here)
    })
  }

  const seats = (type: string) => `create table seats (id int primary key, room ${type} not null, during int4range)`
  const note = 'create function note() returns trigger language plpgsql as $$ begin return new; end $$'

  it.each([
    [
      'a view, with its options, comments and grants',
      [
        "create view taken with (security_barrier=true, security_invoker=true) as select id, room from seats where room <> ''",
        "comment on view taken is 'it''s taken'",
        "comment on column taken.room is 'which'",
        'grant select, insert on taken to public',
      ],
    ],
    [
      'policies, also of another table',
      [
        'alter table seats enable row level security',
        'alter table seats force row level security',
        "create policy own on seats as restrictive for update using (room = 'a') with check (room <> 'b')",
        'create table doors (id int primary key)',
        'create policy via on doors for select using (exists (select from seats where seats.room is not null))',
      ],
    ],
    [
      'a trigger that does not fire, and one that always does',
      [
        note,
        "create trigger off before update on seats for each row when (new.room <> '') execute function note()",
        "create trigger ever before update on seats for each row when (new.room <> 'x') execute function note()",
        'alter table seats disable trigger off',
        'alter table seats enable always trigger ever',
      ],
    ],
    ['an exclusion constraint', ["alter table seats add exclude using gist (during with &&) where (room <> '')"]],
    [
      'a replica identity',
      [
        'create unique index by_room on seats (room) include (id)',
        'alter table seats replica identity using index by_room',
      ],
    ],
  ])('%s: it is as it was, where a column that it speaks of changes', async (_, others) => {
    await roundTrip([seats('text'), ...others], [seats('varchar(9)'), ...others])
    await roundTrip([seats('text')], [seats('text'), ...others])
  })

  it('of each kind is made after what it needs, and dropped before that', async () => {
    await roundTrip(
      [],
      [
        'create function is_code(text) returns boolean language sql immutable as $$ select length($1) = 3 $$',
        'create domain code as text check (is_code(value))',
        'create type span as (low int, high code)',
        'create sequence numbers',
        "create table codes (code code primary key, at span, n bigint default nextval('numbers'))",
        'create function all_codes() returns setof codes language sql as $$ select * from codes $$',
        'create function plus(int, int) returns int language sql immutable as $$ select $1 + $2 $$',
        'create aggregate total(int) (sfunc = plus, stype = int, initcond = 7)',
        'create function count_codes() returns bigint language sql return (select count(*) from all_codes())',
        'create view counted as select count_codes() as codes, total(length(code::text)) from all_codes()',
        note,
        'create trigger noted after insert on codes execute function note()',
      ],
    )
  })

  it('that a policy calls are dropped after it, with what they call', async () => {
    const calls = (name: string, inner: string) =>
      `create function ${name}(n int) returns int language sql immutable return ${inner}`
    await roundTrip(
      ['create table t (id int primary key)'],
      [
        calls('one', 'n + 1'),
        calls('two', 'one(n) + 1'),
        calls('three', 'two(n) + 1'),
        'create table t (id int primary key, check (one(1) > 0))',
        'create policy p on t using (three(1) > 0)',
      ],
    )
  })

  it('that two databases have otherwise is a difference', async () => {
    const f = (value: number) => `create function f() returns int language sql as 'select ${value}'`
    const s = (by: number) => `create sequence s increment by ${by}`
    const source = await roundTrip([f(1), s(1)], [f(2), s(3)])
    expect(source).not.toContain('drop')
  })

  it('counts as it did, and otherwise', async () => {
    const table = (identity: string, then: string) => [
      `create table n (id int generated always as identity ${identity} primary key, s bigserial)`,
      `alter sequence n_s_seq ${then}`,
    ]
    await roundTrip(
      table('(start with 1000 increment by 10)', 'increment by 2'),
      table('(minvalue 5 cycle)', 'maxvalue 99 cache 3'),
    )
    await roundTrip([], table('(start with 7 maxvalue 70)', 'start with 4'))
  })

  const open = ['alter table b add check (n > 0) not valid', 'alter table b add foreign key (a) references a not valid']

  it('holds for old rows too, once that is validated, and comes back as it was', async () => {
    const tables = [
      'create table a (id int primary key)',
      'create table b (id int primary key, a int, n int)',
      'insert into a values (1)',
      'insert into b values (1, 1, 1)',
    ]
    const done = ['alter table b validate constraint b_n_check', 'alter table b validate constraint b_a_fkey']
    const source = await roundTrip([...tables, ...open], [...tables, ...open, ...done])
    expect(source.match(/validate constraint/g)).toHaveLength(2)
    await roundTrip([], [...tables.slice(0, 2), ...open])
  })

  it('lets rows that break it pass where a table is written anew for something else', async () => {
    const tables = (type: string, more = '') => [
      'create table a (id int primary key)',
      `create table b (id int primary key, a int, n int, m ${type}${more})`,
    ]
    const broken = ['insert into b values (1, 9, -1, 7)', ...open]
    await roundTrip([...tables('int'), ...broken], [...tables('numeric', ', k int default 5 check (k < 9)'), ...open])
  })
})

describe('on PostgreSQL, a value that a type gets', () => {
  let server: Server
  beforeAll(async () => {
    server = await bootServer()
  }, 60_000)
  const states = (values: string, usual: string, then: string) => [
    `create type state as enum (${values})`,
    `create table jobs (id int primary key, state state not null default ${usual})`,
    then,
  ]

  it.each([
    ['a default', states("'new', 'due', 'done'", "'due'", '')],
    ['an index', states("'new', 'due', 'done'", "'new'", "create index i on jobs (id) where state = 'due'")],
  ])('is added by a migration before that of %s, and no table is rewritten', async (_, after) => {
    await build(server, after)
    const target = await read(server)
    await build(server, [...states("'new', 'done'", "'new'", ''), "insert into jobs values (1, 'done')"])
    const all = migrations(await read(server), target, nothing, postgres)
    expect(all.map(({ label }) => label)).toEqual(['values', undefined])
    expect(all.flatMap(({ hazards }) => hazards).join()).not.toContain('rewritten')
    await expectRoundTrip(server, target, nothing)
  })

  it('and loses is refused where something that is not read is of it', async () => {
    await build(server, [
      ...states("'new', 'done'", "'new'", ''),
      'create function f(state) returns int language sql return 1',
    ])
    const from = await read(server)
    const to = { ...from, enums: [{ name: 'state', values: ['new'] }] }
    expect(() => migrations(from, to, nothing, postgres)).toThrow('function f(state)')
  })
})

describe('on PostgreSQL, a key that becomes a UUID or a number', () => {
  let server: Server
  beforeAll(async () => {
    server = await bootServer()
  }, 60_000)

  it.each([
    ['integer', 'uuid'],
    ['bigint generated by default as identity', 'uuid'],
    ['uuid', 'bigint'],
    ['uuid', 'integer'],
  ])('from %s to %s keeps each row and each reference', async (from, to) => {
    const tables = (key: string) => {
      const type = key.split(' ', 1)[0]!
      return [
        `create table people (id ${key} primary key, boss ${type} references people)`,
        `create table pets (id int primary key, owner ${type} not null references people on delete cascade)`,
        'create index pets_owner on pets (owner)',
      ]
    }
    const [one, other] =
      from === 'uuid'
        ? ["'0198c0de-0000-7000-8000-000000000001'", "'4fe0a2b2-9d5b-4fe0-b2ab-1aab7e1a94b7'"]
        : [7, 70_000]
    await build(server, tables(to))
    const target = await read(server)
    const rows = [
      `insert into people values (${one}, null), (${other}, ${one})`,
      `insert into pets values (1, ${one}), (2, ${other})`,
    ]
    await build(server, [...tables(from), ...rows])
    await expectRoundTrip(server, target, nothing)
    const joined =
      'select pets.id as pet, boss.id is not null as has from pets join people on owner = people.id left join people boss on boss.id = people.boss order by 1'
    expect(await server.query(joined)).toEqual([
      { pet: 1, has: false },
      { pet: 2, has: true },
    ])
  })
})
