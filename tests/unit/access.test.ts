import { describe, expect, it } from 'vitest'
import { loadTemplates } from '../../src/project/templates.ts'
import { type Answers, databases, type FeatureAnswer, idTypes } from '../../src/render/answers.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { readFeatures } from '../../src/render/features/feature.ts'
import { givenFeatures } from '../../src/render/features/given.ts'
import { ejectFeature, readOwn } from '../../src/render/features/own.ts'
import { compareModel } from '../../src/render/models/compare-model.ts'
import { render } from '../../src/render/render.ts'
import { textOf } from '../../src/render/tree.ts'
import { answers as none } from './answers.ts'
import { door } from './provider.ts'

const loaded = await loadTemplates()
const templates = { ...loaded, extensions: { ...loaded.extensions, door: door() } }
const withDoor: Answers = { ...none, extensions: { door: {} } }

const owned: Answers['features'] = {
  products: { access: 'user', fields: ['name:string'] },
  customers: { access: 'owner', fields: ['email:email:unique', 'parent:references=customers:optional'] },
  orders: { access: 'owner', fields: ['buyer:references=customers', 'seller:references=customers', 'total:integer'] },
  likes: { access: 'owner', primaryKey: ['orderId', 'productId'], fields: ['order:references', 'product:references'] },
  lines: {
    access: 'owner',
    primaryKey: ['orderId', 'productId'],
    fields: ['order:references', 'product:references', 'by:references=customers', 'count:integer'],
  },
}

const renderFiles = async (answers: Answers, own = templates): Promise<Map<string, string>> =>
  new Map([...(await render(answers, own))].map(([path, file]) => [path, textOf(file)]))

/** The statements of a text that read, change or delete rows of a table. */
const queriesOn = (table: string, text: string): string[] =>
  [...text.matchAll(new RegExp(String.raw`\.(?:selectFrom|updateTable|deleteFrom)\('${table}'\)`, 'g'))].map(
    ({ index }) => text.slice(index, text.indexOf('\n}', index)).split(/\n\n|\n {2}(?=let|return|await|if)/, 1)[0]!,
  )

describe.each(databases)('a feature whose rows have owners, on %s', (database) => {
  it.each(idTypes)('has no query that is not theirs, with ids that are %s', async (ids) => {
    const files = await renderFiles({ ...withDoor, database, ids, features: owned })
    for (const [name, { access }] of Object.entries(owned)) {
      const services = files.get(`features/${name}/services.ts`)!
      const queries = queriesOn(name, services)
      expect(queries.length).toBeGreaterThanOrEqual(3)
      const open = queries.filter((query) => !query.includes('.where(ownedBy(user))'))
      expect(open).toEqual(access === 'owner' ? [] : queries)
    }
  })

  it('asks of every reference to a row with an owner whose it is, and of no other', async () => {
    const files = await renderFiles({ ...withDoor, database, features: owned })
    const checksOf = (name: string) =>
      [...files.get(`features/${name}/services.ts`)!.matchAll(/requireOwned\(db, user, (.+)\)/g)].map(
        ([, text]) => text,
      )
    expect(checksOf('orders')).toEqual([
      "'customers', { buyerId: values.buyerId, sellerId: values.sellerId }",
      "'customers', { buyerId: changes.buyerId, sellerId: changes.sellerId }",
    ])
    expect(checksOf('likes')).toEqual(["'orders', { orderId: values.orderId }"])
    expect(checksOf('lines')).toEqual([
      "'orders', { orderId: values.orderId }",
      "'customers', { byId: values.byId }",
      "'customers', { byId: changes.byId }",
    ])
  })
})

it('lets nobody in where no extension says who asks', async () => {
  await expect(render({ ...none, features: { products: owned['products']! } }, templates)).rejects.toMatchObject({
    code: 'ACCESS_UNPROVIDED',
    hint: expect.stringContaining('paxx add door'),
  })
})

it.each([
  [{ features: {} }, undefined, 'provides access, and has no feature `users`'],
  [{}, 'core/ownership.ts', 'provides access, and has no files/core/ownership.ts'],
  [{}, 'tests/auth.ts', 'provides access, and has no files/tests/auth.ts'],
])('takes no extension that says so and lacks what it takes: %j %s', (more, without, message) => {
  expect(() => door(more, without)).toThrow(message)
})

