import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { compare } from '../../src/schema/compare.ts'
import { describe as differences } from '../../src/schema/describe.ts'
import { createStatements } from '../../src/schema/postgres/create.ts'
import { postgres } from '../../src/schema/postgres/dialect.ts'
import { keepUnspoken } from '../../src/schema/unspoken.ts'
import { column, model, read, readColumn } from './models-support.ts'
import { bootServer, build, read as readServer, type Server } from './postgres-support.ts'

const Id = z.int().positive()
const Customer = model('customers', { id: Id, email: z.email().max(254).register(column, { unique: true }) })
const Order = model(
  'orders',
  {
    id: Id.clone(),
    customerId: Id.clone().register(column, { references: 'customers.id', onDelete: 'cascade' }),
    status: z.enum(['pending', 'paid']).default('pending'),
    gift: z.boolean().default(false),
    notes: z.json().default({}),
    createdAt: z.iso.datetime().register(column, { default: 'now', index: true }),
  },
  { indexes: [['status', 'createdAt']], checks: ["status <> 'lost'"] },
)

describe('a model, for PostgreSQL', () => {
  let server: Server
  beforeAll(async () => {
    server = await bootServer()
  }, 60_000)

  it.each<[string, z.ZodType, string]>([
    ['string', z.string().min(1).max(80), 'varchar(80)'],
    ['the shorter of two', z.string().max(80).max(20).nullable(), 'varchar(20)'],
    ['a long text', z.string().max(20_000), 'text'],
    ['text', z.string(), 'text'],
    ['email', z.email().max(254), 'varchar(254)'],
    ['uuid', z.uuid(), 'uuid'],
    ['date', z.iso.date(), 'date'],
    ['datetime', z.iso.datetime({ offset: true }).overwrite(String), 'timestamptz(3)'],
    ['int', z.int(), 'bigint'],
    ['bigint', z.bigint(), 'bigint'],
    ['number', z.number(), 'double precision'],
    ['boolean', z.boolean(), 'boolean'],
    ['json', z.object({}), 'jsonb'],
    ['enum', z.enum(['a', 'b']), 'text'],
    ['texts of kinds', z.union([z.uuid(), z.email()]), 'text'],
    ['what is registered', z.string().register(column, { type: 'DECIMAL(10, 2)' }), 'numeric(10,2)'],
  ])('keeps %s', (_, schema, type) => {
    expect(readColumn(schema, 'postgres').columns[0]!.type).toBe(type)
  })

  it('is built, and no difference to what it says once it is', async () => {
    const tables = read({ orders: Order, customers: Customer }, 'postgres')
    await build(server, createStatements({ engine: 'postgres', tables, views: [] }))
    const built = await readServer(server)
    await build(server, createStatements(built))
    const existing = await readServer(server)
    expect(differences(compare(existing, keepUnspoken(built, existing, postgres), postgres))).toEqual([])
    const orders = existing.tables.find(({ name }) => name === 'orders')!
    expect(orders.columns.map(({ name, type, default: usual, identity }) => [name, type, usual ?? identity])).toEqual([
      ['id', 'bigint', 'by default'],
      ['customer_id', 'bigint', undefined],
      ['status', 'text', "'pending'"],
      ['gift', 'boolean', 'false'],
      ['notes', 'jsonb', "'{}'"],
      ['created_at', 'timestamptz(3)', 'now()'],
    ])
    expect(orders.foreignKeys).toMatchObject([{ table: 'customers', onDelete: 'cascade' }])
    expect(orders.indexes.map(({ name, columns }) => [name, columns.length])).toContainEqual([
      'orders_status_created_at_index',
      3,
    ])
  })
})
