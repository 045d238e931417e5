import { code } from '../../schema/print/code.ts'
import type { Field } from '../fields/field.ts'
import { types } from '../fields/types.ts'
import type { Slots, View } from '../template.ts'
import { bulkTests, ownedBulkTests } from './bulk-slots.ts'
import { draftImports, given, needsParent, samplesOf } from './drafts.ts'
import type { Feature, Features } from './feature.ts'
import { isChangeable, isJoin } from './key.ts'
import { linksOf } from './link-slots.ts'
import { filtersOf, isFilter } from './lists.ts'
import { isBulk } from './options.ts'
import { isOwned, ownColumns, ownedReferences } from './owned.ts'
import { partsFile, partsOf } from './part-slots.ts'
import { linkTests, ownedRelationTests, partTests, type Render, relationTests, requiredOf } from './relation-tests.ts'
import type { Part } from './templates.ts'
import { deletionOf } from './version-slots.ts'

/** What a feature's tests have of its fields. The parts come only where a field gives cause. */
export function testSlots(feature: Feature, features: Features, view: View, part: Part): Slots {
  const { fields, names, primaryKey, timestamps } = feature
  const { access } = feature
  const render = (name: string, more: View = {}, slots: Slots = {}) =>
    part(name, { ...view, ...more }, slots).replace(/\n$/, '')
  const renderFor = (name: string, some: readonly Field[]) =>
    some.length > 0 ? [render(name, { names: list(some), given: given(some, features) })] : []

  const parts = partsOf(feature, features)
  const references = fields.filter(({ type }) => type === 'references')
  const changeable = fields.filter(({ name }) => !primaryKey.includes(name))
  const deleted = references.filter(({ target }) => features.get(target!)!.extension === undefined)
  const needsAdmin = deleted.some(({ target }) => deleterOf(feature, features.get(target!)!) === admin)
  const cases = filtersOf(feature).flatMap(filterCase)
  const conflicts = [
    ...(isJoin(feature) ? [render('duplicate.ts')] : []),
    ...renderFor('unique.ts', fields.filter(isUnique)),
    ...renderFor('missing-references.ts', references),
  ]
  const patchConflicts = [
    ...renderFor('unique-patch.ts', changeable.filter(isUnique)),
    ...renderFor('missing-references-patch.ts', changeable.filter(isReference)),
  ]
  return {
    'test.imports': [
      "import { garbage } from '#tests/garbage.ts'",
      ...(access || needsAdmin ? [`import { ${access ? 'type Client, ' : ''}signIn } from '#tests/auth.ts'`] : []),
      ...(parts.some(requiredOf) ? [`import { create${names.Singular}WithParts } from './${partsFile}'`] : []),
      ...draftImports(
        [
          ...references.filter((field) => !needsParent(field)).map(({ target }) => target!),
          ...[...parts, ...linksOf(feature, features)].map(({ target }) => target.names.kebab),
        ],
        feature,
        features,
      ),
    ],
    'test.types': [
      `import type { ${cases.length > 0 || isBulk(feature) ? `${names.Singular}Create, ` : ''}${names.Singular}Read } from './schemas.ts'`,
    ],
    'test.clients': access
      ? [
          render(isOwned(feature) ? 'owners.ts' : 'client.ts', {
            role: access === 'admin' ? ", { role: 'admin' }" : '',
          }),
        ]
      : [],
    answered: [
      ...ownColumns(feature).map(({ name }) => `${name}: expect.anything(),`),
      ...(isJoin(feature) ? [] : ['id: expect.anything(),']),
      ...(timestamps ? ['createdAt: expect.any(String),', 'updatedAt: expect.any(String),'] : []),
      ...fields.filter((field) => field.private).map(({ name }) => `${name}: undefined,`),
    ],
    invalid: fields.flatMap(invalidCases),
    'test.defaults': fields.some(isDefaulted) ? [render('defaults.ts', defaultsView(fields.filter(isDefaulted)))] : [],
    'test.conflicts': spaced(conflicts),
    'test.filters': [
      ...(cases.length > 0 ? [render('filters.ts', { cases: cases.join('\n  ') })] : []),
      ...references
        .filter(isFilter)
        .map((field) => render('filter-reference.ts', { field: field.name, given: given([field], features) })),
    ],
    'test.bulk': bulkTests(feature, features, render),
    'test.relations': [relationTests, partTests, linkTests].flatMap((give) => give(feature, features, render)),
    'test.patch': isChangeable(feature)
      ? [render('patch.ts', {}, { 'test.patch.conflicts': spaced(patchConflicts) })]
      : [],
    // What an extension brings goes by the routes that it has.
    'test.deletions': deleted.map((field) =>
      render(`delete-${field.onDelete}.ts`, {
        field: field.name,
        emptied: field.private ? '' : `${field.name}: null, `,
        given: given([field], features),
        targetPath: features.get(field.target!)!.names.path,
        targetDeletion: deletionOf(features.get(field.target!)!),
        deleter: deleterOf(feature, features.get(field.target!)!),
      }),
    ),
    'test.access': access ? closedTests(feature, features, render) : [],
  }
}