describe('a reference to a row that has an owner', () => {
  const order =
    (access: FeatureAnswer['access'], more: Partial<FeatureAnswer> = {}) =>
    () => {
      const { customers } = owned
      const orders: FeatureAnswer = { ...(access && { access }), fields: ['customer:references'], ...more }
      return readFeatures(
        givenFeatures({ ...withDoor, features: { customers: customers!, orders } }, templates.extensions),
      )
    }

  it('is for rows of owners, and for administrators', () => {
    expect(order('owner')).not.toThrow()
    expect(order('admin')).not.toThrow()
    expect(order(undefined)).toThrow('whose rows have owners, and everybody may use orders.')
    expect(order('user')).toThrow('whose rows have owners, and whoever is signed in may use orders.')
  })

  it('is in the key of a join whose rows have owners, which would not be one for each of them else', () => {
    const key = ['userId', 'customerId']
    const fields = ['user:references', 'customer:references']
    expect(order('owner', { primaryKey: key, fields })).not.toThrow()
    const others = ['user:references', 'boss:references=users']
    expect(order('owner', { primaryKey: ['userId', 'bossId'], fields: others })).toThrow('that has no owners')
  })

  it('leaves `ownerId` to paxx', () => {
    expect(order('owner', { fields: ['owner:references=users'] })).toThrow('has a field `ownerId`')
    expect(order('admin', { fields: ['owner:references=users'] })).not.toThrow()
  })
})

it.each(['owner', 'user', 'admin'] as const)('keeps `%s` in paxx.json', (access) => {
  const { answers } = addFeature(withDoor, { name: 'tags', fields: ['label:string'], access }, templates.extensions)
  expect(answers.features).toEqual({ tags: { access, fields: ['label:string'] } })
})

it('finds nothing in the models of rows that have owners, and takes over what is unique for each of them', async () => {
  const files = await renderFiles({ ...withDoor, features: owned })
  const features = readFeatures(givenFeatures({ ...withDoor, features: owned }, templates.extensions))
  const compared = (name: string, old = '', fresh = '') =>
    compareModel(files.get(`features/${name}/models.ts`)!.replace(old, fresh), features.get(name)!, features)!
  for (const name of Object.keys(owned)) {
    const { fields } = features.get(name)!
    expect(compared(name)).toEqual({ fields, differences: [], leftAlone: [], lacking: [] })
  }
  const open = compared('customers', "['ownerId', 'email']", "['email', 'parentId']")
  expect(open.differences).toEqual([{ field: 'email', answers: 'email:email:unique', models: 'email:email' }])
  expect(open.leftAlone).toEqual(['unique: ["email", "parentId"]'])
})

describe('a template of the project’s own', () => {
  const ejected = ejectFeature(templates.feature)
  const services = 'templates/feature/services.ts.eta'
  const renderOwn = async (file: string, edit: (text: string) => string, access: 'owner' | 'user' | 'admin') => {
    const own = new Map(
      [...ejected].map(([path, { content }]) => [path, path === file ? edit(`${content}`) : `${content}`]),
    )
    expect(own.get(file)).not.toBe(`${ejected.get(file)!.content}`)
    const { answers } = addFeature(
      { ...withDoor, ejected: ['feature'] },
      { name: 'tags', fields: ['label:string'], access },
      templates.extensions,
    )
    return await render(answers, { ...templates, own: readOwn(own) })
  }

  it.each([
    [services, '<%= owned %>', 'has no `owned`', 'rows = '],
    [services, "<%~ slot('services.find') %>\n", 'has no `services.find`', "<%~ slot('services.find') %>"],
    ['templates/feature-parts/update.ts.eta', '<%= owned %>', 'has no `owned`', ".where('id', '=', id)<%= owned %>"],
    ['templates/feature-parts/find-owned.ts.eta', '<%= owned %>', 'has no `owned`', 'const find'],
    ['templates/feature/routes.ts.eta', '<%= guard %>', 'has no `guard`', 'createRouter()<%= guard %>'],
    ['templates/feature/schemas.ts.eta', '<%= omitGenerated %>', 'has no `omitGenerated`', 'Create = '],
    ['templates/feature/[name].test.ts.eta', "<%~ slot('test.access') %>\n", 'has no `test.access`', 'test.access'],
  ])('is an error that says how to go on: %s without %s', async (file, tag, message, hint) => {
    await expect(renderOwn(file, (text) => text.replaceAll(tag, ''), 'owner')).rejects.toMatchObject({
      code: 'TEMPLATE_INVALID',
      message: expect.stringContaining(`${file} ${message}`),
      hint: expect.stringContaining(hint),
    })
  })

  it('is one where a single query of it would find the rows of others', async () => {
    const last = (text: string) =>
      text.slice(0, text.lastIndexOf('<%= owned %>')) + text.slice(text.lastIndexOf('<%= owned %>') + 12)
    await expect(renderOwn(services, last, 'owner')).rejects.toMatchObject({
      message: `${services} has a query without \`<%= owned %>\`, which would find rows of others.`,
    })
  })

  it('needs only what an answer needs', async () => {
    await expect(renderOwn(services, (text) => text.replaceAll('<%= owned %>', ''), 'user')).resolves.toBeDefined()
    await expect(
      renderOwn('templates/feature/routes.ts.eta', (text) => text.replace('<%= guard %>', ''), 'user'),
    ).rejects.toThrow('`guard`')
  })
})
