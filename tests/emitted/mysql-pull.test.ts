import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Answers } from '../../src/render/answers.ts'
import { paxxJson } from '../support.ts'
import { type Client, createDatabase, hasServer, mysqlShop, openClient } from './mysql.ts'
import { succeed } from './shop.ts'
import { expectSquash } from './squash.ts'
import { base, write } from './written.ts'

/** A bit of everything that a database may have. */
const everything = [
  `create table customers (
    id bigint auto_increment primary key,
    email varchar(255) not null unique,
    vip boolean not null default false,
    settings json not null default '{"a":[1]}',
    bio text, fulltext (bio),
    created_at datetime(3) not null default now(3),
    updated_at datetime(3) not null default now(3) on update now(3),
    index (created_at)
  )`,
  `create table orders (
    id int unsigned auto_increment primary key,
    customer_id bigint not null,
    parent_id int unsigned,
    status varchar(255) not null default 'open' check (status in ('open', 'paid')),
    feeling enum('good', 'bad', 'it''s') not null default 'it''s',
    labels set('new', 'old'),
    total decimal(10, 2) not null default 0,
    doubled decimal(11, 2) default (total * 2),
    day date, at timestamp not null default now(), seen datetime, spare time, born year, token char(36) default (uuid()),
    payload blob, half float, place point not null, flags bit(3) default b'101', code varchar(20) collate ascii_bin not null,
    taxed double as (total * 1.2) stored,
    secret int invisible,
    unique open_orders (customer_id, day), key by_code (code(5), day desc), key (taxed), spatial key (place),
    key worth (total) comment 'by worth',
    constraint day_or_seen check (day is not null or seen is not null),
    foreign key (customer_id) references customers (id) on delete cascade on update cascade,
    constraint parent foreign key (parent_id) references orders (id)
  ) comment 'What is to be sent'`,
  `create table order_items (
    order_id int unsigned not null, sku varchar(40) not null, qty smallint not null default '1', note varchar(9000),
    primary key (order_id, sku), key (note(30)),
    foreign key (order_id) references orders (id)
  ) collate latin1_swedish_ci`,
  'create table packs (order_id int unsigned, sku varchar(40) collate latin1_swedish_ci, foreign key (order_id, sku) references order_items (order_id, sku))',
  'create table measurements (at date not null) partition by hash (year(at)) partitions 2',
  'create function twice(n int) returns int deterministic return n * 2',
  'create procedure tidy() delete from packs',
  'create event nightly on schedule every 1 day disable do call tidy()',
  "create view paid as select id, total from orders where status = 'paid'",
  'create table boxes (id int primary key, key id (id), key id_2 (id))',
  'create table crates (id int primary key, unique key id (id), key id_2 (id))',
  'create view doubles as select twice(id) as id from orders',
  `create trigger touch before update on customers for each row begin set new.bio = 'x;y'; set new.vip = 1; end`,
  "insert into customers (email, settings) values ('a@example.com', '{}')",
  "insert into orders (customer_id, total, day, code, place) values (1, 5, '2026-01-01', 'x', point(1, 2))",
  "insert into measurements values ('2026-05-05')",
]

const isServed = await hasServer()

