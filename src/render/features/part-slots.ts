import type { Slots, View } from '../template.ts'
import type { Feature, Features } from './feature.ts'
import { hasScopedLinks, linkServices } from './link-slots.ts'
import { isBulk } from './options.ts'
import { isOwned } from './owned.ts'
import { type Relation, relationsOf } from './relations.ts'
import type { Part } from './templates.ts'

/** What the rows of a feature consist of: those of others that refer to them, and say that they are many. */
export const partsOf = (feature: Feature, features: Features): Relation[] =>
  relationsOf(feature, features).filter(({ kind }) => kind === 'hasMany')

/** Whether a feature's rows are parts of others of its own, as categories are of categories. */
export const isPartOf = ({ names }: Feature, parts: readonly Pick<Relation, 'target'>[]): boolean =>
  parts.some(({ target }) => target.names.kebab === names.kebab)

/** What templates name of one of them. */
export const partView = ({ name, field, target }: Relation): View => ({
  name,
  key: field.name,
  Parts: target.names.Plural,
  Part: target.names.Singular,
  partTitles: target.names.titles,
  partPath: target.names.path,
  nestedPath: `/${target.names.kebab}`,
  partFor: isOwned(target) ? 'db, me.user' : 'db',
  userArgToPart: isOwned(target) ? ', user' : '',
})

/** What templates name of creating a row with all of them. */
export function partsView(feature: Feature, features: Features): View {
  const { Singular, Plural } = feature.names
  const parts = partsOf(feature, features)
  const isWhole = parts.length > 0
  const owned = (text: string) => ([feature, ...parts.map(({ target }) => target)].some(isOwned) ? text : '')
  const services = [
    ...(isWhole ? [] : [`create${Singular}`]),
    ...(isBulk(feature) ? [`create${Singular}Batch`] : []),
    `delete${Singular}`,
    `get${Singular}`,
    `list${Plural}`,
  ]
  return {
    services: [...services, ...linkServices(feature, features), `update${Singular}`].join(', '),
    partSchemas: `${Singular}Create, ${isPartOf(feature, parts) ? `${Singular}Query, ` : ''}type ${Singular}Read`,
    withParts: isWhole ? 'WithParts' : '',
    partNames: parts.map(({ name }) => name).join(', '),
    partsUser: owned(', user: User'),
    createdFor: owned(', c.var.user'),
    createdForMe: owned(', me.user'),
  }
}

/** The lines that parts bring into the templates of what they are parts of. */
export function partSlots(feature: Feature, features: Features, view: View, part: Part): Slots {
  const views = partsOf(feature, features).map((one) => ({
    ...view,
    ...partView(one),
    listedFor: isOwned(one.target) || hasScopedLinks(one.target, features) ? ', c.var.user' : '',
  }))
  const each = (name: string) => views.map((one) => part(name, one).trimEnd())
  return {
    'routes.nested': each('nested-route.ts'),
    'parts.imports': partImports(feature, features),
    'parts.schemas': views.map((one) => part('nested-schemas.ts', one)),
    parts: each('part-schema.ts'),
    'parts.create': each('create-part.ts'),
  }
}

function partImports(feature: Feature, features: Features): string[] {
  const parts = partsOf(feature, features)
  const others = parts.filter(({ target }) => !isPartOf(feature, [{ target }]))
  const isOwnedAtAll = [feature, ...parts.map(({ target }) => target)].some(isOwned)
  return [
    ...(isOwnedAtAll ? ["import type { User } from '#core/access.ts'"] : []),
    ...others.flatMap(({ target: { names } }) => [
      `import { ${names.Singular}Create, ${names.Singular}Query } from '#features/${names.kebab}/schemas.ts'`,
      `import { create${names.Singular} } from '#features/${names.kebab}/services.ts'`,
    ]),
  ]
}

/** What routes import for them. */
export function partRouteImports(feature: Feature, features: Features): string[] {
  const { Singular } = feature.names
  const parts = partsOf(feature, features)
  const others = parts.filter(({ target }) => !isPartOf(feature, [{ target }]))
  if (parts.length === 0) return []
  const own = parts.flatMap(({ target: { names } }) =>
    ['Params', 'Query'].map((what) => Singular + names.Plural + what),
  )
  return [
    `import { create${Singular}WithParts, ${[`${Singular}CreateWithParts`, ...own].join(', ')} } from './${partsFile}'`,
    ...others.flatMap(({ target: { names } }) => [
      `import { ${names.Singular}Page } from '#features/${names.kebab}/schemas.ts'`,
      `import { list${names.Plural} } from '#features/${names.kebab}/services.ts'`,
    ]),
  ]
}

/** The file of a feature that there is only where it has parts. */
export const partsFile = 'parts.ts'
