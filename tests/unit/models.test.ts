import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadTemplates } from '../../src/project/templates.ts'
import type { Answers } from '../../src/render/answers.ts'
import { readFeatures } from '../../src/render/features/feature.ts'
import { format, type FormatOptions } from '../../src/render/format.ts'
import { compareModel } from '../../src/render/models/compare-model.ts'
import { render } from '../../src/render/render.ts'
import { textOf } from '../../src/render/tree.ts'
import { answers, withPages } from './answers.ts'
import { features } from './arbitraries.ts'

const templates = await loadTemplates()

/** The sources of the models of features, in a layout. */
async function modelsOf(given: Answers['features'], options?: FormatOptions): Promise<Map<string, string>> {
  const tree = await render({ ...answers, ...withPages, features: given }, templates)
  const sources = Object.keys(given).map(async (name) => {
    const path = `features/${name}/models.ts`
    const source = textOf(tree.get(path)!)
    return [name, options ? await format(path, source, options) : source] as const
  })
  return new Map(await Promise.all(sources))
}

/** What a model says of `orders`, once some of its text is another. */
async function edited(fields: string[], ...edits: readonly (readonly [string, string])[]) {
  const given = { customers: { fields: ['name:string'] }, orders: { fields } }
  const source = edits.reduce(
    (text, [old, fresh]) => {
      expect(text).toContain(old)
      return text.replace(old, fresh)
    },
    (await modelsOf(given)).get('orders')!,
  )
  const all = readFeatures(given)
  return compareModel(source, all.get('orders')!, all)
}

const fields = [
  'customer:references',
  'total:integer:min=0',
  'status:enum=open,paid:default=open',
  'notes:text:optional',
]

describe('compareModel', () => {
  it('finds nothing in what was rendered, however it is laid out', async () => {
    const layout = fc.record({ semi: fc.boolean(), singleQuote: fc.boolean(), printWidth: fc.constantFrom(40, 120) })
    await fc.assert(
      fc.asyncProperty(features, layout, async (given, options) => {
        const all = readFeatures(given)
        for (const [name, source] of await modelsOf(given, options)) {
          const feature = all.get(name)!
          expect(compareModel(source, feature, all)).toEqual({
            fields: feature.fields,
            differences: [],
            leftAlone: [],
            lacking: [],
          })
        }
      }),
      { numRuns: 40 },
    )
  })

  it('reads any field that a person might have written into a model as a command would have', async () => {
    await fc.assert(
      fc.asyncProperty(features, async (some) => {
        // A model does not say what is private.
        const given = JSON.parse(JSON.stringify(some).replaceAll(':private', '')) as typeof some
        const all = readFeatures(given)
        for (const [name, source] of await modelsOf(given)) {
          const feature = all.get(name)!
          const compared = compareModel(source, { ...feature, fields: [] }, all)!
          const synced = {
            ...given,
            [name]: { ...given[name]!, fields: compared.differences.map((one) => one.models!) },
          }
          expect(compared.leftAlone).toEqual([])
          expect((await modelsOf(synced)).get(name)).toBe(source)
        }
      }),
      { numRuns: 20 },
    )
  })

  it.each<[name: string, old: string, fresh: string, models: string | undefined, field: string]>([
    ['another type', 'z.int().min(0)', 'z.number().min(0)', 'total:float:min=0', 'total'],
    ['no bound', 'z.int().min(0)', 'z.int()', 'total:integer', 'total'],
    [
      'an index',
      'z.int().min(0)',
      'z.int().min(0).register(column, { index: true })',
      'total:integer:index:min=0',
      'total',
    ],
    [
      'other values',
      "['open', 'paid']",
      "['open', 'paid', 'sent']",
      'status:enum=open,paid,sent:default=open',
      'status',
    ],
    ['another default', "default('open')", "default('paid')", 'status:enum=open,paid:default=paid', 'status'],
    ['no null', 'text().nullable().default(null)', 'text().check(notBlank)', 'notes:text', 'notes'],
    ['blanks', 'text().nullable().default(null)', 'text()', 'notes:text:min=0', 'notes'],
    [
      'what is done on delete',
      "references('customers')",
      "references('customers', { onDelete: 'cascade' })",
      'customer:references:cascade',
      'customerId',
    ],
    [
      'a new field',
      '    notes:',
      '    paid: z.boolean().default(false), // mine\n    notes:',
      'paid:boolean:default=false',
      'paid',
    ],
    ['a field less', '    notes: text().nullable().default(null),', '', undefined, 'notes'],
  ])('finds %s', async (_, old, fresh, models, field) => {
    const compared = await edited(fields, [old, fresh])
    expect(compared!.differences).toEqual([
      { field, answers: fields.find((text) => text.startsWith(field.replace('Id', ''))), models },
    ])
    expect(compared!.leftAlone).toEqual([])
  })

  it('leaves alone what no field says, and keeps the fields beside it', async () => {
    const compared = await edited(
      fields,
      ['z.int().min(0)', 'z.int().min(0).refine((total) => total % 5 === 0)'],
      [
        '    notes:',
        "    ...shared,\n    code: z.string().regex(/^[a-z,'(]+$/),\n    otherId: references('elsewhere'),\n    notes:",
      ],
      ['indexes: [', "checks: ['total < 1000'],\n    indexes: [\n      ['total', 'createdAt'],"],
    )
    expect(compared).toMatchObject({ differences: [], fields: [{}, { name: 'total', min: 0 }, {}, { name: 'notes' }] })
    expect(compared!.leftAlone.map((line) => line.split(':')[0])).toEqual([
      'total',
      'code',
      'otherId',
      '...shared',
      'indexes',
      'checks',
    ])
  })

  it.each([
    ['it is called otherwise', 'export const Order = ', 'export const Bill = '],
    ['it is made by a function', "table(\n  'orders'", "make(\n  'orders'"],
    ['it does not end', '})', ''],
  ])('reads nothing where %s', async (_, old, fresh) => {
    const given = { orders: { fields: ['total:integer', 'status:enum=a,b:default=a'] } }
    const source = (await modelsOf(given)).get('orders')!
    const all = readFeatures(given)
    expect(
      compareModel(
        source.slice(0, fresh === '' ? source.indexOf('total') : undefined).replace(old, fresh),
        all.get('orders')!,
        all,
      ),
    ).toBe(undefined)
  })
})
