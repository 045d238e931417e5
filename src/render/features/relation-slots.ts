import { code } from '../../schema/print/code.ts'
import type { Slots, View } from '../template.ts'
import type { Feature, Features } from './feature.ts'
import { isChangeable } from './key.ts'
import { linkSchemas } from './link-slots.ts'
import { isBulk } from './options.ts'
import { isPartOf, partRouteImports, partsOf, partsView } from './part-slots.ts'
import { hasRelations, type Relation, relationsOf } from './relations.ts'
import type { Part } from './templates.ts'

/** The file of a feature that there is only where it has relations. */
export const relationsFile = 'relations.ts'

/** The names that templates have for what is answered, and how it is asked for. */
export function relationsView(feature: Feature, features: Features): View {
  const { Singular } = feature.names
  const relations = relationsOf(feature, features)
  const isRelated = relations.length > 0
  const parts = partsOf(feature, features)
  const used = {
    Batch: isBulk(feature),
    BatchRead: isBulk(feature),
    Create: parts.length === 0,
    Page: !isRelated || isPartOf(feature, parts),
    Params: true,
    Query: !isRelated,
    Read: true,
    Update: isChangeable(feature),
  }
  const schemas = Object.entries(used).flatMap(([name, isUsed]) => (isUsed ? [Singular + name] : []))
  return {
    schemas: [...schemas, ...linkSchemas(feature, features)].toSorted().join(', '),
    Shown: isRelated ? `${Singular}WithRelations` : `${Singular}Read`,
    ShownPage: isRelated ? `${Singular}WithRelationsPage` : `${Singular}Page`,
    ListQuery: isRelated ? `${Singular}ListQuery` : `${Singular}Query`,
    includeQuery: isRelated ? `validate('query', ${Singular}Include), ` : '',
    relationNames: relations.map(({ name }) => name).join(),
    spies: isRelated ? ', vi' : '',
    includedFor: relations.some(({ isScoped }) => isScoped) ? ', c.var.user' : '',
    ...partsView(feature, features),
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
    ...(isRelated && {
      relations: relations.map(declare),
      'relations.imports': relationImports(relations, feature),
    }),
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
    ...partRouteImports(feature, features),
  ]
}

function declare({ name, kind, field, join, target, isScoped }: Relation): string {
  const { plural, Singular } = target.names
  if (join) {
    const { plural: through } = join.through.names
    const between = `through: ${code(through)}, from: ${code(join.from.name)}, to: ${code(field.name)}`
    return `${name}: ${kind}(${code(plural)}, ${Singular}Read, { ${between}${isScoped ? ', scope: ownedBy' : ''} }),`
  }
  const key = target.primaryKey.filter((part) => part !== field.name)
  const order = kind === 'hasMany' && key.length > 0 ? [`order: ${code(key)}`] : []
  const options = [...(isScoped ? ['scope: ownedBy'] : []), ...order]
  const given = [
    code(plural),
    `${Singular}Read`,
    code(field.name),
    ...(options.length > 0 ? [`{ ${options.join(', ')} }`] : []),
  ]
  return `${name}: ${kind}(${given.join(', ')}),`
}

function relationImports(relations: readonly Relation[], feature: Feature): string[] {
  const others = new Map(relations.map((relation) => [relation.target.names.kebab, relation.target.names.Singular]))
  others.delete(feature.names.kebab)
  const has = (kind: Relation['kind']) => relations.some((relation) => relation.kind === kind)
  return [
    `import { ${has('belongsTo') ? 'belongsTo, ' : ''}includeQuery, withRelations } from '#core/database/relations.ts'`,
    ...(has('hasMany') ? ["import { hasMany } from '#core/database/has-many.ts'"] : []),
    ...(has('manyToMany') ? ["import { manyToMany } from '#core/database/many-to-many.ts'"] : []),
    ...(relations.some(({ isScoped }) => isScoped) ? ["import { ownedBy } from '#core/ownership.ts'"] : []),
    ...[...others].map(([kebab, Singular]) => `import { ${Singular}Read } from '#features/${kebab}/schemas.ts'`),
  ]
}
