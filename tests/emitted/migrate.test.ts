import { expect, it } from 'vitest'
import { customers, type Models, shopWithRows, orders, withColumns } from './changing.ts'

interface Change {
  readonly name: string
  readonly change: (models: Models) => Models
  readonly args?: readonly string[]
  /** What the file says, in this order. */
  readonly lines: readonly string[]
  /** A query after it, and what it answers. */
  readonly query?: readonly [sql: string, answer: readonly unknown[]]
  /** Whether `down` brings all back; the file says so unless it does. */
  readonly loss?: string
  /** Rows for what it made. */
  readonly rows?: readonly string[]
}

const ordersWith =
  (columns: Readonly<Record<string, string | undefined>>) =>
  (models: Models): Models => ({ ...models, orders: withColumns(models['orders']!, columns) })
const optionsOf =
  (table: string, options: string) =>
  (models: Models): Models => ({ ...models, [table]: { ...models[table]!, options } })

const copied = 'The table orders is copied, and nothing else can be written until that is done.'
const read = 'All rows of orders are read, and nothing else can be written until that is done.'

const changes: readonly Change[] = [
  {
    name: 'a column that may be null',
    change: ordersWith({ memo: 'z.string().nullable()' }),
    lines: ["await db.schema.alterTable('orders').addColumn('memo', 'text').execute()", ".dropColumn('memo')"],
    query: ['select distinct memo from orders', [{ memo: null }]],
  },
  {
    name: 'a column with a default',
    change: ordersWith({ rank: 'z.int().default(5)' }),
    lines: [".alterTable('orders')", ".addColumn('rank', 'integer', (column) => column.notNull().defaultTo(5))"],
    query: ['select distinct rank from orders', [{ rank: 5 }]],
  },
  {
    name: 'a column that may not be null, with a fill',
    change: ordersWith({ code: 'z.string()' }),
    args: ['--fill', "orders.code=it's"],
    lines: [
      "- orders.code is 'it''s' in the rows that are there.",
      `- ${read}`,
      ".alterTable('orders').addColumn('code', 'text')",
      "update orders set code = 'it''s' where code is null",
      ".alterColumn('code', (column) => column.setNotNull())",
      ".dropColumn('code')",
    ],
    query: ['select distinct code from orders', [{ code: "it's" }]],
  },
  {
    name: 'a column that is renamed, and a blob of JSON',
    change: ordersWith({ code: undefined, sku: 'z.string()', tags: 'json().default({})' }),
    args: ['--rename', 'orders.code=orders.sku'],
    lines: [".renameColumn('code', 'sku')", ".addColumn('tags', 'json'", ".renameColumn('sku', 'code')"],
    query: ['select distinct sku, tags from orders', [{ sku: "it's", tags: '{}' }]],
  },
  {
    name: 'another type',
    change: ordersWith({ total: 'z.string()' }),
    lines: [
      `- ${copied}`,
      'select id, customer_id, cast(total as text),',
      'select id, customer_id, cast(total as integer),',
    ],
    query: ['select total from orders order by id', [{ total: '10' }, { total: '20' }, { total: '30' }]],
    loss: 'What does not fit the former type is changed by the cast.',
  },
  {
    name: 'a null that may no longer be',
    change: ordersWith({ notes: 'z.string()' }),
    args: ['--fill', 'orders.notes=none'],
    lines: [
      "- orders.notes becomes 'none' where it was null: select * from orders where notes is null",
      `- ${read}`,
      "update orders set notes = 'none' where notes is null",
      ".alterColumn('notes', (column) => column.setNotNull())",
      ".alterColumn('notes', (column) => column.dropNotNull())",
    ],
    query: ['select notes from orders order by id', [{ notes: 'first' }, { notes: 'none' }, { notes: "it's" }]],
    loss: 'What was null keeps what it was filled with.',
  },
  {
    name: 'a unique column',
    change: (models) => ({
      ...models,
      customers: withColumns(customers, { name: 'z.string().register(column, { unique: true })' }),
    }),
    lines: [
      '- It fails where rows of customers have the same name: select name, count(*) from customers group by name having count(*) > 1',
      ".createIndex('customers_name_unique').on('customers').column('name').unique()",
      ".dropIndex('customers_name_unique')",
    ],
  },
  {
    name: 'a value more of an enum',
    change: ordersWith({ status: "z.enum(['pending', 'paid', 'shipped']).default('pending')" }),
    lines: [
      ` * Hazards:\n * - ${read}\n */`,
      ".alterTable('orders').dropConstraint('orders_status_check').execute()",
      `.addCheckConstraint('orders_status_check', sql\`"status" in ('pending', 'paid', 'shipped')\`)`,
      `.addCheckConstraint('orders_status_check', sql\`"status" in ('pending', 'paid')\`)`,
    ],
  },
  {
    name: 'a value less of an enum',
    change: ordersWith({ status: "z.enum(['pending', 'paid']).default('pending')" }),
    lines: [
      `- It fails where a row of orders breaks its check: select * from orders where not ("status" in ('pending', 'paid'))`,
    ],
  },
  {
    name: 'indexes: of columns, partial, of an expression',
    change: optionsOf(
      'orders',
      `{ indexes: [['total', 'createdAt desc'], { on: ['notes'], where: "status = 'paid'" }, { on: ['lower(sku)'], unique: false }] }`,
    ),
    lines: [
      ".columns(['total', 'created_at desc'])",
      ".where(sql<boolean>`status = 'paid'`)",
      '.column(sql`lower(sku)`)',
      ".dropIndex('orders_",
    ],
  },
  {
    name: 'a reference with another action',
    change: ordersWith({ customerId: "references('customers', { onDelete: 'cascade' })" }),
    lines: [".references('customers.id').onDelete('cascade')", ".references('customers.id').onDelete('restrict')"],
  },
  {
    name: 'a table that refers to itself',
    change: (models) => ({
      ...models,
      categories: {
        columns: { name: 'z.string()', parentId: "references('categories', { onDelete: 'set null' }).nullable()" },
      },
    }),
    lines: [
      ".createTable('categories')",
      ".references('categories.id').onDelete('set null')",
      ".dropTable('categories')",
    ],
  },
  {
    name: 'a join table with a key of two columns',
    change: (models) => ({
      ...models,
      memberships: {
        columns: {
          customerId: "references('customers', { onDelete: 'cascade' })",
          categoryId: "references('categories')",
        },
        options: "{ primaryKey: ['customerId', 'categoryId'] }",
        bare: true,
      },
    }),
    lines: [
      ".addPrimaryKeyConstraint('memberships_primary_key', ['customer_id', 'category_id'])",
      ".dropTable('memberships')",
    ],
  },
  {
    name: 'two tables that refer to each other',
    change: (models) => ({
      ...models,
      teams: { columns: { leadId: "references('people').nullable()" } },
      people: { columns: { teamId: "references('teams')" } },
    }),
    lines: [".createTable('teams')", ".references('people.id')", ".createTable('people')", ".references('teams.id')"],
    rows: [
      'insert into teams (id) values (4), (5)',
      'insert into people (id, team_id) values (1, 4), (2, 4), (3, 5)',
      'update teams set lead_id = 1',
    ],
  },
  {
    name: 'a table that is renamed',
    change: ({ orders: table, ...models }) => ({ ...models, purchases: table! }),
    args: ['--rename', 'orders=purchases'],
    lines: [".alterTable('orders').renameTo('purchases')", ".alterTable('purchases').renameTo('orders')"],
    query: ['select count(*) as count from purchases', [{ count: 3 }]],
  },
  {
    name: 'a column that goes',
    change: (models) => ({ ...models, purchases: withColumns(models['purchases']!, { memo: undefined }) }),
    lines: ['- purchases.memo is dropped, with what is in it.', ".alterTable('purchases').dropColumn('memo')"],
    loss: 'The column comes back, what was in it does not.',
  },
  {
    name: 'a table that goes, and that others referred to',
    change: (models) => ({
      ...Object.fromEntries(Object.entries(models).filter(([name]) => name !== 'teams')),
      people: { columns: { teamId: 'z.int()' } },
    }),
    lines: [
      '- The table teams is dropped, with all of its rows.',
      ".dropTable('teams')",
      'insert into teams (id)',
      'from (select distinct team_id as id from people) as used',
    ],
    query: ['select team_id from people', [{ team_id: 4 }, { team_id: 4 }, { team_id: 5 }]],
    loss: 'The table comes back, its rows do not.',
  },
  {
    name: 'a table that goes',
    change: ({ customers: one, categories, memberships, people }) => ({
      customers: one!,
      categories: categories!,
      memberships: memberships!,
      people: people!,
    }),
    lines: [
      '- The table purchases is dropped, with all of its rows.',
      ".dropTable('purchases')",
      ".createTable('purchases')",
    ],
    loss: 'The table comes back, its rows do not.',
  },
]

