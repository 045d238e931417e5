import { expect, it } from 'vitest'
import { loadTemplates } from '../../src/project/templates.ts'
import { type Answers, databases, idTypes } from '../../src/render/answers.ts'
import { entersFeatures } from '../../src/render/extensions/enters-features.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { readFeatures } from '../../src/render/features/feature.ts'
import { givenFeatures } from '../../src/render/features/given.ts'
import { ejectFeature, readOwn } from '../../src/render/features/own.ts'
import { featureTable } from '../../src/render/features/table.ts'
import { compareModel } from '../../src/render/models/compare-model.ts'
import { render } from '../../src/render/render.ts'
import { textOf } from '../../src/render/tree.ts'
import { answers as none } from './answers.ts'
import { door } from './provider.ts'

const loaded = await loadTemplates()
const templates = { ...loaded, extensions: { ...loaded.extensions, door: door() } }
const versioned: Answers = {
  ...none,
  extensions: { door: {} },
  features: {
    customers: { options: ['versioned'], access: 'owner', fields: ['email:email:unique'] },
    orders: { options: ['versioned'], fields: ['total:integer'] },
  },
}

const renderFiles = async (answers: Answers, own = templates): Promise<Map<string, string>> =>
  new Map([...(await render(answers, own))].map(([path, file]) => [path, textOf(file)]))

const files = ['core/database/versions.ts', 'core/http/etag.ts']

it.each(databases.flatMap((database) => idTypes.map((ids) => [database, ids] as const)))(
  'asks in each statement that writes whether the row is as it was seen: on %s, with ids that are %s',
  async (database, ids) => {
    const rendered = await renderFiles({ ...versioned, database, ids })
    for (const name of ['customers', 'orders']) {
      const services = rendered.get(`features/${name}/services.ts`)!
      for (const statement of [`updateTable('${name}')`, `deleteFrom('${name}')`]) {
        const [, rest = ''] = services.split(statement)
        expect(rest.slice(0, rest.indexOf('execute'))).toContain('.where(asSeen(seen))')
      }
      expect(services).toContain('version: nextVersion')
    }
  },
)

it('has nothing of versions in a project where no feature has them', async () => {
  const features = { orders: { fields: ['total:integer'] } }
  const [plain, other] = [await renderFiles({ ...none, features }), await renderFiles(versioned)]
  expect(files.filter((file) => plain.has(file))).toEqual([])
  expect(files.filter((file) => other.has(file))).toEqual(files)
  const told = [...plain].filter(([, text]) => /If-Match|\bseen\b|Precondition|versions\.ts/.test(text))
  expect(told.map(([path]) => path).filter((path) => !path.startsWith('vendor/'))).toEqual([])
})

it('finds nothing in a model that it made, and has the table that it says', async () => {
  const rendered = await renderFiles(versioned)
  const features = readFeatures(givenFeatures(versioned, templates.extensions))
  for (const name of ['customers', 'orders']) {
    const feature = features.get(name)!
    const compared = compareModel(rendered.get(`features/${name}/models.ts`)!, feature, features)
    expect(compared).toEqual({ fields: feature.fields, differences: [], leftAlone: [], lacking: [] })
    expect(featureTable(feature, 'integer', 'sqlite').columns).toContainEqual({
      name: 'version',
      type: 'integer',
      nullable: false,
      default: '1',
    })
  }
})

it('keeps what a feature has beside its fields in one order, and once', () => {
  const request = { name: 'tags', fields: ['label:string'], options: ['versioned', 'versioned'] as const }
  expect(addFeature(none, request).answers.features).toEqual({
    tags: { options: ['versioned'], fields: ['label:string'] },
  })
})

it.each([
  [{ fields: ['version:integer'] }, 'FIELD_TAKEN'],
  [{ fields: ['one:references=orders', 'other:references=orders'], primaryKey: ['one', 'other'] }, 'OPTION_INVALID'],
])('refuses versions of %j', (answer, code) => {
  const wrong = () =>
    readFeatures({ orders: { fields: ['total:integer'] }, tags: { ...answer, options: ['versioned'] } })
  expect(wrong).toThrow(expect.objectContaining({ code }))
})

