import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { compare } from '../../src/schema/compare.ts'
import { describe as listDifferences } from '../../src/schema/describe.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import { readSchemas } from '../../src/tools/schemas.ts'
import { casesOf } from '../schema/cases.ts'
import { build, read } from '../schema/round-trip.ts'
import { paxxJson } from '../support.ts'
import { copyOfShop, succeed } from './shop.ts'
import { expectSquash } from './squash.ts'

/** A bit of everything that a database may have. */
const everything = `
create table customers (
  id integer primary key autoincrement,
  email varchar(255) not null collate nocase,
  vip BOOLEAN not null default 0,
  settings json not null default '{"a":[1]}',
  created_at datetime default current_timestamp
);
create unique index customers_email on customers (email);
create index customers_lower on customers (lower(email) desc, id);
create table orders (
  id integer primary key autoincrement,
  customer_id integer not null references customers (id) on delete cascade on update cascade,
  parent_id integer references orders on delete set default,
  status text not null default 'open' check (status in ('open', 'paid', 'it''s')),
  priority integer not null default 1 check (priority in (1, 2, 3)),
  total numeric(10, 2) not null default 0 check (total >= 0),
  note text,
  payload blob,
  anything,
  taxed real generated always as (total * 1.2) stored,
  address_2 text default (lower('X')),
  created_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  constraint total_or_note check (total > 0 or note is not null),
  unique (customer_id, note)
);
create index orders_created_at_index on orders (created_at);
create index open_orders on orders (customer_id, created_at desc) where status = 'open';
create table "order items" (
  order_id integer not null references orders (id) deferrable initially deferred,
  sku text not null,
  shop integer not null,
  qty int not null default '1',
  primary key (order_id, sku),
  foreign key (sku, shop) references products (sku, shop) on delete restrict
) without rowid;
create table products (
  sku text not null,
  shop integer not null,
  title text not null unique on conflict replace,
  price real not null on conflict ignore,
  primary key (sku, shop)
) strict;
create table Users (ID integer primary key, FirstName text);
create table user (id text primary key, login text unique, boss text references user (id), friend text references user (id));
create index user_login on user (login);
create index user_boss on user (boss, id);
create table date ("with space" text, "quo""te'd" date not null, "default" integer);
create view paid as select * from orders where status = 'paid';
create trigger touch after update on orders begin update orders set note = 'x' where id = new.id; end;
insert into customers (email, vip, settings) values ('a@example.com', 1, '{}');
insert into orders (customer_id, total) values (1, 5);`

interface Pulled {
  readonly root: string
  readonly file: string
}

/** A project whose database some SQL made. */
async function projectWith(sql: string): Promise<Pulled> {
  const root = await copyOfShop()
  const file = path.join(root, 'data', 'shop.db')
  mkdirSync(path.dirname(file))
  exec(file, sql)
  return { root, file }
}

function exec(file: string, sql: string): void {
  const database = new DatabaseSync(file)
  database.exec(`pragma foreign_keys = off; ${sql}`)
  database.close()
}

const paxx = async (root: string, ...args: string[]) => (await paxxJson(args, { cwd: root })).json
const tsx = (root: string, args: string[], env = {}) => succeed('npx', ['--no-install', ...args], { cwd: root, env })

/** Pulls, and expects that models and migrations agree, and that these make a database like the one that was there. */
async function expectPull({ root, file }: Pulled): Promise<void> {
  const answer = await paxx(root, 'db', 'pull')
  expect(answer).toMatchObject({ ok: true, differences: [], left: [] })
  await tsx(root, ['tsc'])
  const fresh = path.join(root, 'data', 'fresh.db')
  await tsx(root, ['tsx', 'scripts/db.ts', 'upgrade'], { DATABASE_URL: `sqlite:${fresh}` })
  const { from, to } = await readSchemas(root, `sqlite:${file}`, `sqlite:${fresh}`, { verbose: false })
  expect(listDifferences(compare(from, to, sqlite))).toEqual([])
}

