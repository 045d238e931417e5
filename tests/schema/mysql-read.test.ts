import { describe, expect, it } from 'vitest'
import type { Catalogue, ColumnRow, IndexRow } from '../../src/schema/mysql/catalogue.ts'
import { schemaOf } from '../../src/schema/mysql/read-schema.ts'

const collation = 'utf8mb4_0900_ai_ci'
const nothing: Catalogue = {
  tables: ['orders', 'customers', 'b'].map((name) => ({ name, collation, comment: '' })),
  columns: [],
  indexes: [],
  foreignKeys: [],
  checks: [],
  triggers: [],
  views: [],
  unread: [],
}
const column = (name: string, type: string, more: Partial<ColumnRow> = {}): ColumnRow => ({
  table: 'orders',
  name,
  type,
  nullable: 'YES',
  default: null,
  extra: '',
  generated: '',
  collation: /char|text/.test(type) ? collation : null,
  comment: '',
  ...more,
})
const index = (name: string, of: string, more: Partial<IndexRow> = {}): IndexRow => ({
  table: 'orders',
  name,
  nonunique: 1,
  column: of,
  direction: 'A',
  length: null,
  method: 'BTREE',
  comment: '',
  expression: null,
  hidden: 'NO',
  ...more,
})
const read = (version: string, catalogue: Partial<Catalogue>) =>
  schemaOf({ ...nothing, ...catalogue }, { version, database: 'shop', collation })
const inMysql = (catalogue: Partial<Catalogue>) => read('8.4.3', catalogue).tables[0]!
const inMariaDb = (catalogue: Partial<Catalogue>) => read('10.11.6-MariaDB-0+deb12u1', catalogue).tables[0]!

