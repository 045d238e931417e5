import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { compare } from '../../src/schema/compare.ts'
import { describe as differences } from '../../src/schema/describe.ts'
import { createStatements } from '../../src/schema/mysql/create.ts'
import { mysql } from '../../src/schema/mysql/dialect.ts'
import { keepUnspoken } from '../../src/schema/unspoken.ts'
import { column, model, read, readColumn } from './models-support.ts'
import { build, createDatabase, needsServer, read as readServer, type Server } from './mysql-support.ts'

const { isSkipped, why } = await needsServer()
const Id = z.int().positive()
const Customer = model('customers', { id: Id, email: z.email().max(254).register(column, { unique: true }) })
const Order = model(
  'orders',
  {
    id: Id.clone(),
    customerId: Id.clone().register(column, { references: 'customers.id', onDelete: 'cascade' }),
    status: z.enum(['pending', "it's"]).default('pending'),
    gift: z.boolean().default(true),
    path: z
      .string()
      .max(20)
      .default(String.raw`a\b`),
    notes: z.string().default('none').register(column, { index: true }),
    meta: z.json().default({}),
    createdAt: z.iso.datetime().register(column, { default: 'now', index: true }),
  },
  { indexes: [['status', 'createdAt']], checks: ['status <> path'] },
)

describe('a model, for MySQL', () => {
  it.each<[string, z.ZodType, string]>([
    ['string', z.string().min(1).max(80), 'varchar(80)'],
    ['a long string', z.string().max(16_000), 'text'],
    ['a longer one', z.string().max(100_000), 'mediumtext'],
    ['text', z.string(), 'longtext'],
    ['email', z.email().max(254), 'varchar(254)'],
    ['uuid', z.uuid(), 'char(36)'],
    ['date', z.iso.date(), 'date'],
    ['datetime', z.iso.datetime({ offset: true }).overwrite(String), 'datetime(3)'],
    ['int', z.int(), 'bigint'],
    ['bigint', z.bigint(), 'bigint'],
    ['number', z.number(), 'double'],
    ['boolean', z.boolean(), 'tinyint(1)'],
    ['json', z.object({}), 'json'],
    ['enum', z.enum(['a', 'b']), 'varchar(255)'],
    [
      'an enum of MySQL',
      z.enum(['a', "it's", String.raw`a\b`]).register(column, { type: 'enum' }),
      String.raw`enum('a','it''s','a\\b')`,
    ],
    ['one with its list', z.enum(['a']).register(column, { type: "ENUM('a', 'B')" }), "enum('a', 'B')"],
    ['what is registered', z.string().register(column, { type: 'NUMERIC(10, 2)' }), 'decimal(10,2)'],
  ])('keeps %s', (_, schema, type) => {
    expect(readColumn(schema, 'mysql').columns[0]!.type).toBe(type)
  })

  it('has an index of the beginning of a long text, which cannot be unique', () => {
    const { indexes } = read({ Order, Customer }, 'mysql').find(({ name }) => name === 'orders')!
    expect(indexes.find(({ name }) => name === 'orders_notes_index')!.columns).toEqual([
      { column: 'notes', descending: false, length: 255 },
    ])
    const Page = model('pages', { id: Id.clone(), url: z.url().max(2_000).register(column, { unique: true }) })
    expect(() => read({ Page }, 'mysql')).toThrow(
      '`url` is to be unique, and MySQL cannot tell texts of more than 768 characters apart by an index.',
    )
  })
})

it('has an index of as many characters as it says, which may be unique', () => {
  const Page = model(
    'pages',
    { id: Id.clone(), pageTitle: z.string(), body: z.string() },
    { indexes: [['pageTitle(20) desc', 'id'], { on: ['body(8)'], unique: true }, ['(lower(body))']] },
  )
  expect(read({ Page }, 'mysql')[0]!.indexes.map(({ columns }) => columns)).toEqual([
    [
      { column: 'page_title', descending: true, length: 20 },
      { column: 'id', descending: false },
    ],
    [{ column: 'body', descending: false, length: 8 }],
    [{ expression: '(lower(body))', descending: false }],
  ])
})

it('has no index of some rows, for MySQL', () => {
  const Page = model('pages', { id: Id.clone() }, { indexes: [{ on: ['id'], unique: true, where: 'id > 7' }] })
  expect(() => read({ Page }, 'mysql')).toThrow('an index of `pages` has some rows only')
})

describe.skipIf(isSkipped)(`a model, built on MySQL${why}`, () => {
  let server: Server
  beforeAll(async () => {
    server = await createDatabase(`paxx_models_${process.pid}`)
  })
  afterAll(() => server?.drop())

  it('is no difference to what it says', async () => {
    const tables = read({ orders: Order, customers: Customer }, 'mysql')
    await build(server, createStatements({ engine: 'mysql', tables, views: [] }))
    const built = await readServer(server)
    expect(differences(compare({ engine: 'mysql', tables, views: [] }, built, mysql))).toEqual([])
    await build(server, createStatements(built))
    const existing = await readServer(server)
    expect(differences(compare(existing, keepUnspoken(built, existing, mysql), mysql))).toEqual([])
    const orders = existing.tables.find(({ name }) => name === 'orders')!
    expect(orders.columns.map(({ name, type, default: usual, identity }) => [name, type, usual ?? identity])).toEqual([
      ['id', 'bigint', 'auto_increment'],
      ['customer_id', 'bigint', undefined],
      ['status', 'varchar(255)', "'pending'"],
      ['gift', 'tinyint(1)', '1'],
      ['path', 'varchar(20)', String.raw`'a\\b'`],
      ['notes', 'longtext', "'none'"],
      ['meta', 'json', "'{}'"],
      ['created_at', 'datetime(3)', 'current_timestamp(3)'],
    ])
    expect(orders.foreignKeys).toMatchObject([{ table: 'customers', onDelete: 'cascade' }])
    expect(orders.checks.map(({ expression }) => expression)).toEqual([
      '`status` <> `path`',
      "`status` in ('pending', 'it''s')",
    ])
    // InnoDB has the key at the end of every index.
    expect(orders.indexes.find(({ name }) => name === 'orders_status_created_at_index')!.columns).toHaveLength(2)
  })

  it('leaves alone what models do not speak of', async () => {
    const tables = read({ orders: Order, customers: Customer }, 'mysql')
    await build(server, createStatements({ engine: 'mysql', tables, views: [] }))
    const built = await readServer(server)
    await server.exec(`alter table customers comment 'people', collate utf8mb4_bin;
      alter table orders modify status varchar(255) collate utf8mb4_bin not null default 'pending' comment 'of delivery';
      alter table orders modify created_at datetime(3) not null default current_timestamp(3) on update current_timestamp(3);
      create view paid as select id from orders where status <> 'pending';
      create trigger watch before insert on orders for each row set new.gift = 0`)
    const existing = await readServer(server)
    expect(existing.views.map(({ name }) => name)).toEqual(['paid'])
    expect(differences(compare(existing, keepUnspoken(built, existing, mysql), mysql))).toEqual([])
  })
})
