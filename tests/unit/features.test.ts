import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { migrationPath, nextMigrationTime } from '../../src/project/migrations.ts'
import { loadTemplates } from '../../src/project/templates.ts'
import { type Answers, type FeatureAnswer, idTypes } from '../../src/render/answers.ts'
import { answerOf } from '../../src/render/features/add.ts'
import { readFeatures } from '../../src/render/features/feature.ts'
import { type FormatOptions, format } from '../../src/render/format.ts'
import { render, type Templates } from '../../src/render/render.ts'
import { textOf, type Tree } from '../../src/render/tree.ts'
import { creationOf, removalOf } from '../creation.ts'
import { answers as bare, withPages } from './answers.ts'
import { features } from './arbitraries.ts'

const answers: Answers = {
  ...bare,
  features: {
    customers: { fields: ['email:email:unique', 'name:string', 'password:string:private'] },
    orders: {
      fields: [
        'customer:references',
        'total:integer:min=0',
        'status:enum=pending,paid:default=pending',
        'gift:boolean:default=false',
        'notes:text:optional',
      ],
    },
  },
}

let templates: Templates
let options: FormatOptions
beforeAll(async () => {
  templates = await loadTemplates()
  options = JSON.parse(textOf(templates.project.get('_oxfmtrc.json')!)) as FormatOptions
})

const text = (tree: Tree, path: string): string => textOf(tree.get(path)!)