/** https://dev.mysql.com/doc/refman/8.4/en/information-schema-columns-table.html */
describe('the catalogue of MySQL 8', () => {
  it.each<[string, ColumnRow, object]>([
    ['a value', column('a', 'varchar(9)', { default: "it's" }), { default: "'it''s'" }],
    ['a number', column('a', 'bigint', { default: '0' }), { default: '0' }],
    ['a number as a text', column('a', 'varchar(9)', { default: '0' }), { default: "'0'" }],
    ['a boolean', column('a', 'tinyint(1)', { default: '1' }), { type: 'tinyint(1)', default: '1' }],
    ['none', column('a', 'int'), { type: 'int' }],
    [
      'the time',
      column('a', 'datetime(3)', {
        default: 'CURRENT_TIMESTAMP(3)',
        extra: 'DEFAULT_GENERATED on update CURRENT_TIMESTAMP(3)',
      }),
      { default: 'current_timestamp(3)', onUpdate: 'current_timestamp(3)' },
    ],
    [
      'an expression',
      column('a', 'json', { default: String.raw`_utf8mb4\'{}\'`, extra: 'DEFAULT_GENERATED' }),
      { type: 'json', default: "'{}'" },
    ],
    [
      'what is computed',
      column('a', 'varchar(9)', {
        extra: 'STORED GENERATED',
        generated: String.raw`concat(${'`b`'},_utf8mb4\'it\\\'s\')`,
      }),
      { generated: { expression: String.raw`concat(${'`b`'}, 'it''s')`, stored: true } },
    ],
    ['a count', column('a', 'bigint', { nullable: 'NO', extra: 'auto_increment' }), { identity: 'auto_increment' }],
    ['what is hidden', column('a', 'int', { extra: 'INVISIBLE' }), { isInvisible: true }],
    ['a collation', column('a', 'char(36)', { collation: 'ascii_bin' }), { collation: 'ascii_bin' }],
  ])('has %s', (_, row, expected) => {
    const { generated: _none, ...plain } = row
    const usual = { name: 'a', type: row.type, nullable: plain.nullable === 'YES' }
    expect(inMysql({ columns: [row] }).columns).toEqual([{ ...usual, ...expected }])
  })

  it('has a check with its texts', () => {
    const expression = String.raw`(${'`status`'} in (_utf8mb4\'open\',_utf8mb4\'paid\'))`
    const columns = [column('status', 'varchar(255)')]
    const check = (name: string) =>
      inMysql({ columns, checks: [{ table: 'orders', name, expression, level: 'Table' }] })
    const clean = { expression: "`status` in ('open', 'paid')", column: 'status' }
    expect(check('orders_chk_1').checks).toEqual([{ ...clean, givenName: 'orders_chk_1' }])
    expect(check('orders_status_check').checks).toEqual([{ ...clean, givenName: 'orders_status_check' }])
    expect(check('known').checks).toEqual([{ ...clean, name: 'known' }])
  })

  it('has indexes: of a prefix, of an expression, descending, hidden', () => {
    const { primaryKey, indexes } = inMysql({
      indexes: [
        index('PRIMARY', 'id', { nonunique: 0 }),
        index('by_name', 'name', { length: 10, nonunique: '0' }),
        index('by_name', 'id', { direction: 'D', nonunique: '0' }),
        index('lower', '', { column: null, expression: String.raw`concat(lower(${'`name`'}),_utf8mb4\'x\')` }),
        index('words', 'name', { method: 'FULLTEXT', direction: null, hidden: 'YES' }),
      ],
    })
    expect(primaryKey).toEqual({ columns: ['id'], autoIncrement: false })
    expect(indexes).toEqual([
      {
        name: 'by_name',
        unique: true,
        columns: [
          { column: 'name', descending: false, length: 10 },
          { column: 'id', descending: true },
        ],
      },
      { name: 'lower', unique: false, columns: [{ expression: "concat(lower(`name`), 'x')", descending: false }] },
      {
        name: 'words',
        unique: false,
        columns: [{ column: 'name', descending: false }],
        method: 'fulltext',
        options: ['invisible'],
      },
    ])
  })

  it('has a reference, whose actions are the same where both refuse', () => {
    const row = {
      table: 'orders',
      column: 'customer_id',
      target: 'customers',
      reference: 'id',
      ondelete: 'NO ACTION',
      onupdate: 'RESTRICT',
    }
    const key = { columns: ['customer_id'], table: 'customers', references: ['id'] }
    expect(inMysql({ foreignKeys: [{ ...row, name: 'orders_ibfk_1' }] }).foreignKeys).toEqual([
      { ...key, givenName: 'orders_ibfk_1', onDelete: 'restrict', onUpdate: 'no action' },
    ])
    expect(inMysql({ foreignKeys: [{ ...row, name: 'buyer', ondelete: 'SET NULL' }] }).foreignKeys).toEqual([
      { ...key, name: 'buyer', onDelete: 'set null', onUpdate: 'no action' },
    ])
  })

  it('has views without the database that they were made in, each after those that it reads', () => {
    const view = (name: string, sql: string) => ({ name, sql, check: 'NONE', security: 'DEFINER' })
    const { views } = read('8.4.3', {
      views: [
        view('a', "select `b`.`id` AS `id` from `shop`.`b` where (`b`.`name` <> _utf8mb4'x')"),
        {
          ...view('b', 'select `shop`.`orders`.`id` AS `id` from `shop`.`orders`'),
          check: 'CASCADED',
          security: 'INVOKER',
        },
      ],
    })
    expect(views.map(({ sql }) => sql)).toEqual([
      'create sql security invoker view b as\nselect `orders`.`id` AS `id` from `orders`\nwith cascaded check option',
      "create view a as\nselect `b`.`id` AS `id` from `b` where (`b`.`name` <> 'x')",
    ])
  })

  it('has what is in no schema by name, and with it what leads there', () => {
    const row = { table: 'orders', column: 'a', reference: 'id', ondelete: 'CASCADE', onupdate: 'CASCADE' }
    const view = (name: string, from: string) => ({
      name,
      sql: `select \`x\`.\`id\` AS \`id\` from ${from} \`x\``,
      check: 'NONE',
      security: 'DEFINER',
    })
    const { tables, views, unread } = read('8.4.3', {
      unread: [{ name: 'event nightly' }],
      foreignKeys: [
        { ...row, name: 'far', target: 'hr.people' },
        { ...row, name: 'far', target: 'hr.people' },
        { ...row, name: 'old', target: 'kept_with_history' },
        { ...row, name: 'near', target: 'customers' },
      ],
      views: [
        view('a', '(`shop`.`orders` join `hr`.`people`'),
        view('c', '`shop`.`d`'),
        view('d', '`shop`.`kept_with_history`'),
        view('e', '`shop`.`orders`'),
        { ...view('f', '`shop`.`orders`'), sql: 'select `shop`.`tax`(`orders`.`total`) AS `tax` from `shop`.`orders`' },
        { ...view('g', '`shop`.`e`'), sql: 'select max(`e`.`id`) AS `tax` from (`shop`.`e`)' },
      ],
    })
    expect(tables[0]!.foreignKeys).toMatchObject([{ name: 'near' }])
    expect(views.map(({ name }) => name)).toEqual(['e', 'g'])
    expect(unread).toEqual([
      'event nightly',
      'reference far of orders',
      'reference old of orders',
      'view a',
      'view d',
      'view f',
      'view c',
    ])
  })

  it('has triggers as they are written', () => {
    const trigger = { table: 'orders', name: 'order', timing: 'BEFORE', event: 'INSERT', statement: 'set new.a = 1' }
    expect(inMysql({ triggers: [trigger] }).triggers).toEqual([
      { name: 'order', sql: 'create trigger `order` before insert on orders for each row\nset new.a = 1' },
    ])
  })
})

