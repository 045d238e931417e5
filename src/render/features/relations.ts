import { code } from '../../schema/print/code.ts'
import type { Field } from '../fields/field.ts'
import { referenceName } from '../fields/name.ts'
import { objectKeys } from '../reserved.ts'
import type { Slots, View } from '../template.ts'
import type { Feature, Features } from './feature.ts'
import { isChangeable } from './key.ts'
import { filtersOf } from './lists.ts'
import { isOwned } from './owned.ts'
import type { Part } from './templates.ts'

/** What `?include=` adds to the rows of a feature: the row that a field of theirs refers to. */
interface Relation {
  readonly name: string
  readonly field: Field
  readonly target: Feature
  /** Whether its rows may be somebody else's than those of who asks: administrators may read all. */
  readonly isScoped: boolean
}

/** Those whose rows everybody may read who may read the feature's, in an answer where nothing else has their name. */
export function relationsOf(feature: Feature, features: Features): Relation[] {
  if (filtersOf(feature).some(({ name }) => name === 'include')) return []
  const taken = new Set(['id', 'createdAt', 'updatedAt', ...objectKeys, ...feature.fields.map(({ name }) => name)])
  return feature.fields
    .filter((field) => field.target !== undefined && !field.private && !taken.has(referenceName(field)))
    .map((field) => [field, features.get(field.target!)!] as const)
    .filter(([, target]) => target.extension === undefined && rankOf(target) <= rankOf(feature))
    .map(([field, target]) => {
      return { name: referenceName(field), field, target, isScoped: isOwned(feature) && isOwned(target) }
    })
}

/** How few may read it. Of owners' rows, a query finds those that whoever asks may read. */
const rankOf = ({ access }: Feature): number => (access === undefined ? 0 : access === 'admin' ? 2 : 1)

/** The file of a feature that there is only where it has any. */
export const relationsFile = 'relations.ts'

export const hasRelations = (feature: Feature, features: Features): boolean => relationsOf(feature, features).length > 0

/** Whether any of a project's own has some. */
export const areRelated = (features: Features): boolean =>
  [...features.values()].some((feature) => feature.extension === undefined && hasRelations(feature, features))

/** The names that templates have for what is answered, and how it is asked for. */
export function relationsView(feature: Feature, features: Features): View {
  const { Singular } = feature.names
  const relations = relationsOf(feature, features)
  const isRelated = relations.length > 0
  const schemas = isRelated ? ['Create', 'Params', 'Read'] : ['Create', 'Page', 'Params', 'Query', 'Read']
  return {
    schemas: [...schemas, ...(isChangeable(feature) ? ['Update'] : [])].map((name) => Singular + name).join(', '),
    Shown: isRelated ? `${Singular}WithRelations` : `${Singular}Read`,
    ShownPage: isRelated ? `${Singular}WithRelationsPage` : `${Singular}Page`,
    ListQuery: isRelated ? `${Singular}ListQuery` : `${Singular}Query`,
    includeQuery: isRelated ? `validate('query', ${Singular}Include), ` : '',
    relations: relations.map(({ name, field, target }) => code([name, field.name, target.names.path])).join(', '),
    relationNames: relations.map(({ name }) => name).join(),
    spies: isRelated ? ', vi' : '',
  }
}

/** The lines that a feature's relations bring into its templates. */
export function relationSlots(feature: Feature, features: Features, view: View, part: Part): Slots {
  const relations = relationsOf(feature, features)
  const isRelated = relations.length > 0
  const body = (name: string) => [part(isRelated ? `${name}-included.ts` : `${name}.ts`, view).trimEnd()]
  return {
    'routes.list': body('list'),
    'routes.get': body('get'),
    ...(isRelated && { relations: relations.map(declare), 'relations.imports': relationImports(relations, feature) }),
  }
}

/** What routes import for their relations. */
export function routeImports(feature: Feature, features: Features): string[] {
  if (!hasRelations(feature, features)) return []
  const { Singular, singular } = feature.names
  const own = ['Include', 'ListQuery', 'WithRelations', 'WithRelationsPage'].map((name) => Singular + name)
  return [
    "import { include } from '#core/database/relations.ts'",
    `import { ${own.join(', ')}, ${singular}Relations } from './${relationsFile}'`,
  ]
}

const declare = ({ name, field, target, isScoped }: Relation): string => {
  const { plural, Singular } = target.names
  return `${name}: belongsTo('${plural}', ${Singular}Read, '${field.name}'${isScoped ? ', ownedBy' : ''}),`
}

function relationImports(relations: readonly Relation[], feature: Feature): string[] {
  const targets = new Set(relations.map(({ target }) => target).filter(({ names }) => names !== feature.names))
  return [
    "import { belongsTo, includeQuery, withRelations } from '#core/database/relations.ts'",
    ...(relations.some(({ isScoped }) => isScoped) ? ["import { ownedBy } from '#core/ownership.ts'"] : []),
    ...[...targets].map(({ names }) => `import { ${names.Singular}Read } from '#features/${names.kebab}/schemas.ts'`),
  ]
}