/** The tests of who is let in. */
function closedTests(feature: Feature, features: Features, render: Render): string[] {
  if (!isOwned(feature))
    return [render('closed.ts'), ...(feature.access === 'admin' ? [render('closed-admin.ts')] : [])]
  const references = ownedReferences(feature, features)
  const changeable = references.filter(({ name }) => !feature.primaryKey.includes(name))
  const unique = feature.fields.filter((field) => field.unique && !references.includes(field))
  const renderFor = (name: string, fields: readonly Field[]) =>
    fields.length > 0 ? [render(name, { names: list(fields), given: given(fields, features, 'stranger.user') })] : []
  const cases = [
    ...renderFor('owned-unique.ts', unique),
    ...renderFor('owned-references.ts', references),
    ...renderFor('owned-references-patch.ts', changeable),
    ...ownedRelationTests(feature, features, render),
    ...ownedBulkTests(feature, features, render),
  ]
  return [render('closed.ts'), render('owned.ts', {}, { 'test.owned': cases })]
}

/** Who may delete rows of another feature in the tests of one. */
function deleterOf({ access }: Feature, target: Feature): string {
  if (!target.access) return access ? 'me' : 'app'
  return access === 'admin' || (access && target.access !== 'admin') ? 'me' : admin
}

const admin = "(await signIn(app, db, { role: 'admin' }))"

const isReference = ({ type }: Field): boolean => type === 'references'
const isUnique = ({ unique }: Field): boolean => unique
const isDefaulted = (field: Field): boolean => field.optional || field.default !== undefined
const spaced = (texts: readonly string[]): string[] =>
  texts.flatMap((text, index) => (index === 0 ? [text] : ['', text]))

const defaultsView = (fields: readonly Field[]): View => ({
  leftOut: fields.map(({ name }) => `${name}: undefined`).join(', '),
  filledIn: fields
    .filter((field) => !field.private)
    .map(({ name, default: usual = null }) => `${name}: ${code(usual)}`)
    .join(', '),
})

const list = (fields: readonly Field[]): string => fields.map(({ name }) => code(name)).join(', ')

/** What a list that is filtered by a field gives, and what not; nothing where there is but one value. */
function filterCase(field: Field): string[] {
  const [one, other] = samplesOf(field)
  if (field.type === 'references' || one === other) return []
  return [`['${field.name}', { ${field.name}: ${one} }, { ${field.name}: ${other} }],`]
}

function invalidCases(field: Field): string[] {
  const { name, optional, default: usual } = field
  const missing = optional || usual !== undefined ? [] : [['missing', 'undefined']]
  const empty = optional ? [] : [['null', 'null']]
  const invalid = [...missing, ...empty, ...(types[field.type].invalid?.(field) ?? [])]
  return [
    ...invalid.map(([what, value]) => `['${name}', '${what}', ${value}],`),
    `...garbage('${name}', '${field.type}'),`,
  ]
}