describe('db pull', () => {
  it('writes models and a migration of a database that has a bit of everything', async () => {
    const pulled = await projectWith(everything)
    await expectPull(pulled)
    expect(await paxx(pulled.root, 'db', 'check')).toMatchObject({ ok: true, differences: [] })
    expect(await paxx(pulled.root, 'db', 'upgrade')).toMatchObject({ ok: true, applied: [] })
    await tsx(pulled.root, ['oxlint'])
    await tsx(pulled.root, ['oxfmt', '--check'])
    expect(await paxx(pulled.root, 'db', 'pull')).toMatchObject({ changes: [], migration: null, remarks: [] })
    expect(await paxx(pulled.root, 'db', 'downgrade')).toMatchObject({ ok: false, error: { code: 'SCRIPT_FAILED' } })
    expect(await paxx(pulled.root, 'db', 'downgrade', '--sql')).toMatchObject({ ok: false })
    expect(await paxx(pulled.root, 'db', 'migrate', 'nothing', '--empty')).toMatchObject({ ok: true })
    expect(await paxx(pulled.root, 'db', 'upgrade')).toMatchObject({ ok: true })
    await expectSquash(pulled.root, [`sqlite:${pulled.file}`, `sqlite:${path.join(pulled.root, 'data', 'new.db')}`])
    // Its checks have no names there.
    const orders = path.join(pulled.root, 'features/orders/models.ts')
    writeFileSync(orders, readFileSync(orders, 'utf8').replace("'paid',", "'paid', 'sent',"))
    expect(await paxx(pulled.root, 'db', 'migrate', 'send orders')).toMatchObject({ ok: true })
    expect(await paxx(pulled.root, 'db', 'upgrade')).toMatchObject({ ok: true })
    const query = `import { createDb } from '#core/database/database.ts'
import './features/customers/models.ts'

const db = createDb('sqlite:data/shop.db')
await db.insertInto('customers').values({ email: 'b', settings: { b: 1 }, vip: false }).execute()
console.log(JSON.stringify(await db.selectFrom('customers').select(['vip', 'settings']).execute()))
await db.destroy()`
    writeFileSync(path.join(pulled.root, 'query.ts'), query)
    await tsx(pulled.root, ['tsc'])
    expect(JSON.parse(await tsx(pulled.root, ['tsx', 'query.ts']))).toEqual([
      { vip: true, settings: {} },
      { vip: false, settings: { b: 1 } },
    ])
  })

  it('goes on where a table came later, and only tells of one that changed', async () => {
    const { root, file } = await projectWith('create table a (id integer primary key)')
    const { migration } = await paxx(root, 'db', 'pull')
    exec(file, 'alter table a add column more text; create table b (a_id integer references a (id))')
    const dry = await paxx(root, 'db', 'pull', '--dry-run', '--diff')
    expect(dry).toMatchObject({ dryRun: true, differences: ['drop column a.more'] })
    expect(dry['changes'][0]).toMatchObject({
      path: 'features/b/models.ts',
      diff: expect.stringContaining('+export const B'),
    })
    expect(existsSync(path.join(root, 'features/b'))).toBe(false)

    const second = await paxx(root, 'db', 'pull')
    expect(second).toMatchObject({ differences: ['drop column a.more'], left: [] })
    const { migrations } = await paxx(root, 'db', 'status')
    expect(migrations).toMatchObject([
      { name: migration, status: 'applied' },
      { name: second['migration'], status: 'applied' },
    ])
    expect(await paxx(root, 'db', 'squash', '--allow-dirty')).toMatchObject({
      error: { code: 'SCHEMA_DIFFERS', message: expect.stringContaining(': add column a.more.') },
    })
  })

  it('writes nothing over a file, without a database, and before what is pending', async () => {
    const { root, file } = await projectWith('create table a (id integer primary key); create table b (id integer)')
    mkdirSync(path.join(root, 'features/b'))
    writeFileSync(path.join(root, 'features/b/models.ts'), 'export const mine = 1\n')
    const refused = await paxx(root, 'db', 'pull')
    expect(refused['error']).toMatchObject({
      code: 'FILE_EXISTS',
      message: expect.stringContaining('features/b/models.ts'),
    })
    expect(readdirSync(path.join(root, 'features'))).not.toContain('a')
    await rm(path.join(root, 'features/b'), { recursive: true })

    const { migration } = await paxx(root, 'db', 'pull')
    exec(file, 'drop table kysely_migration')
    expect(await paxx(root, 'db', 'pull')).toMatchObject({
      error: { code: 'MIGRATIONS_PENDING', message: expect.stringContaining(migration) },
    })
    expect(await paxx(root, 'db', 'upgrade', '--fake')).toMatchObject({ applied: [migration] })
    expect(await paxx(root, 'db', 'pull')).toMatchObject({ changes: [] })

    await rm(path.join(root, 'data'), { recursive: true })
    expect(await paxx(root, 'db', 'pull')).toMatchObject({ error: { code: 'DATABASE_MISSING' } })
  })

  it('takes rows that refer to nothing, and says what a reset would drop', async () => {
    const tables =
      'create table a (id integer primary key); create table b (id integer primary key, a_id integer references a)'
    const { root } = await projectWith(`${tables}; insert into b values (1, 7)`)
    const { migration } = await paxx(root, 'db', 'pull')
    expect(await paxx(root, 'db', 'downgrade', '--fake')).toMatchObject({ reverted: [migration] })
    expect(await paxx(root, 'db', 'upgrade', '--fake')).toMatchObject({ applied: [migration] })
    expect(await paxx(root, 'db', 'reset')).toMatchObject({
      error: { code: 'CONFIRMATION_MISSING', message: expect.stringContaining('b (1 row)') },
    })
  })

  it('leaves nothing behind where the migration cannot be recorded', async () => {
    const { root } = await projectWith('create table a (id integer primary key)')
    const before = readdirSync(path.join(root, 'features'))
    exec(
      path.join(root, 'data/shop.db'),
      'create table kysely_migration (name text, timestamp text, checksum text, more text not null)',
    )
    expect(await paxx(root, 'db', 'pull')).toMatchObject({ ok: false, error: { code: 'SCRIPT_FAILED' } })
    expect(readdirSync(path.join(root, 'features'))).toEqual(before)
    expect(existsSync(path.join(root, 'migrations'))).toBe(false)
  })

  it('refuses a name that no query could say', async () => {
    const { root } = await projectWith('create table a ("É" text)')
    expect(await paxx(root, 'db', 'pull')).toMatchObject({ error: { code: 'NAME_UNSAYABLE' } })
  })
})

const cases = casesOf('sqlite')
const step = Math.ceil(cases.length / 6)
const some = cases.filter((_, index) => index % step === 0)

describe.skipIf(some.length === 0)('db pull of the public cases (skipped where ../shared/cases is not there)', () => {
  it.each(some.map((one) => [`${one.source}: ${one.case}`, one.after] as const))('%s', async (_, after) => {
    const { tables } = await read(build([after]))
    if (tables.length > 0) await expectPull(await projectWith(after))
  })
})
