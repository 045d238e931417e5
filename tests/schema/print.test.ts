import { describe, expect, it } from 'vitest'
import { now } from '../../src/schema/print/default-value.ts'
import type { Migration } from '../../src/schema/step.ts'
import { column, create, index, print, reference } from './print-samples.ts'

const key = { columns: ['id'], autoIncrement: true }
const time = { nullable: false, default: now }

const file = (up: string, down: string, head = "import type { Kysely } from 'kysely'\n"): string => `${head}
export async function up(db: Kysely<unknown>): Promise<void> {
${up}
}

export async function down(db: Kysely<unknown>): Promise<void> {
${down}
}
`

const withSql = "import { type Kysely, sql } from 'kysely'\n"

const cases: readonly (readonly [name: string, migration: Partial<Migration>, source: string])[] = [
  [
    'a table and its index',
    {
      up: [
        create(
          'orders',
          [
            column('id', 'integer'),
            column('total', 'integer', { nullable: false }),
            column('status', 'text', { nullable: false, default: "'pending'" }),
            column('gift', 'boolean', { nullable: false, default: 'false' }),
            column('notes'),
            column('customer_id', 'integer', { nullable: false }),
            column('price', 'numeric(10,2)', { default: '0' }),
            column('cents', 'integer', { generated: { expression: 'price * 100', stored: true } }),
            column('code', 'char(8)', { nullable: false, collation: 'nocase' }),
            column('created_at', 'text', time),
            column('updated_at', 'text', time),
          ],
          {
            primaryKey: key,
            uniques: [{ columns: ['code'] }],
            foreignKeys: [reference(['customer_id'], 'customers', ['id'], { onDelete: 'cascade' })],
            checks: [{ expression: `"status" in ('pending', 'paid', 'shipped')`, column: 'status' }],
          },
        ),
        index('orders', 'orders_created_at_index', ['created_at']),
        index('orders', 'orders_customer_id_index', ['customer_id', { column: 'total', descending: true }]),
      ],
      down: [{ kind: 'dropTable', table: 'orders' }],
    },
    file(
      `  await db.schema
    .createTable('orders')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('total', 'integer', (column) => column.notNull())
    .addColumn('status', 'text', (column) =>
      column
        .notNull()
        .defaultTo('pending')
        .check(sql\`"status" in ('pending', 'paid', 'shipped')\`),
    )
    .addColumn('gift', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('notes', 'text')
    .addColumn('customer_id', 'integer', (column) => column.notNull().references('customers.id').onDelete('cascade'))
    .addColumn('price', 'numeric(10, 2)', (column) => column.defaultTo(0))
    .addColumn('cents', 'integer', (column) => column.generatedAlwaysAs(sql\`price * 100\`).stored())
    .addColumn('code', 'char(8)', (column) =>
      column
        .notNull()
        .unique()
        .modifyEnd(sql\`collate nocase\`),
    )
    .addColumn('created_at', 'text', (column) => column.notNull().defaultTo(now))
    .addColumn('updated_at', 'text', (column) => column.notNull().defaultTo(now))
    .execute()

  await db.schema.createIndex('orders_created_at_index').on('orders').column('created_at').execute()
  await db.schema.createIndex('orders_customer_id_index').on('orders').columns(['customer_id', 'total desc']).execute()`,
      `  await db.schema.dropTable('orders').execute()`,
      `${withSql}\nconst now = sql\`(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))\`\n`,
    ),
  ],
  [
    'constraints of several columns, and how a table is stored',
    {
      up: [
        create('items', [column('order', 'integer'), column('line', 'integer'), column('sku')], {
          primaryKey: { columns: ['order', 'line'], autoIncrement: false },
          uniques: [{ columns: ['order', 'sku'] }, { name: 'items_sku', columns: ['sku'] }],
          foreignKeys: [
            reference(['order', 'line'], 'lines', ['order', 'line'], { onUpdate: 'cascade', deferrable: 'deferred' }),
          ],
          checks: [{ expression: '"line" > 0' }],
          strict: true,
          withoutRowid: true,
        }),
      ],
      down: [{ kind: 'dropTable', table: 'items' }],
    },
    file(
      `  await db.schema
    .createTable('items')
    .addColumn('order', 'integer')
    .addColumn('line', 'integer')
    .addColumn('sku', 'text')
    .addPrimaryKeyConstraint('items_primary_key', ['order', 'line'])
    .addUniqueConstraint('items_order_sku_unique', ['order', 'sku'])
    .addUniqueConstraint('items_sku', ['sku'])
    .addForeignKeyConstraint('items_order_line_foreign_key', ['order', 'line'], 'lines', ['order', 'line'], (key) =>
      key.onUpdate('cascade').deferrable().initiallyDeferred(),
    )
    .addCheckConstraint('items_check', sql\`"line" > 0\`)
    .modifyEnd(sql\`strict, without rowid\`)
    .execute()`,
      `  await db.schema.dropTable('items').execute()`,
      withSql,
    ),
  ],
  [
    'short statements of one table together',
    {
      up: [
        { kind: 'renameTable', from: 'orders', to: 'purchases' },
        { kind: 'renameColumn', table: 'purchases', from: 'total', to: 'total_cents' },
        { kind: 'dropIndex', table: 'users', index: 'users_name_index' },
        { kind: 'dropColumn', table: 'users', column: 'name' },
        { kind: 'addColumn', table: 'users', column: column('nick'), checks: [] },
        { kind: 'addColumn', table: 'users', column: column('age', 'integer', { default: '0' }), checks: [] },
        index('users', 'users_nick_unique', ['nick'], { unique: true }),
        index('users', 'users_age_index', ['age'], { where: '"age" > 0' }),
      ],
      down: [{ kind: 'dropIndex', table: 'users', index: 'users_age_index' }],
    },
    file(
      `  await db.schema.alterTable('orders').renameTo('purchases').execute()
  await db.schema.alterTable('purchases').renameColumn('total', 'total_cents').execute()

  await db.schema.dropIndex('users_name_index').execute()
  await db.schema.alterTable('users').dropColumn('name').execute()
  await db.schema.alterTable('users').addColumn('nick', 'text').execute()

  await db.schema
    .alterTable('users')
    .addColumn('age', 'integer', (column) => column.defaultTo(0))
    .execute()

  await db.schema.createIndex('users_nick_unique').on('users').column('nick').unique().execute()

  await db.schema
    .createIndex('users_age_index')
    .on('users')
    .column('age')
    .where(sql<boolean>\`"age" > 0\`)
    .execute()`,
      `  await db.schema.dropIndex('users_age_index').execute()`,
      withSql,
    ),
  ],
  [
    'rows that are copied, and a trigger to the letter',
    {
      up: [
        create('new_users', [column('id', 'integer'), column('name')], { primaryKey: key }),
        {
          kind: 'copyRows',
          from: 'users',
          to: 'new_users',
          values: [
            { column: 'id', value: 'id' },
            { column: 'name', value: "'`${x}\\'" },
          ],
        },
        { kind: 'sql', statement: "delete from sqlite_sequence where name = 'new_users'" },
        { kind: 'dropTable', table: 'users' },
        { kind: 'renameTable', from: 'new_users', to: 'users' },
        index('users', 'users_name_index', ['name']),
        { kind: 'sql', statement: "create trigger t after delete on users begin\n  select '`${x}\\';\nend" },
      ],
      down: [{ kind: 'sql', statement: 'drop trigger t' }],
    },
    file(
      `  await db.schema
    .createTable('new_users')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('name', 'text')
    .execute()

  await sql\`
    insert into new_users (id, name)
    select id, '\\\`\\\${x}\\\\'
    from users
  \`.execute(db)

  await sql\`delete from sqlite_sequence where name = 'new_users'\`.execute(db)

  await db.schema.dropTable('users').execute()
  await db.schema.alterTable('new_users').renameTo('users').execute()
  await db.schema.createIndex('users_name_index').on('users').column('name').execute()

  await sql\`create trigger t after delete on users begin
  select '\\\`\\\${x}\\\\';
end\`.execute(db)`,
      '  await sql`drop trigger t`.execute(db)',
      withSql,
    ),
  ],
  [
    'what the builder would take for a schema, as SQL',
    {
      up: [create('a.b', [column('id', 'integer'), column('c')], { primaryKey: { ...key, autoIncrement: false } })],
      down: [{ kind: 'dropTable', table: 'a.b' }],
    },
    file(
      `  await sql\`
    create table "a.b" (
      id integer primary key,
      c text
    )
  \`.execute(db)`,
      '  await sql`drop table "a.b"`.execute(db)',
      withSql,
    ),
  ],
  [
    'hazards and losses, and nothing to do',
    {
      hazards: ['The rows of "a */ b" are\ndeleted.', 'No row may have null in users.name.'],
      loss: 'The table comes back, its rows do not.',
    },
    `import type { Kysely } from 'kysely'

/**
 * Hazards:
 * - The rows of "a * / b" are deleted.
 * - No row may have null in users.name.
 */
export async function up(_db: Kysely<unknown>): Promise<void> {}

/** The table comes back, its rows do not. */
export async function down(_db: Kysely<unknown>): Promise<void> {}
`,
  ],
]

describe('the source of a migration', () => {
  it.each(cases)('has %s', async (_, migration, source) => {
    expect(await print(migration)).toBe(source)
  })

  it('breaks the list of columns that are copied, and no text in it', async () => {
    const values = Array.from({ length: 40 }, (_, at) => ({
      column: `column_${at}`,
      value: at === 5 ? `'${'long, text '.repeat(9)}'` : `column_${at}`,
    }))
    const source = await print({ up: [{ kind: 'copyRows', from: 'a', to: 'b', values }] })
    const lines = source.split('\n')
    expect(lines.filter((line) => line.length > 120)).toEqual([])
    expect(lines.filter((line) => /^ {6}\S/.test(line)).length).toBeGreaterThan(6)
    expect(source).toContain(values[5]!.value)
  })

  it('imports only what it uses, whatever its texts say', async () => {
    const texts = ["'sql` now `'", "'it''s \"sql` and now'"]
    const source = await print({
      up: texts.map((text, at) => create(`t${at}`, [column('a', 'text', { default: text })])),
    })
    expect(source).toMatch(/^import type \{ Kysely \} from 'kysely'\n\nexport/)
  })
})