describe('render, of features', () => {
  it('imports what a model uses, whatever stands in its texts', async () => {
    const fields = ['quote:text:default=\'"`${x}\\', 'born:date:optional:unique']
    const tree = await render({ ...answers, features: { people: { fields } } }, templates)
    expect(text(tree, 'features/people/models.ts')).toContain(
      "import { column, date, notBlank, text } from '#core/database/columns.ts'",
    )
  })

  it('makes one folder of each, and mounts it by two lines', async () => {
    const without = await render({ ...answers, features: {} }, templates)
    const tree = await render(answers, templates)
    const added = [...tree.keys()].filter((path) => !without.has(path))
    const changed = [...without.keys()].filter((path) => text(tree, path) !== text(without, path))

    const files = (name: string) =>
      [`${name}.test`, 'factory', 'models', 'routes', 'schemas', 'services'].map(
        (file) => `features/${name}/${file}.ts`,
      )
    const related = ['core/database/relations.test.ts', 'core/database/relations.ts', 'features/orders/relations.ts']
    expect(added.toSorted()).toEqual([...files('customers'), ...files('orders'), ...related].toSorted())
    expect(changed).toEqual(['app.ts', 'paxx.json'])
    expect(text(tree, 'app.ts')).toContain("import { orders } from '#features/orders/routes.ts'\n")
    expect(text(tree, 'app.ts')).toContain("  app.route('/orders', orders)\n")
  })

  it('gives a whole its parts, where all who may read it may read them, and takes them away again', async () => {
    const related = async (many: string, access?: 'admin') => {
      const items: FeatureAnswer = { fields: [`order:references:cascade${many}`], ...(access && { access }) }
      const all = { ...answers.features, items }
      const tree = await render({ ...answers, features: all, extensions: { auth: {}, mail: {} } }, templates)
      const paths = ['core/database/has-many.ts', 'features/orders/parts.ts']
      return [
        ...paths.filter((path) => tree.has(path)),
        /items: .*/.exec(text(tree, 'features/orders/relations.ts'))?.[0],
      ]
    }
    const declared = "items: hasMany('items', ItemRead, 'orderId'),"
    expect(await related(':many')).toEqual(['core/database/has-many.ts', 'features/orders/parts.ts', declared])
    expect(await related('')).toEqual([undefined])
    expect(await related(':many', 'admin')).toEqual([undefined])
  })

  it('imports what creates a whole with its parts where a test does that', async () => {
    const imported = async (...fields: string[]) => {
      const items = { fields: ['order:references:cascade:many', ...fields] }
      const tree = await render({ ...answers, features: { ...answers.features, items } }, templates)
      return text(tree, 'features/orders/orders.test.ts').split('createOrderWithParts').length - 1
    }
    expect(await imported('text:text')).toBe(2)
    expect(await imported('text:text:optional')).toBe(0)
  })

  it.each([
    [['order:references:many', 'gift:references=orders:many:optional'], 'they are so by another field'],
    [['author:references=users:many'], 'the extension `auth` has its routes'],
    [['order:references:many'], 'those have `notes` already', 'notes'],
  ])('refuses parts as in %j: %s', async (fields, reason, name = 'items') => {
    const all = { ...answers.features, [name]: { fields } }
    const rendered = render({ ...answers, features: all, extensions: { auth: {}, mail: {} } }, templates)
    await expect(rendered).rejects.toThrow(reason)
  })

  it('shows and sets by a join where those who may use the one may see the other, and nowhere else', async () => {
    const joined = async (one?: 'owner' | 'admin', other?: 'owner' | 'admin') => {
      const all: Answers['features'] = {
        orders: { ...answers.features['orders']!, ...(one && { access: one }), fields: ['total:integer'] },
        tags: { ...(other && { access: other }), fields: ['label:string'] },
        'order-tags': {
          joinsOnly: true,
          primaryKey: ['order', 'tag'],
          fields: ['order:references:cascade', 'tag:references:cascade'],
        },
      }
      const tree = await render({ ...answers, features: all, extensions: { auth: {}, mail: {} } }, templates)
      const found = ['orders', 'tags'].map((name) => {
        const relation = tree.has(`features/${name}/relations.ts`) ? text(tree, `features/${name}/relations.ts`) : ''
        const route = /'\/:id\/\w+'/.exec(text(tree, `features/${name}/routes.ts`))?.[0]
        return [/: (manyToMany.*),\n/.exec(relation)?.[1], route]
      })
      const ofJoin = [...tree.keys()].filter((path) => path.startsWith('features/order-tags/'))
      expect(ofJoin).toEqual(['features/order-tags/models.ts'])
      expect(text(tree, 'app.ts')).not.toContain('orderTags')
      return [...found, tree.has('core/database/many-to-many.ts')]
    }
    const scope = ', scope: ownedBy'
    const tags = (scoped = '') =>
      `manyToMany('tags', TagRead, { through: 'orderTags', from: 'orderId', to: 'tagId'${scoped} })`
    const orders = (scoped = '') =>
      `manyToMany('orders', OrderRead, { through: 'orderTags', from: 'tagId', to: 'orderId'${scoped} })`

    expect(await joined()).toEqual([[tags(), "'/:id/tags'"], [orders(), undefined], true])
    expect(await joined('owner', 'owner')).toEqual([[tags(scope), "'/:id/tags'"], [orders(scope), undefined], true])
    expect(await joined('admin', 'admin')).toEqual([[tags(), "'/:id/tags'"], [orders(), undefined], true])
    expect(await joined('owner')).toEqual([[tags(), "'/:id/tags'"], [undefined, undefined], true])
    expect(await joined(undefined, 'owner')).toEqual([[undefined, undefined], [undefined, undefined], false])
  })

  it('lists for who asks, wherever that is, where what a list filters by has owners', async () => {
    const all: Answers['features'] = {
      orders: { access: 'user', options: ['bulk'], fields: ['total:integer'] },
      tags: { access: 'owner', fields: ['order:references:cascade:many', 'label:string'] },
      labels: { access: 'owner', fields: ['name:string'] },
      'order-labels': {
        joinsOnly: true,
        primaryKey: ['order', 'label'],
        fields: ['order:references:cascade', 'label:references:cascade'],
      },
    }
    const tree = await render({ ...answers, features: all, extensions: { auth: {}, mail: {} } }, templates)
    for (const file of ['csv', 'routes']) {
      expect(text(tree, `features/orders/${file}.ts`)).toContain('listOrders(c.var.db, c.var.user, ')
    }
    expect(text(tree, 'features/orders/services.ts')).toContain('listOrders(db: Db, user: User, query')
  })

  it.each<[string, string, Partial<FeatureAnswer>]>([
    ['user', 'paxx feature create order-users order:references:cascade user:references:cascade', {}],
    ['customer', 'Change the access of that', { access: 'user' }],
    ['customer', 'Leave `many` out.', { fields: ['customer:references:many', 'order:references'] }],
    ['customer', 'paxx field rename orders customerId', {}],
  ])('refuses a join of a %s with orders: %s', async (other, hint, more) => {
    const fields = [`${other}:references:cascade`, 'order:references:cascade']
    const join: FeatureAnswer = { joinsOnly: true, primaryKey: [other, 'order'], fields, ...more }
    const all = { ...answers.features, joined: join }
    const rendered = render({ ...answers, features: all, extensions: { auth: {}, mail: {} } }, templates)
    await expect(rendered).rejects.toMatchObject({ hint: expect.stringContaining(hint) })
  })

  it.each(['labels:json', 'labelsTruncated:boolean', 'labelId:string'])('refuses to join what has a %s', (field) => {
    const fields = ['order:references:cascade', 'label:references:cascade']
    const all: Answers['features'] = {
      orders: { fields: [field] },
      labels: { fields: ['name:string'] },
      'order-labels': { joinsOnly: true, primaryKey: ['order', 'label'], fields },
    }
    const [name] = field.split(':')
    expect(() => readFeatures(all, ['order-labels'])).toThrow(`orders have \`${name}\``)
  })

  it('refuses a field of a whole that is called as its parts are, whichever comes first', () => {
    const items = { fields: ['order:references:cascade:many'] }
    const read = (field: string) => () => readFeatures({ orders: { fields: [field] }, items }, ['orders'])
    expect(read('total:integer')).not.toThrow()
    expect(read('items:json')).toThrow('those have `items` already')
    expect(read('itemsTruncated:boolean')).toThrow('those have `itemsTruncated` already')
  })

  it('writes models that say it all once', async () => {
    expect(text(await render(answers, templates), 'features/orders/models.ts')).toBe(`import { z } from 'zod'
import { references, text } from '#core/database/columns.ts'
import { table, type TableOf } from '#core/database/model.ts'

export const Order = table(
  'orders',
  {
    customerId: references('customers'),
    total: z.int().min(0),
    status: z.enum(['pending', 'paid']).default('pending'),
    gift: z.boolean().default(false),
    notes: text().nullable().default(null),
  },
  {
    indexes: [
      ['customerId', 'createdAt'],
      ['status', 'createdAt'],
      ['gift', 'createdAt'],
    ],
  },
)
export type Order = z.output<typeof Order>

declare module '#core/database/database.ts' {
  interface Database {
    orders: TableOf<typeof Order>
  }
}
`)
  })

  it('answers with no private column, and does not filter or sort by one', async () => {
    const tree = await render(answers, templates)
    expect(text(tree, 'features/customers/schemas.ts')).toContain('Customer.omit({ password: true }).register(')
    expect(text(tree, 'features/customers/schemas.ts')).toContain("pageQuery('createdAt', 'email')\n")
  })

  it('gives a feature pages beside its JSON, and what several of them need', async () => {
    const rendered = async (given: Partial<Answers>) => await render({ ...answers, ...withPages, ...given }, templates)
    const without = await rendered({})
    const { customers, orders } = answers.features
    const paged: Answers['features'] = {
      customers: { ...customers!, options: ['pages'] },
      orders: { ...orders!, options: ['versioned', 'pages'] },
    }
    const tree = await rendered({ features: paged })
    const added = [...tree.keys()].filter((path) => !without.has(path))
    const files = (name: string) => ['pages.test', 'pages', 'views'].map((file) => `features/${name}/${file}.ts`)
    expect(added.filter((path) => !/^core\/(database|http)\//.test(path)).toSorted()).toEqual(
      [
        ...files('customers'),
        ...files('orders'),
        ...['rows.test', 'rows', 'sections', 'seen'].map((file) => `core/html/${file}.ts`),
        'tests/forms.ts',
      ].toSorted(),
    )
    expect(text(tree, 'app.ts')).toContain("  app.route('/customers', pagesOfCustomers)\n")
    expect(text(tree, 'app.ts')).toContain("  app.route('/api/customers', customers)\n")
    expect(text(tree, 'features/orders/views.ts')).toContain(
      "linkTo('/customers', order.customerId, order.customer?.email)",
    )
    expect(text(tree, 'features/customers/views.ts')).not.toContain('password')
    const unversioned = await rendered({ features: { customers: paged['customers']!, orders: orders! } })
    expect(unversioned.has('core/html/seen.ts')).toBe(false)
  })

  it.each([
    [{ prefix: undefined }, 'news', 'The pages of news belong at `/news`, where its JSON is.'],
    [{ prefix: '/news/v1' }, 'news', 'the project serves something else there'],
    [{}, 'assets', 'the project serves something else there'],
    [{ extensions: {} }, 'news', '`news` is to have pages, and nothing in the project makes any.'],
  ] as const)('refuses pages of a project that has %j, of %s', async (more, name, reason) => {
    const paged = { [name]: { fields: ['title:string'], options: ['pages' as const] } }
    const { prefix, ...given } = { ...withPages, ...more }
    const rendered = render({ ...answers, ...given, ...(prefix && { prefix }), features: paged }, templates)
    await expect(rendered).rejects.toThrow(reason)
  })

  it('leaves out the files of features that are not asked for', async () => {
    const tree = await render(answers, templates, ['orders'])
    expect(tree.has('features/orders/models.ts')).toBe(true)
    expect(tree.has('features/customers/models.ts')).toBe(false)
    expect(text(tree, 'app.ts')).toBe(text(await render(answers, templates), 'app.ts'))
  })

  it.each(idTypes)('writes files that parse and are formatted, for any features with ids of %s', async (ids) => {
    await fc.assert(
      fc.asyncProperty(features, async (some) => {
        const tree = await render({ ...answers, ...withPages, ids, features: some }, templates)
        for (const [path, file] of tree) {
          if (!path.startsWith('features/') && path !== 'app.ts') continue
          expect(textOf(file), path).not.toMatch(/<%|%>|\[object |undefined\./)
          expect(await format(path, textOf(file), options), path).toBe(textOf(file))
        }
        for (const [name, feature] of readFeatures(some)) {
          const migration = await format('migration.ts', creationOf(feature, ids), options)
          expect(migration).toContain(`.createTable('${feature.names.table}')`)
          expect(readFeatures({ ...some, [name]: answerOf(feature) }).get(name)).toEqual(feature)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('the migration of a feature', () => {
  const migrationOf = async (name: string, ids: Answers['ids'] = 'integer') =>
    await format('migration.ts', creationOf(readFeatures(answers.features).get(name)!, ids), options)

  it.each(['postgres', 'mysql'] as const)('declares a reference with its table, on %s', async (engine) => {
    const orders = readFeatures(answers.features).get('orders')!
    const source = await format('migration.ts', creationOf(orders, 'integer', engine), options)
    expect(source).not.toContain('alterTable')
    expect(source).toMatch(/references\('customers\.id'\)|addForeignKeyConstraint\('orders_customer_id_foreign_key'/)
  })

  it('creates a table in the names of the database, and its indexes', async () => {
    expect(await migrationOf('orders')).toBe(`import { type Kysely, sql } from 'kysely'

const now = sql\`(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))\`

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('orders')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('customer_id', 'integer', (column) => column.notNull().references('customers.id').onDelete('restrict'))
    .addColumn('total', 'integer', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull().defaultTo('pending'))
    .addColumn('gift', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('notes', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull().defaultTo(now))
    .addColumn('updated_at', 'text', (column) => column.notNull().defaultTo(now))
    .addCheckConstraint('orders_status_check', sql\`"status" in ('pending', 'paid')\`)
    .execute()

  await db.schema
    .createIndex('orders_customer_id_created_at_index')
    .on('orders')
    .columns(['customer_id', 'created_at'])
    .execute()

  await db.schema.createIndex('orders_status_created_at_index').on('orders').columns(['status', 'created_at']).execute()
  await db.schema.createIndex('orders_gift_created_at_index').on('orders').columns(['gift', 'created_at']).execute()
  await db.schema.createIndex('orders_created_at_index').on('orders').column('created_at').execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('orders').execute()
}
`)
  })

  it('indexes by the id too, where it is no number that every index has', async () => {
    const migration = await migrationOf('orders', 'uuid')
    expect(migration).toContain(".addColumn('id', 'text', (column) => column.notNull().primaryKey())")
    expect(migration).toContain(".addColumn('customer_id', 'text', ")
    expect(migration).toContain(".columns(['customer_id', 'created_at', 'id'])")
  })

  it('gives each filter an index, and no column two that begin alike', async () => {
    const fields = [
      'boss:references=people:optional',
      'twin:references=people:optional:unique',
      'heir:references=people:optional:private',
      'rank:enum=low,high:index',
      'away:boolean',
      'hidden:boolean:private',
    ]
    const indexes = (feature: FeatureAnswer) =>
      [...creationOf(readFeatures({ people: feature }).get('people')!, 'integer').matchAll(/createIndex\("(.+?)"/g)]
        .map(([, name]) => name!.replace('people_', ''))
        .toSorted()

    expect(indexes({ fields })).toEqual([
      'away_created_at_index',
      'boss_id_created_at_index',
      'created_at_index',
      'heir_id_index',
      'rank_created_at_index',
      'rank_index',
      'twin_id_unique',
    ])
    expect(indexes({ fields, timestamps: false })).toEqual([
      'away_index',
      'boss_id_index',
      'heir_id_index',
      'rank_index',
      'twin_id_unique',
    ])
  })

  it('makes a unique index, which can be dropped', async () => {
    expect(await migrationOf('customers')).toContain(
      "await db.schema.createIndex('customers_email_unique').on('customers').column('email').unique().execute()",
    )
  })

  it('is undone by another, whose down brings the table back', async () => {
    const dropOf = async (name: string) =>
      await format('migration.ts', removalOf(readFeatures(answers.features).get(name)!, 'integer'), options)
    const body = (migration: string, name: string) =>
      new RegExp(`function ${name}\\(.*?\\n}\\n`, 's').exec(migration)![0].replace(/^.*\n/, '')
    for (const name of ['customers', 'orders']) {
      expect(body(await dropOf(name), 'up')).toBe(body(await migrationOf(name), 'down'))
    }
    expect(body(await dropOf('customers'), 'down')).toBe(body(await migrationOf('customers'), 'up'))
    // A check comes back with the name that it has in the migrations: here, there are none that gave it one.
    expect(body(await dropOf('orders'), 'down')).toMatch(/\.check\(sql`"status" in \('pending', 'paid'\)`\)/)
  })
})

describe('nextMigrationTime', () => {
  const now = new Date('2026-11-20T10:15:00Z')

  it.each([
    ['now, where there are none', [], '2026-11-20T10:15:00.000Z'],
    ['a second after one of this second', ['20261120101500'], '2026-11-20T10:15:01.000Z'],
    ['now, after one whose number is no date', ['20270000000000'], '2026-11-20T10:15:00.000Z'],
  ])('is %s', (_, times, expected) => {
    const files = times.map((at) => ({ at, message: 'x' }))
    expect(nextMigrationTime(files, now).toISOString()).toBe(expected)
  })
})

describe('migrationPath', () => {
  it('begins with the time in UTC', () => {
    expect(migrationPath(new Date('2026-11-20T10:15:00.999Z'), 'create_orders')).toBe(
      'migrations/20261120101500_create_orders.ts',
    )
  })
})

describe('readFeatures, of some', () => {
  it('reads another one when it is looked at', () => {
    const some = { ...answers.features, books: { fields: ['title:strin'] }, items: { fields: ['order:references'] } }
    expect(() => readFeatures(some)).toThrow('strin')
    const read = readFeatures(some, ['items'])
    expect([...read.keys()]).toEqual(Object.keys(some))
    expect(read.get('orders')).toEqual(readFeatures(answers.features).get('orders'))
    expect(() => read.get('books')!.fields).toThrow('strin')
  })

  it('checks those that are wanted', () => {
    const circle = { apples: { fields: ['pear:references'] }, pears: { fields: ['apple:references'] } }
    expect(() => readFeatures(circle, ['pears'])).toThrow('there could be no first one')
    expect(() => readFeatures({ ...circle, plums: { fields: ['fig:references'] } }, ['plums'])).toThrow('fig')
    expect([...readFeatures(circle, []).keys()]).toEqual(['apples', 'pears'])
  })
})

it('imports into a test nothing that it has no use for: a whole whose parts cannot be wrong', async () => {
  const given: Answers['features'] = {
    orders: { fields: ['total:integer'] },
    items: { fields: ['order:references:cascade:many', 'note:string:optional'] },
  }
  const tree = await render({ ...answers, features: given }, templates)
  expect(text(tree, 'features/orders/orders.test.ts')).not.toContain('createOrderWithParts')
})
