import type { Field } from '../fields/field.ts'
import type { View } from '../template.ts'
import type { Feature, Features } from './feature.ts'
import { hasScopedLinks } from './link-slots.ts'
import { isOwned, rankOf } from './owned.ts'
import { labelOf, rowOf } from './page-names.ts'
import { type Relation, relationsOf } from './relations.ts'
import type { Part } from './templates.ts'

/** What a feature's own references lead to, and its pages show by name. */
export const relatedTo = (feature: Feature, features: Features): Relation[] =>
  relationsOf(feature, features).filter(({ kind }) => kind === 'belongsTo')

/** The references for which forms offer what there is: rows that whoever may use the feature may see. */
export const offeredTo = (feature: Feature, features: Features): Field[] =>
  feature.fields.filter(({ target }) => {
    const found = target === undefined ? undefined : features.get(target)!
    return found !== undefined && found.extension === undefined && rankOf(found) <= rankOf(feature)
  })

/** Whether a list of a feature is another one for another user. */
export const listsByUser = (feature: Feature, features: Features): boolean =>
  isOwned(feature) || hasScopedLinks(feature, features)

export const offersByUser = (offered: readonly Field[], features: Features): boolean =>
  offered.some(({ target }) => listsByUser(features.get(target!)!, features))

/** What lists what forms offer. */
export function choiceImports(offered: readonly Field[], own: Feature, features: Features): string[] {
  const targets = [...new Set(offered.map(({ target }) => target!))].filter((target) => target !== own.names.kebab)
  return targets.flatMap((target) => {
    const { Singular, Plural } = features.get(target)!.names
    return [
      `import { ${Singular}Query } from '#features/${target}/schemas.ts'`,
      `import { list${Plural} } from '#features/${target}/services.ts'`,
    ]
  })
}

/** The function that does. */
export function choicesOf(offered: readonly Field[], features: Features, view: View, part: Part): string {
  const each = offered.map((field) => {
    const target = features.get(field.target!)!
    const { Singular, Plural } = target.names
    const row = rowOf(target)
    const asked = `${listsByUser(target, features) ? 'user, ' : ''}${Singular}Query.parse({ limit: 100 })`
    return `${field.name}: choicesIn(await list${Plural}(db, ${asked}), (${row}) => ${row}.${labelOf(target)?.name ?? 'id'}),`
  })
  const choicesUser = offersByUser(offered, features) ? ', user: User' : ''
  return part('page-choices.ts', { ...view, choicesUser }, { 'pages.choice': each }).trimEnd()
}

/** The types of what is shown beside the columns of a row. */
export const typeOf = ({ name, target }: Relation): string => `${name}?: ${target.names.Singular}Read | null`

export function typeImports(related: readonly Relation[], own: Feature): string[] {
  const targets = [...new Set(related.map(({ target }) => target.names))].filter(
    ({ kebab }) => kebab !== own.names.kebab,
  )
  return targets.map(({ kebab, Singular }) => `import type { ${Singular}Read } from '#features/${kebab}/schemas.ts'`)
}