describe.runIf(isServed)('db pull from MySQL', () => {
  const project = async () => await write({ ...base, database: 'mysql' } as Answers, await mysqlShop())
  const paxx = async (cwd: string, url: string, ...args: string[]) =>
    (await paxxJson(args, { cwd, env: { DATABASE_URL: url } })).json

  /** Pulls, and expects that models and migrations agree, and that these make a database like the one that was there. */
  async function expectPull(statements: readonly string[]) {
    const [cwd, url] = [await project(), await createDatabase()]
    const client = await openClient(url)
    for (const sql of statements) await client.query(sql)
    const pulled = await paxx(cwd, url, 'db', 'pull')
    expect(pulled).toMatchObject({ ok: true, differences: [], left: [] })
    await succeed('npx', ['--no-install', 'tsc'], { cwd })
    const fresh = await createDatabase()
    expect(await paxx(cwd, fresh, 'db', 'upgrade')).toMatchObject({ ok: true })
    const { source } = await paxx(cwd, url, 'db', 'diff', url, fresh)
    expect(source).toBeNull()
    return { cwd, url, client, pulled }
  }

  const count = async (client: Client, table: string) =>
    (await client.query(`select count(*) as n from ${table}`))[0]!['n']

  it('writes models and a migration of a database that has a bit of everything', async () => {
    const { cwd, url, client, pulled } = await expectPull(everything)
    expect(pulled['unread']).toEqual([
      'event nightly',
      'function twice',
      'partitioned table measurements',
      'procedure tidy',
      'view doubles',
    ])

    expect(await paxx(cwd, url, 'db', 'check')).toMatchObject({ ok: true, differences: [] })
    expect(await paxx(cwd, url, 'db', 'upgrade')).toMatchObject({ ok: true, applied: [] })
    expect(await paxx(cwd, url, 'db', 'pull')).toMatchObject({ changes: [], migration: null })
    await succeed('npx', ['--no-install', 'oxlint'], { cwd })
    await succeed('npx', ['--no-install', 'oxfmt', '--check'], { cwd })

    const query = `import { createDb } from '#core/database/database.ts'
import './features/customers/models.ts'
import './features/orders/models.ts'

const db = createDb(process.env.DATABASE_URL!)
await db.insertInto('customers').values({ email: 'b', settings: { b: 1 }, vip: false, bio: null }).execute()
const customers = await db.selectFrom('customers').select(['vip', 'settings']).orderBy('id').execute()
const order = await db.selectFrom('orders').select(['feeling', 'total', 'day', 'born', 'taxed']).executeTakeFirst()
console.log(JSON.stringify({ customers, order }))
await db.destroy()
`
    writeFileSync(path.join(cwd, 'query.ts'), query)
    await succeed('npx', ['--no-install', 'tsc'], { cwd })
    const said = await succeed('npx', ['--no-install', 'tsx', 'query.ts'], { cwd, env: { DATABASE_URL: url } })
    expect(JSON.parse(said)).toEqual({
      customers: [
        { vip: false, settings: {} },
        { vip: false, settings: { b: 1 } },
      ],
      order: { feeling: "it's", total: '5.00', day: '2026-01-01', born: null, taxed: 6 },
    })

    // What no model speaks of is there after a migration, too.
    expect(await paxx(cwd, url, 'feature', 'create', 'stickers', 'label:string')).toMatchObject({ ok: true })
    expect(await paxx(cwd, url, 'db', 'upgrade')).toMatchObject({ ok: true })
    expect(await count(client, 'measurements')).toBe(1)
    expect(await count(client, 'doubles')).toBe(1)
    await expect(client.query('update orders set day = null, seen = null')).rejects.toThrow('day_or_seen')
    await expectSquash(cwd, [url, await createDatabase()])
    await client.end()
  })

  it('records where the tables are already, and refuses a name that no query could say', async () => {
    const { cwd, url, client } = await expectPull([
      'create table a (id bigint primary key)',
      'create table b (`Id` int)',
    ])
    await client.query('drop table kysely_migration')
    expect(await paxx(cwd, url, 'db', 'pull')).toMatchObject({ error: { code: 'MIGRATIONS_PENDING' } })
    expect(await paxx(cwd, url, 'db', 'upgrade', '--fake')).toMatchObject({ ok: true })
    expect(await paxx(cwd, url, 'db', 'pull')).toMatchObject({ changes: [] })
    // The project's own sql_mode refuses these.
    await client.query("set session sql_mode = ''")
    await client.query('create table c (a int, b int)')
    await client.query('create view by_a as select a, b from c group by a')
    await client.query('create view of_a as select a from by_a')
    expect((await paxx(cwd, url, 'db', 'pull'))['unread']).toEqual([
      'view by_a, which cannot be read',
      'view of_a, which cannot be read',
    ])
    const [before, zero] = [readdirSync(path.join(cwd, 'features')), "default '0000-00-00 00:00:00'"]
    await client.query(`create table d (id int, at datetime not null ${zero})`)
    expect(await paxx(cwd, url, 'db', 'pull')).toMatchObject({
      error: { code: 'DEFAULT_REFUSED', message: expect.stringContaining("Invalid default value for 'at'") },
    })
    expect(readdirSync(path.join(cwd, 'features'))).toEqual(before)
    await client.query('drop table d')
    await client.query('create table camelCase (id int)')
    expect(await paxx(cwd, url, 'db', 'pull')).toMatchObject({ error: { code: 'NAME_UNSAYABLE' } })
    await client.end()
  })
})
