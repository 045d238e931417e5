import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { TableOptions } from '../../src/schema/models/options.ts'
import type { Index } from '../../src/schema/schema.ts'
import { column, model, read, tables } from './models-support.ts'

const Id = z.int()
const shown = ({ name, columns, unique, where }: Index) =>
  [
    unique ? 'unique ' : '',
    `${name}: `,
    columns
      .map((one) => {
        const of = 'column' in one ? one.column : `(${one.expression})`
        return `${of}${one.collation ? ` ${one.collation}` : ''}${one.descending ? ' desc' : ''}`
      })
      .join(),
    where ? ` where ${where}` : '',
  ].join('')

describe('the primary key', () => {
  const keyOf = (shape: z.ZodRawShape, options?: Omit<TableOptions, 'name'>) =>
    read({ things: model('things', shape, options) })[0]!.primaryKey

  it('is an id, which the database counts where it is a number', () => {
    expect(keyOf({ id: Id })).toEqual({ columns: ['id'], autoIncrement: true })
    expect(keyOf({ id: z.uuid() })).toEqual({ columns: ['id'], autoIncrement: false })
    expect(keyOf({ name: z.string() })).toBeUndefined()
  })

  it('is what the options say', () => {
    expect(keyOf({ id: Id }, { primaryKey: ['id'] })).toEqual({ columns: ['id'], autoIncrement: false })
    expect(keyOf({ id: Id, tagId: z.int(), userId: z.int() }, { primaryKey: ['userId', 'tagId'] })).toEqual({
      name: 'things_primary_key',
      columns: ['user_id', 'tag_id'],
      autoIncrement: false,
    })
  })

  it('is not counted where it refers to another', () => {
    const [, profile] = read({
      users: model('users', { id: Id }),
      profiles: model('profiles', { id: z.int().register(column, { references: 'users.id' }) }),
    })
    expect(profile!.primaryKey?.autoIncrement).toBe(false)
    expect(profile!.indexes).toEqual([])
  })
})

describe('indexes', () => {
  const indexesOf = (shape: z.ZodRawShape, options?: Omit<TableOptions, 'name'>) =>
    read({ users: model('users', { id: Id }), orders: model('orders', shape, options) })[1]!.indexes.map(shown)

  const userId = () => z.int().register(column, { references: 'users.id' })
  const sku = z.string().register(column, { unique: true })
  const status = z.string().register(column, { index: true })

  it('are those of columns', () => {
    expect(indexesOf({ id: Id, userId: userId(), sku, status })).toEqual([
      'orders_user_id_index: user_id',
      'unique orders_sku_unique: sku',
      'orders_status_index: status',
    ])
  })

  it('end with the key, unless it is the number of the row or they are unique', () => {
    expect(indexesOf({ id: z.uuid(), sku, status }, { indexes: [['status', 'sku']] })).toEqual([
      'unique orders_sku_unique: sku',
      'orders_status_index: status,id',
      'orders_status_sku_index: status,sku,id',
    ])
    expect(indexesOf({ userId: userId(), tagId: userId(), status }, { primaryKey: ['userId', 'tagId'] })).toEqual([
      'orders_tag_id_index: tag_id,user_id',
      'orders_status_index: status,user_id,tag_id',
    ])
  })

  it('of a reference may be the beginning of another', () => {
    expect(indexesOf({ id: Id, userId: userId(), status: z.string() }, { indexes: [['userId', 'status']] })).toEqual([
      'orders_user_id_status_index: user_id,status',
    ])
    expect(indexesOf({ id: Id, userId: userId() }, { indexes: [{ on: ['userId'], where: 'user_id > 5' }] })).toEqual([
      'orders_user_id_index: user_id',
      'orders_user_id_index_2: user_id where user_id > 5',
    ])
  })

  it('are just what an object says', () => {
    const on = ['lower(email)', 'unitPrice desc', 'email collate NOCASE']
    expect(
      indexesOf(
        { id: z.uuid(), email: z.email(), unitPrice: z.int() },
        {
          indexes: [
            { on, unique: true, where: 'unit_price > 0' },
            { on: ['email'], name: 'by_email' },
          ],
        },
      ),
    ).toEqual([
      'unique orders_lower_email_unit_price_email_unique: (lower(email)),unit_price desc,email nocase where unit_price > 0',
      'by_email: email',
    ])
  })

  it('are unique ones of several columns, and each is there once', () => {
    const options = { unique: [['sku', 'status'], ['sku']], indexes: [['status']] }
    expect(indexesOf({ id: Id, sku, status }, options)).toEqual([
      'unique orders_sku_unique: sku',
      'orders_status_index: status',
      'unique orders_sku_status_unique: sku,status',
    ])
  })

  it('have names that no other has', () => {
    const b = z.string().register(column, { index: true })
    const named = read({ a: model('a_b', { c: b }), b: model('a', { bC: b }) })
    expect(named.flatMap(({ indexes }) => indexes.map(({ name }) => name))).toEqual(['a_b_c_index', 'a_b_c_index_2'])
  })
})