it('a model is changed in many ways one after another, in a project with data', async () => {
  const shop = await shopWithRows()
  let models: Models = { customers, orders }
  for (const { name, change, args = [], lines, query, loss, rows = [] } of changes) {
    models = change(models)
    await shop.write(models)
    const before = shop.rows()
    await shop.succeed('db', 'migrate', name, ...args)
    const source = await shop.last()
    const places = lines.map((line) => source.indexOf(line))
    expect(places, `${name}\n${source}`).toEqual(places.toSorted((a, b) => a - b).map((place) => Math.max(place, 0)))
    expect(/\/\*\* (.+) \*\/\nexport async function down/.exec(source)?.[1], name).toBe(loss)

    await shop.succeed('db', 'upgrade')
    await shop.succeed('db', 'check')
    const after = shop.rows()
    if (query) expect(shop.sql(query[0]), name).toEqual(query[1])
    await shop.succeed('db', 'downgrade')
    if (!loss) expect(shop.rows(), name).toEqual(before)
    await shop.succeed('db', 'upgrade')
    expect(shop.rows(), name).toEqual(after)
    expect(shop.sql('pragma foreign_key_check'), name).toEqual([])
    if (rows.length > 0) shop.sql(...rows)
  }
  expect(shop.sql('select count(*) as count from customers')).toEqual([{ count: 2 }])
})

