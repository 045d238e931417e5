import type { Slots, View } from '../template.ts'
import type { Feature, Features } from './feature.ts'
import { isOwned } from './owned.ts'
import { type Relation, relationsOf } from './relations.ts'
import type { Part } from './templates.ts'
import { anyVersionOf } from './version-slots.ts'

/** The relations of a feature by tables of two references, whose rows link it with others. */
export const linksOf = (feature: Feature, features: Features): Relation[] =>
  relationsOf(feature, features).filter(({ kind }) => kind === 'manyToMany')

/** Those that the routes of the feature itself set. */
export const ownLinksOf = (feature: Feature, features: Features): Relation[] =>
  linksOf(feature, features).filter(({ join }) => join!.isSetHere)

/** Whether what is linked differs by who asks. */
export const hasScopedLinks = (feature: Feature, features: Features): boolean =>
  linksOf(feature, features).some(({ isScoped }) => isScoped)

/** What templates name of one of them. */
export const linkView = (feature: Feature, link: Relation): View => {
  const { name, field, target, isScoped } = link
  return {
    name,
    key: field.name,
    ids: `${field.name}s`,
    Part: target.names.Singular,
    partTitles: target.names.titles,
    partPath: target.names.path,
    nestedPath: `/${target.names.kebab}`,
    partFor: isOwned(target) ? 'db, me.user' : 'db',
    scopedArg: isScoped ? ', user' : '',
    linkRequest: requestOf(feature, link),
    linkSchema: schemaOf(feature.names, target),
    linkService: serviceOf(feature.names, target),
  }
}

/** What a test sends to link a row of the feature, `id`, with another: to the side that sets which. */
function requestOf(feature: Feature, { field, join, target }: Relation): string {
  const [setter, path, key, linked] = join!.isSetHere
    ? [feature, `${feature.names.path}/\${id}/${target.names.kebab}`, field.name, 'other.id']
    : [target, `${target.names.path}/\${other.id}/${feature.names.kebab}`, join!.from.name, 'id']
  return `\`${path}\`, json('PUT', { ${key}s: [${linked}] }${anyVersionOf(setter)})`
}

const schemaOf = ({ Singular }: Feature['names'], target: Feature): string => `${Singular}${target.names.Singular}Ids`
const serviceOf = ({ Singular }: Feature['names'], target: Feature): string => `set${Singular}${target.names.Plural}`

/** What routes import for them. */
export const linkSchemas = (feature: Feature, features: Features): string[] =>
  ownLinksOf(feature, features).map(({ target }) => schemaOf(feature.names, target))
export const linkServices = (feature: Feature, features: Features): string[] =>
  ownLinksOf(feature, features).map(({ target }) => serviceOf(feature.names, target))

/** The lines that they bring into a feature's templates. */
export function linkSlots(feature: Feature, features: Features, view: View, part: Part): Slots {
  const [links, own] = [linksOf(feature, features), ownLinksOf(feature, features)]
  if (links.length === 0) return {}
  const each = (name: string, some: readonly Relation[]) =>
    some.map((link) => part(name, { ...view, ...linkView(feature, link) }).trimEnd())
  return {
    'schemas.links': each('link-schema.ts', own),
    'services.imports': [
      `import { linkedTo${own.length > 0 ? ', setLinks' : ''} } from '#core/database/many-to-many.ts'`,
      ...(own.length > 0 ? ["import { inTransaction } from '#core/database/transactions.ts'"] : []),
      `import { ${feature.names.singular}Relations } from './relations.ts'`,
    ],
    filters: each('filter-linked.ts', links),
    'services.links': each('link-service.ts', own),
    'routes.nested': each('link-route.ts', own),
  }
}
