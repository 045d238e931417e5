import { code } from '../../schema/print/code.ts'
import type { Field } from '../fields/field.ts'
import { types } from '../fields/types.ts'
import type { Feature, Features } from './feature.ts'
import { isOwned, ownedReferences } from './owned.ts'

/** Two valid values for a field, the first one such that no default would give it: but for an enum, whose default is what it begins as. */
export function samplesOf(field: Field): readonly [string, string] {
  const [first, second] = types[field.type].samples(field).map(code) as [string, string]
  return field.type !== 'enum' && first === code(field.default) ? [second, first] : [first, second]
}

/**
 * What makes a row to refer to, and gives its id.
 * @param user who owns it, where it has an owner
 */
function parentOf({ target }: Field, features: Features, user: string): string {
  const feature = features.get(target!)!
  const { Singular } = feature.names
  const given = isOwned(feature) ? `db, ${user}` : 'db'
  return `(await create${Singular}(${given}, await draft${Singular}(${given}))).id`
}

/** Whether a draft makes the row that it refers to. */
export const needsParent = ({ type, optional }: Field): boolean => type === 'references' && !optional

/** Whether drafts count, so that no two have the same value. */
export const isCounted = ({ type, unique }: Field): boolean => unique && type !== 'references'

/** The value of a field in a draft. */
export function draftValue(field: Field, features: Features): string {
  if (needsParent(field)) return `given.${field.name} ?? ${parentOf(field, features, 'user')}`
  if (field.type === 'references') return 'null'
  return isCounted(field) ? types[field.type].serial!(field) : samplesOf(field)[0]
}

/** Whether drafts make rows that have owners, and rows of the feature itself have none. */
export const needsOwner = (feature: Feature, features: Features): boolean =>
  !isOwned(feature) && ownedReferences(feature, features).some(needsParent)

/** For an optional reference, what a draft is given so that it has one. */
export const given = (fields: readonly Field[], features: Features, user = 'me.user'): string => {
  const empty = fields.filter(({ type, optional }) => type === 'references' && optional)
  if (empty.length === 0) return ''
  return `, { ${empty.map((field) => `${field.name}: ${parentOf(field, features, user)}`).join(', ')} }`
}

/** Changes for a PATCH, that can be seen if anything of the feature can. */
export function changesOf(feature: Feature, features: Features): string {
  const { names, fields, primaryKey } = feature
  const changeable = fields.filter(({ name }) => !primaryKey.includes(name))
  const visible = changeable.filter((field) => !field.private)
  const plain = visible.find(({ type, unique }) => type !== 'references' && !unique)
  if (plain) return `{ ${plain.name}: ${samplesOf(plain)[1]} }`

  const another = visible.find((field) => isCounted(field) || needsParent(field))
  const field = another ?? visible[0] ?? changeable[0]!
  // A draft leaves an optional reference empty, and has its own value of everything else.
  const isEmpty = field.type === 'references' && field.optional
  const draft = `await draft${names.Singular}(db${isOwned(feature) ? ', me.user' : ''})`
  const value = isEmpty ? parentOf(field, features, 'me.user') : `(${draft}).${field.name}`
  return `{ ${field.name}: ${value} }`
}

/** Imports of what makes rows of other features. */
export function draftImports(targets: Iterable<string>, own: Feature, features: Features): string[] {
  const others = [...new Set(targets)].filter((target) => target !== own.names.kebab)
  return others.flatMap((target) => {
    const { Singular } = features.get(target)!.names
    return [
      `import { draft${Singular} } from '#features/${target}/factory.ts'`,
      `import { create${Singular} } from '#features/${target}/services.ts'`,
    ]
  })
}