it('a migration that cannot run is not written', async () => {
  const shop = await shopWithRows()
  const migrations = await shop.migrations()
  await shop.write({ customers, orders: withColumns(orders, { kind: "z.enum(['retail', 'trade'])" }) })
  const { exitCode, json } = await shop.json('db', 'migrate', 'kinds', '--fill', "orders.kind=(nonsense('a'))")
  expect([exitCode, json['error'].code]).toEqual([1, 'MIGRATION_REFUSED'])
  expect(json['error'].message).toContain(
    "no such function: nonsense. This is refused: update orders set kind = (nonsense('a'))",
  )
  expect(await shop.migrations()).toEqual(migrations)
})

it('rows that have the same value stand in the way of a unique column, and all stays as it was', async () => {
  const shop = await shopWithRows()
  shop.sql("insert into customers (email, name) values ('ada@other.com', 'Ada')")
  await shop.write({
    customers: withColumns(customers, { name: 'z.string().register(column, { unique: true })' }),
    orders,
  })
  await shop.succeed('db', 'migrate', 'unique names')
  const before = shop.rows()
  const { exitCode, json } = await shop.json('db', 'upgrade')
  expect([exitCode, json['error'].message]).toEqual([1, expect.stringContaining('Another row has the same name')])
  expect(shop.rows()).toEqual(before)
  expect(shop.sql("select count(*) as count from sqlite_master where name = 'customers_name_unique'")).toEqual([
    { count: 0 },
  ])

  shop.sql("delete from customers where email = 'ada@other.com'")
  await shop.succeed('db', 'upgrade')
  await shop.succeed('db', 'check')
})

it('rows that break a check from before stop no migration that copies their table', async () => {
  const shop = await shopWithRows()
  shop.sql('pragma ignore_check_constraints = on', "update orders set status = 'lost' where id = 2")
  const before = shop.rows()
  const more = withColumns(orders, { total: 'z.string()', kind: "z.enum(['retail']).default('retail')" })
  await shop.write({ customers, orders: more })
  await shop.succeed('db', 'migrate', 'totals are texts')
  expect(await shop.last()).toContain("createTable('new_orders')")

  const { exitCode, stderr } = await shop.paxx('db', 'upgrade')
  const counted = 'This counts them: pragma quick_check("orders")'
  expect([exitCode, stderr]).toEqual([0, `Rows of orders break a check, from before. ${counted}`])
  await shop.succeed('db', 'check')
  await shop.succeed('db', 'downgrade')
  expect(shop.rows()).toEqual(before)
})