it.each([
  ['feature/routes.ts', "<%~ slot('routes.precondition') %>\n", 'routes.precondition'],
  ['feature/routes.ts', '<%= ifMatch %>', 'ifMatch'],
  ['feature/services.ts', '<%= asSeen %>', 'asSeen'],
  ['feature-parts/update-versioned.ts', '<%= asSeen %>', 'asSeen'],
])('refuses a template of the project’s own that loses updates: %s without %j', async (file, tag, name) => {
  const own = new Map([...ejectFeature(templates.feature)].map(([path, { content }]) => [path, `${content}`]))
  const path = `templates/${file}.eta`
  own.set(path, own.get(path)!.replaceAll(tag, ''))
  const ejected: Answers = { ...versioned, ejected: ['feature'] }
  await expect(render(ejected, { ...templates, own: readOwn(own) })).rejects.toThrow(`${path} has no \`${name}\``)
})

it.each(databases.flatMap((database) => idTypes.map((ids) => [database, ids] as const)))(
  'creates a batch of the rows of owners as one of them: on %s, with ids that are %s',
  async (database, ids) => {
    const fields = ['code:string:unique', 'customer:references', 'tag:references']
    const features: Answers['features'] = {
      tags: { access: 'user', fields: ['label:string'] },
      customers: { access: 'owner', fields: ['name:string'] },
      orders: { options: ['bulk'], access: 'owner', fields },
    }
    const rendered = await renderFiles({ ...versioned, database, ids, features })
    const services = rendered.get('features/orders/services.ts')!
    expect(services).toContain("await requireRows(db, 'customers', all, 'customerId', ownedBy(user))")
    expect(services).toContain("await requireRows(db, 'tags', all, 'tagId')")
    expect(services).toContain("await requireUnique(db, 'orders', all, 'code', { ownerId: user.id })")
    expect(/const rows = chunk.map\(.*/.exec(services)?.[0]).toContain('ownerId: user.id }')
    expect(rendered.get('features/orders/csv.ts')).toContain('.use(signedIn)')
  },
)

it('has a POST of each feature done once where an extension brings that, after its guard, and a template has room for it', async () => {
  const join = { fields: ['one:references=orders', 'other:references=orders'], primaryKey: ['oneId', 'otherId'] }
  const features: Answers['features'] = {
    ...versioned.features,
    orders: { options: ['bulk'], fields: ['total:integer'] },
  }
  const answers: Answers = {
    ...versioned,
    extensions: { door: {}, idempotency: {} },
    features: { ...features, pairs: join },
  }
  const rendered = await renderFiles(answers)
  for (const [name, posts] of [
    ['customers', 1],
    ['orders', 2],
    ['pairs', 1],
  ] as const) {
    const routes = rendered.get(`features/${name}/routes.ts`)!
    expect(routes.match(/validate\('json', [^)]+\),\s+idempotent,/g)).toHaveLength(posts)
  }
  const own = new Map([...ejectFeature(templates.feature)].map(([path, { content }]) => [path, `${content}`]))
  const file = 'templates/feature/routes.ts.eta'
  own.set(file, own.get(file)!.replace("    <%~ slot('routes.post') %>\n", ''))
  const ejected = render({ ...answers, ejected: ['feature'] }, { ...templates, own: readOwn(own) })
  await expect(ejected).rejects.toThrow(`${file} has no \`routes.post\``)
})

it.each([
  [{}, { idempotency: {} }, true],
  [{ idempotency: {}, docker: {} }, { docker: {} }, true],
  [{ idempotency: {} }, { idempotency: {}, redis: {} }, false],
])('changes features where what enters them comes or goes: %j, %j', (old, fresh, enters) => {
  const [before, after] = [old, fresh].map((extensions): Answers => ({ ...none, extensions }))
  expect(entersFeatures(before!, after!, templates.extensions)).toBe(enters)
})