describe('the catalogue of MariaDB', () => {
  it.each<[string, ColumnRow, object]>([
    ['a value', column('a', 'varchar(9)', { default: "'it''s'" }), { default: "'it''s'" }],
    ['none', column('a', 'varchar(9)', { default: 'NULL' }), {}],
    ['the text NULL', column('a', 'varchar(9)', { default: "'NULL'" }), { default: "'NULL'" }],
    ['the time', column('a', 'datetime', { default: 'current_timestamp()' }), { default: 'current_timestamp' }],
    ['digits', column('a', 'int(11)', { default: '0' }), { type: 'int', default: '0' }],
    ['an expression', column('a', 'char(36)', { default: 'uuid()' }), { default: 'uuid()' }],
  ])('has %s', (_, row, expected) => {
    expect(inMariaDb({ columns: [{ ...row, generated: null }] }).columns).toEqual([
      { name: 'a', type: row.type, nullable: true, ...expected },
    ])
  })

  it('has the check of a column that was renamed by its old name', () => {
    const { columns, checks } = inMariaDb({
      columns: [column('meta', 'longtext', { collation: 'utf8mb4_bin', generated: null }), column('b', 'int(11)')],
      checks: [
        { table: 'orders', name: 'old', expression: 'json_valid(`meta`)', level: 'Column' },
        { table: 'orders', name: 'a', expression: '`b` > 0', level: 'Column' },
      ],
    })
    expect(columns[0]).toEqual({ name: 'meta', type: 'json', nullable: true })
    expect(checks).toEqual([{ expression: '`b` > 0', column: 'b', isInline: true }])
  })

  it('has JSON as a long text with a check', () => {
    const { columns, checks } = inMariaDb({
      columns: [column('meta', 'longtext', { collation: 'utf8mb4_bin', default: "'{}'", nullable: 'NO' })],
      checks: [{ table: 'orders', name: 'meta', expression: 'json_valid(`meta`)', level: 'Column' }],
    })
    expect(columns).toEqual([{ name: 'meta', type: 'json', nullable: false, default: "'{}'" }])
    expect(checks).toEqual([])
  })

  it('has a check that is part of its column', () => {
    const checks = [{ table: 'orders', name: 'a', expression: '`a` > 0', level: 'Column' as const }]
    expect(inMariaDb({ columns: [column('a', 'int(11)')], checks }).checks).toEqual([
      { expression: '`a` > 0', column: 'a', isInline: true },
    ])
  })
})