it('views and triggers made by hand survive tables that are made anew and columns that are renamed', async () => {
  const shop = await shopWithRows()
  await shop.byHand(
    [
      "create view paid as select o.id, o.notes, c.name from orders o join customers c on c.id = o.customer_id where o.status = 'paid'",
      'create trigger log_customers after insert on customers begin update orders set notes = new.name where id = 1; end',
      'create trigger keep_notes after update of notes on orders when old.notes is null begin update orders set total = total + 1 where id = new.id; end',
    ],
    ['drop trigger keep_notes', 'drop trigger log_customers', 'drop view paid'],
  )
  await shop.succeed('db', 'check')
  await shop.write({
    customers,
    orders: withColumns(orders, { notes: undefined, remark: 'z.string().nullable()', total: 'z.string()' }),
  })
  await shop.succeed('db', 'migrate', 'remarks', '--rename', 'orders.notes=orders.remark')
  await shop.succeed('db', 'upgrade')
  expect(shop.sql('select * from paid')).toEqual([{ id: 1, remark: 'first', name: 'Ada' }])
  shop.sql(
    "insert into customers (email, name) values ('cy@example.com', 'Cy')",
    "update orders set remark = 'x' where id = 2",
  )
  expect(shop.sql('select remark, total from orders')).toEqual([
    { remark: 'Cy', total: '10' },
    { remark: 'x', total: '21' },
    { remark: "it's", total: '30' },
  ])
  await shop.succeed('db', 'downgrade')
  expect(shop.sql('select * from paid')).toEqual([{ id: 1, notes: 'Cy', name: 'Ada' }])
  await shop.succeed('db', 'upgrade')
  await shop.succeed('db', 'check')
})

it('how a table is stored, by a migration of hand, stays when it is made anew', async () => {
  const shop = await shopWithRows()
  await shop.byHand([
    'create table pages (path text primary key, title text not null, hits integer) strict, without rowid',
    "insert into pages values ('/', 'Home', 5)",
  ])
  const pages = {
    columns: { path: 'z.string()', title: 'z.string()', hits: 'z.int()' },
    options: "{ primaryKey: ['path'] }",
    bare: true,
  }
  await shop.write({ customers, orders, pages: withColumns(pages, { hits: 'z.string().nullable()' }) })
  await shop.succeed('db', 'migrate', 'hits')
  expect(await shop.last()).toContain('.modifyEnd(sql`strict, without rowid`)')
  await shop.succeed('db', 'upgrade')
  await shop.succeed('db', 'check')
  expect(shop.sql("select strict, wr from pragma_table_list where name = 'pages'")).toEqual([{ strict: 1, wr: 1 }])
  expect(shop.sql('select * from pages')).toEqual([{ path: '/', title: 'Home', hits: '5' }])
})

it('children on cascade, rows that refer to their own table, and counters outlive a table that is made anew', async () => {
  const shop = await shopWithRows()
  const nodes = { columns: { name: 'z.string()', parentId: "references('nodes', { onDelete: 'cascade' }).nullable()" } }
  const leaves = { columns: { nodeId: "references('nodes', { onDelete: 'cascade' })" } }
  await shop.write({ customers, orders, nodes, leaves })
  await shop.succeed('db', 'migrate', 'a tree')
  await shop.succeed('db', 'upgrade')
  shop.sql(
    "insert into nodes (id, name, parent_id) values (1, 'root', null), (2, 'branch', 1), (9, 'gone', 2)",
    'insert into leaves (node_id) values (1), (2)',
    'delete from nodes where id = 9',
  )
  await shop.write({ customers, orders, nodes: withColumns(nodes, { name: 'z.string().nullable()' }), leaves })
  const before = shop.rows()
  await shop.succeed('db', 'migrate', 'no name')
  await shop.succeed('db', 'upgrade')
  expect(shop.rows()).toEqual(before)
  shop.sql("insert into nodes (name) values ('new')")
  expect(shop.sql('select max(id) as id from nodes')).toEqual([{ id: 10 }])
})
