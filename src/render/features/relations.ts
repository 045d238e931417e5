import type { Field } from '../fields/field.ts'
import { referenceName } from '../fields/name.ts'
import { objectKeys } from '../reserved.ts'
import type { Feature, Features } from './feature.ts'
import { type Join, joinsAmong, joinsOf } from './joins.ts'
import { filtersOf } from './lists.ts'
import { isOwned, rankOf } from './owned.ts'

/** What `?include=` adds to the rows of a feature. */
export interface Relation {
  readonly name: string
  /** The row that a field of theirs refers to, those of another feature whose field refers to them, or those that another joins to them. */
  readonly kind: 'belongsTo' | 'hasMany' | 'manyToMany'
  readonly field: Field
  /** What joins them. */
  readonly join?: Join<Feature>
  /** The feature whose rows are added. */
  readonly target: Feature
  /** Whether they may be somebody else's than of who asks: administrators may read all. */
  readonly isScoped: boolean
}

/** Those whose rows everybody may read who may read the feature's, in an answer where nothing else has their name. */
export function relationsOf(feature: Feature, features: Features): Relation[] {
  if (feature.joinsOnly || filtersOf(feature).some(({ name }) => name === 'include')) return []
  const taken = new Set(['id', 'createdAt', 'updatedAt', ...objectKeys, ...feature.fields.map(({ name }) => name)])
  return [...referencesOf(feature, features), ...inverseOf(feature, features), ...joinedTo(feature, features)]
    .filter(({ target }) => target.extension === undefined && rankOf(target) <= rankOf(feature))
    .filter(({ name }) => !taken.has(name) && taken.add(name))
    .map((relation) => ({ ...relation, isScoped: isOwned(relation.target) && feature.access !== 'admin' }))
}

type Related = Omit<Relation, 'isScoped'>

const referencesOf = ({ fields }: Feature, features: Features): Related[] =>
  fields
    .filter((field) => field.target !== undefined && !field.private)
    .map((field) => ({
      name: referenceName(field),
      kind: 'belongsTo',
      field,
      target: features.get(field.target!)!,
    }))

/** What says that it is many of one of the feature's rows. */
const inverseOf = ({ names }: Feature, features: Features): Related[] =>
  partsAmong(features).flatMap((target) =>
    target.fields
      .filter((field) => field.many && field.target === names.kebab)
      .map((field) => ({ name: target.names.plural, kind: 'hasMany', field, target })),
  )

/** What is joined to the feature's rows, where who says so may see it. */
const joinedTo = (feature: Feature, features: Features): Related[] =>
  joinsOf(feature, features).flatMap((join): Related[] => {
    const target = features.get(join.to.target!)!
    const [sets, isSet] = join.isSetHere ? [feature, target] : [target, feature]
    if (rankOf(isSet) > rankOf(sets)) return []
    return [{ name: target.names.plural, kind: 'manyToMany', field: join.to, join, target }]
  })

/** Of a thousand features, each would look through all the others. */
const known = new WeakMap<Features, readonly Feature[]>()
function partsAmong(features: Features): readonly Feature[] {
  const parts = known.get(features) ?? [...features.values()].filter(({ mayBeMany }) => mayBeMany)
  known.set(features, parts)
  return parts
}

/** The features that have relations because of some: those whose rows theirs are many of, and those that they join. */
export function wholesOf(names: readonly string[], features: Features): string[] {
  const some = names.flatMap((name) => features.get(name) ?? []).filter((one) => one.mayBeMany || one.joinsOnly)
  return some.flatMap(({ fields, joinsOnly }) =>
    fields.flatMap(({ many, target }) => (many || joinsOnly ? target! : [])),
  )
}

/** Whether any of a project's own features has some, or has parts. No more features are read than that takes. */
export function areRelated(features: Features, kind?: Relation['kind']): boolean {
  if (kind === 'hasMany' && partsAmong(features).length === 0) return false
  if (kind === 'manyToMany' && joinsAmong(features).length === 0) return false
  return [...features.values()].some((feature) => {
    const relations = feature.extension === undefined ? relationsOf(feature, features) : []
    return relations.some((relation) => kind === undefined || relation.kind === kind)
  })
}

export const hasRelations = (feature: Feature, features: Features): boolean => relationsOf(feature, features).length > 0
