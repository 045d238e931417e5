import { code } from '../../schema/print/code.ts'
import type { Answers } from '../answers.ts'
import type { Field } from '../fields/field.ts'
import type { Slots, View } from '../template.ts'
import { given } from './drafts.ts'
import type { Feature, Features } from './feature.ts'
import { isBulk } from './options.ts'
import { isOwned, owner, ownedReferences } from './owned.ts'
import type { Render } from './relation-tests.ts'
import type { Part } from './templates.ts'

/** The file of a feature that there is only where it is for many rows at once. */
export const csvFile = 'csv.ts'

/** Those of the base. */
export const bulkFiles = [
  'core/database/batch.ts',
  'core/database/batch.test.ts',
  'core/http/csv.ts',
  'core/http/csv.test.ts',
]

/** Whether one of a project's own features is. */
export const hasBulk = (features: Features): boolean =>
  [...features.values()].some((feature) => feature.extension === undefined && isBulk(feature))

/** Whether rows have more than what clients send. */
const isCompleted = (feature: Feature, ids: Answers['ids']): boolean => ids === 'uuid' || isOwned(feature)

export const bulkView = (feature: Feature, ids: Answers['ids']): View => ({
  batchRows: isCompleted(feature, ids) ? 'rows' : 'chunk',
})

/** The lines that come with batches and files. */
export function bulkSlots(
  feature: Feature,
  features: Features,
  ids: Answers['ids'],
  view: View,
  part: Part,
  brought: Slots,
): Slots {
  if (!isBulk(feature)) return {}
  const added = [
    ...(ids === 'uuid' ? ['id: newId()'] : []),
    '...values',
    ...(isOwned(feature) ? ['ownerId: user.id'] : []),
  ]
  const rows = isCompleted(feature, ids) ? [`const rows = chunk.map((values) => ({ ${added.join(', ')} }))`] : []
  const insert = part(`insert-many-${ids}.ts`, view, { 'batch.rows': rows }).trimEnd()
  const slots = { 'batch.checks': checksOf(feature, features), 'batch.insert': [insert] }
  return {
    'routes.batch': [part('batch-route.ts', view, brought).trimEnd()],
    'schemas.batch': [part('batch-schemas.ts', view).trimEnd()],
    'services.batch': [part('batch-service.ts', view, slots).trimEnd()],
  }
}

const unique = ({ fields }: Feature): Field[] => fields.filter((field) => field.unique)
const references = ({ fields }: Feature): Field[] => fields.filter(({ type }) => type === 'references')

/** What says which row of a batch is refused: the database would say that one is. */
function checksOf(feature: Feature, features: Features): string[] {
  const owned = isOwned(feature) ? ownedReferences(feature, features) : []
  return [
    ...references(feature).map((field) => {
      const table = code(features.get(field.target!)!.names.plural)
      return `await requireRows(db, ${table}, all, ${code(field.name)}${owned.includes(field) ? ', ownedBy(user)' : ''})`
    }),
    ...unique(feature).map((field) => {
      const among = isOwned(feature) ? `, { ${owner.name}: user.id }` : ''
      return `await requireUnique(db, ${code(feature.names.plural)}, all, ${code(field.name)}${among})`
    }),
  ]
}

interface Imports {
  readonly routes: readonly string[]
  readonly schemas: readonly string[]
  readonly services: readonly string[]
}

export function bulkImports(feature: Feature): Imports {
  if (!isBulk(feature)) return { routes: [], schemas: [], services: [] }
  const checks = [
    ...(references(feature).length > 0 ? ['requireRows'] : []),
    ...(unique(feature).length > 0 ? ['requireUnique'] : []),
  ]
  return {
    routes: ["import { batchLimits } from '#core/database/batch.ts'"],
    schemas: ["import { batchOf, batchSize } from '#core/database/batch.ts'"],
    services: [`import { ${['inChunks', ...checks].join(', ')} } from '#core/database/batch.ts'`],
  }
}

/** The tests of batches and files. */
export function bulkTests(feature: Feature, features: Features, render: Render): string[] {
  if (!isBulk(feature)) return []
  const cases = [
    ...testsOf('batch-unique.ts', unique(feature), features, render),
    ...testsOf('batch-references.ts', references(feature), features, render),
  ]
  return [render('batch.ts', {}, { 'test.batch': cases })]
}

/** The tests that neither leads to rows of others. */
export function ownedBulkTests(feature: Feature, features: Features, render: Render): string[] {
  if (!isBulk(feature)) return []
  const owned = ownedReferences(feature, features)
  const others = unique(feature).filter((field) => !owned.includes(field))
  return [
    render('owned-batch.ts'),
    ...testsOf('owned-batch-unique.ts', others, features, render, 'stranger.user'),
    ...testsOf('owned-batch-references.ts', owned, features, render, 'stranger.user'),
  ]
}

const testsOf = (name: string, fields: readonly Field[], features: Features, render: Render, user?: string): string[] =>
  fields.length > 0
    ? [
        render(name, {
          names: fields.map((field) => code(field.name)).join(', '),
          given: given(fields, features, user),
        }),
      ]
    : []
