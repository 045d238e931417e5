import { code } from '../../schema/print/code.ts'
import type { Answers } from '../answers.ts'
import type { Slots, View } from '../template.ts'
import { accessView, userImport } from './access.ts'
import { bulkImports, bulkView } from './bulk-slots.ts'
import { unwrapped, zodOf } from './columns.ts'
import { changesOf, draftImports, draftValue, isCounted, needsOwner, needsParent } from './drafts.ts'
import type { Feature, Features } from './feature.ts'
import { tableIndexes } from './indexes.ts'
import { isChangeable, isJoin, keyView } from './key.ts'
import { linksOf, ownLinksOf } from './link-slots.ts'
import { filtersOf, sortableOf } from './lists.ts'
import { isVersioned } from './options.ts'
import { columnsOf, isOwned, uniquesOf, users } from './owned.ts'
import { pageView } from './page-slots.ts'
import { refusedQueries } from './refused.ts'
import { relationsView } from './relation-slots.ts'
import { versionView } from './version-slots.ts'

type Ids = Answers['ids']

/** What the templates of a feature may name. */
export function viewOf(feature: Feature, features: Features, ids: Ids): View {
  const { names, fields } = feature
  const secret = fields.filter((field) => field.private)
  return {
    ...names,
    tableFunction: feature.timestamps ? 'table' : 'bareTable',
    tableOptions: tableOptions(feature),
    omitPrivate: secret.length > 0 ? `.omit({ ${secret.map(({ name }) => `${name}: true`).join(', ')} })` : '',
    sortable: sortableOf(feature).map(code).join(', '),
    filters: filterSchema(feature, features),
    idImports: ids === 'uuid' ? '{ type Id, newId }' : 'type { Id }',
    letRows: filtersOf(feature).length + linksOf(feature, features).length > 0 ? 'let' : 'const',
    touched: touched(feature),
    draftDb: fields.some(needsParent) ? 'db' : '_db',
    ...keyView(feature, ids),
    ...accessView(feature, features),
    ...versionView(feature),
    ...bulkView(feature, ids),
    ...pageView(feature, features),
    refusal: isVersioned(feature) ? `await refusal(db${isOwned(feature) ? ', user' : ''}, id)` : 'notFound(id)',
    ...relationsView(feature, features),
    changes: isChangeable(feature) ? changesOf(feature, features) : '',
    refusedQueries: refusedQueries(feature, features).map(code).join(', '),
    compare: comparison(feature),
  }
}

/** What an update sets beside the changes; there must be something, as those may be none. */
function touched(feature: Feature): string {
  const set = [
    ...(feature.timestamps ? ['updatedAt: new Date().toISOString()'] : []),
    ...(isVersioned(feature) ? ['version: nextVersion'] : []),
  ]
  return set.join(', ') || 'id'
}

/** What a model says of its table beside the columns. */
function tableOptions(feature: Feature): string {
  const [indexes, unique] = [tableIndexes(feature), uniquesOf(feature)]
  const options = {
    ...(isJoin(feature) && { primaryKey: feature.primaryKey }),
    ...(indexes.length > 0 && { indexes }),
    ...(unique.length > 0 && { unique }),
  }
  return Object.keys(options).length > 0 ? `, ${code(options)}` : ''
}

/** How a test sorts what a list sorts by: bigints are text, and sort as numbers. */
function comparison({ fields, ...feature }: Feature): string {
  const bigints = fields.filter(({ type }) => type === 'bigint').map(({ name }) => name)
  const sorted = sortableOf({ fields, ...feature }).filter((name) => bigints.includes(name))
  if (sorted.length === 0) return '(a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)'
  return `(a: string, b: string) => ((${code(sorted)}.includes(field) ? BigInt(a) < BigInt(b) : a < b) ? -1 : 1)`
}

function filterSchema(feature: Feature, features: Features): string {
  const own = filtersOf(feature).map((field) => {
    if (field.type === 'references') return `${field.name}: IdParam.optional()`
    if (field.type === 'boolean') return `${field.name}: BooleanParam.optional()`
    return `${field.name}: ${unwrapped(feature.names.Singular, field)}.optional()`
  })
  const schemas = [...own, ...linksOf(feature, features).map(({ field }) => `${field.name}: IdParam.optional()`)]
  return schemas.length > 0 ? `.extend({ ${schemas.join(', ')} })` : ''
}

/** The lines that a feature's fields bring into its templates. */
export function slotsOf(feature: Feature, features: Features): Slots {
  const { fields, timestamps } = feature
  const columns = columnsOf(feature).map((field) => `${field.name}: ${zodOf(field)},`)
  const owners = needsOwner(feature, features) ? [users] : []
  return {
    'models.imports': modelImports(columns.join('\n'), feature),
    columns: timestamps || isJoin(feature) ? columns : ['id: Id,', ...columns],
    'schemas.imports': [
      ...bulkImports(feature).schemas,
      ...modelHelpers(feature),
      `import { ${ownLinksOf(feature, features).length > 0 ? 'Id, ' : ''}IdParam } from '#core/database/id.ts'`,
      `import { ${filtersOf(feature).some(({ type }) => type === 'boolean') ? 'BooleanParam, ' : ''}pageOf, pageQuery } from '#core/database/pagination.ts'`,
    ],
    filters: filtersOf(feature).map(
      ({ name }) => `if (query.${name} !== undefined) rows = rows.where('${name}', '=', query.${name})`,
    ),
    'factory.imports': [
      ...(isOwned(feature) ? [userImport] : []),
      ...draftImports([...fields.filter(needsParent).map(({ target }) => target!), ...owners], feature, features),
    ],
    'factory.counter': fields.some(isCounted) ? ['let n = 0\n'] : [],
    'factory.count': [
      ...(fields.some(isCounted) ? ['n += 1'] : []),
      ...owners.map(() => 'const user = await createUser(db, await draftUser(db))'),
    ],
    draft: fields.map((field) => `${field.name}: ${draftValue(field, features)},`),
  }
}

function modelHelpers(feature: Feature): string[] {
  const used = [...(feature.timestamps ? ['generatedColumns'] : []), ...(isChangeable(feature) ? ['patch'] : [])]
  return used.length > 0 ? [`import { ${used.join(', ')} } from '#core/database/model.ts'`] : []
}

/** What core/database/columns.ts has for models. */
const helpers = [
  'bigint',
  'column',
  'date',
  'datetime',
  'decimal',
  'email',
  'json',
  'notBlank',
  'references',
  'text',
  'url',
  'uuid',
]

/** The import of those that code uses. */
export function columnImports(source: string): string[] {
  const used = helpers.filter((name) => {
    return new RegExp(`(?<!\\.)\\b${name}(?=\\(|, |\\))`).test(source.replaceAll(/"(?:[^"\\]|\\.)*"/g, ''))
  })
  return used.length > 0 ? [`import { ${used.join(', ')} } from '#core/database/columns.ts'`] : []
}

function modelImports(columns: string, feature: Feature): string[] {
  return [
    ...columnImports(columns),
    ...(feature.timestamps || isJoin(feature) ? [] : ["import { Id } from '#core/database/id.ts'"]),
    `import { ${feature.timestamps ? 'table' : 'bareTable'}, type TableOf } from '#core/database/model.ts'`,
  ]
}