describe('references', () => {
  it('have the type of what they lead to, through others', () => {
    const [, user, post] = read({
      countries: model(
        'countries',
        { code: z.string().register(column, { type: 'char(2)' }) },
        { primaryKey: ['code'] },
      ),
      users: model('users', { id: Id, countryCode: z.string().register(column, { references: 'countries.code' }) }),
      posts: model('posts', { origin: z.string().register(column, { references: 'users.countryCode' }) }),
    })
    expect([user!.columns[1]!.type, post!.columns[0]!.type]).toEqual(['char(2)', 'char(2)'])
    expect(post!.foreignKeys).toMatchObject([{ table: 'users', references: ['country_code'] }])
  })

  it('may lead around', () => {
    const to = (table: string) =>
      z
        .int()
        .nullable()
        .register(column, { references: `${table}.id` })
    const [a, b] = read({
      a: model('a', { id: Id, next: to('b') }),
      b: model('b', { id: to('a').unwrap(), self: to('b') }),
    })
    expect([a, b].map((table) => table!.columns.map(({ type }) => type))).toEqual([
      ['integer', 'integer'],
      ['integer', 'integer'],
    ])
  })
})

describe('models', () => {
  it('are what is registered, once, under whatever was added to it', () => {
    const Order = model('orders', { id: Id })
    const strict = Order.strict()
    expect(
      read({ Order, copy: Order.meta({ title: 'Order' }), again: Order, strict, list: z.array(Order) }),
    ).toHaveLength(1)
    expect(read({ refined: Order.refine(Boolean) })).toHaveLength(1)
    expect(read({ strict, text: 'orders', nothing: null, number: 5 })).toEqual([])
    const other = Order.clone().register(tables, { name: 'archived_orders' })
    expect(read({ Order, other }).map(({ name }) => name)).toEqual(['orders', 'archived_orders'])
  })

  it('have what the database fills in at the end, and checks', () => {
    const at = z.iso.datetime().register(column, { default: 'now' })
    const [order] = read({ order: model('orderItems', { at, id: Id, total: z.int() }, { checks: ['total > 0'] }) })
    expect(order).toMatchObject({ name: 'order_items', checks: [{ expression: 'total > 0' }] })
    expect(order!.columns.map(({ name }) => name)).toEqual(['id', 'total', 'at'])
  })
})

describe('what cannot be is refused', () => {
  const leads = (references: string) => z.int().register(column, { references })
  it.each<[string, Record<string, z.ZodObject>, string, string]>([
    [
      'MODEL_TABLE_TWICE',
      { a: model('orders', { id: Id }), b: model('Orders', { id: Id }) },
      'features/b/models.ts: the table `orders` has two models: the other is in features/a/models.ts',
      'Rename',
    ],
    ['MODEL_EMPTY', { a: model('orders', {}) }, 'features/a/models.ts: the table `orders` has no columns', 'remove it'],
    [
      'MODEL_COLUMN_TWICE',
      { a: model('orders', { userId: Id, user_id: Id }) },
      '`userId` and `user_id` are both `user_id`',
      'Rename',
    ],
    [
      'MODEL_REFERENCE_UNKNOWN',
      { users: model('users', { id: Id }), a: model('orders', { userId: leads('user.id') }) },
      'features/a/models.ts: `userId` refers to `user.id`, and no model has that table',
      'Did you mean `users.id`?',
    ],
    [
      'MODEL_REFERENCE_UNKNOWN',
      { a: model('orders', { id: Id, parentId: leads('orders.uid') }) },
      '`parentId` refers to `orders.uid`, and that table has no such column',
      'Columns: id, parent_id',
    ],
    [
      'MODEL_COLUMN_UNKNOWN',
      { a: model('orders', { id: Id }, { indexes: [['total desc']] }) },
      'features/a/models.ts: an index of `orders` names `total`, and it has no such column',
      'Columns: id.',
    ],
    [
      'MODEL_COLUMN_UNKNOWN',
      { a: model('orders', { id: Id }, { unique: [['total']] }) },
      'an index of `orders` names `total`',
      'Columns: id.',
    ],
    [
      'MODEL_COLUMN_UNKNOWN',
      { a: model('orders', { id: Id }, { primaryKey: ['total'] }) },
      'the primary key of `orders` names `total`',
      'Columns: id.',
    ],
  ])('%s', (code, models, message, hint) => {
    const make = () => read(models)
    expect(make).toThrow(message)
    expect(make).toThrow(expect.objectContaining({ code, hint: expect.stringContaining(hint) }))
  })
})
